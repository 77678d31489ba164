import type { MailRow } from '../db/mail.ts';
import type { Trx } from '../db/write-door.ts';
import { waitAfterMail } from '../domain/mail-retry.ts';
import { toInstant } from '../shared/instant.ts';
import { instantOf, type Call } from './context.ts';

/** Takes a mail in hand, so that everybody sees it under way; false where it is gone or taken meanwhile. */
export async function beginAttempt(trx: Trx, id: string): Promise<boolean> {
  const taken = await trx
    .updateTable('mails')
    .set((eb) => ({ status: 'sending', attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

/** What came of an attempt. A mail that was forgotten meanwhile stays so: no row is asked for. */
export type Outcome =
  | { readonly sent: true }
  | { readonly sent: false; readonly error: string; readonly isFinal: boolean };

export async function endAttempt(trx: Trx, call: Call, mail: MailRow, outcome: Outcome): Promise<void> {
  const row = trx.updateTable('mails').where('id', '=', mail.id).where('status', '=', 'sending');
  if (outcome.sent) {
    await row.set({ status: 'sent', sent_at: instantOf(call), error: null }).execute();
    return;
  }
  const failures = mail.failures + 1;
  const wait = outcome.isFinal ? null : waitAfterMail(failures, Math.random());
  await row
    .set({
      status: wait === null ? 'failed' : 'queued',
      failures,
      error: outcome.error,
      next_attempt_at: toInstant(call.now + (wait ?? 0)),
    })
    .execute();
}

/** Puts back what a crash or a shutdown left under way: nobody knows whether it arrived, so it is sent again. */
export async function requeueInterrupted(trx: Trx, call: Call): Promise<void> {
  await trx
    .updateTable('mails')
    .set({ status: 'queued', next_attempt_at: instantOf(call) })
    .where('status', '=', 'sending')
    .execute();
}
