import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { DAY, fromInstant, type Instant } from '../shared/instant.ts';
import type { Call } from './context.ts';
import { scanTicket, type ScanAnswer } from './scan-ticket.ts';

export interface OfflineScan {
  readonly nonce: string;
  readonly qrCode: string;
  readonly gate: string | null;
  readonly eventId?: string | null | undefined;
  readonly mode: 'entry' | 'exit';
  readonly scannedAt: Instant;
  /** What the scanner told the guest; absent: it let the guest pass. */
  readonly decision?: 'admitted' | 'exited' | 'refused' | undefined;
}

/** A scanner's clock may be wrong by a night, not by more. */
const OLDEST = 7 * DAY;

/** When a late scan happened: by the scanner's clock, but never later than now nor older than a week. */
export const clampScannedAt = (scannedAt: Instant, now: number): number =>
  Math.min(now, Math.max(now - OLDEST, fromInstant(scannedAt)));

export interface Uploaded {
  readonly nonce: string;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly conflict: boolean;
}

/**
 * Takes one scan that happened while its scanner was offline. Both times are kept. Where the scanner let somebody pass whom the ledger
 * refuses, that is a conflict for somebody to look at: it is neither forced in nor lost.
 */
export async function uploadScan(trx: Trx, call: Call, scan: OfflineScan): Promise<Uploaded> {
  const happenedAt = clampScannedAt(scan.scannedAt, call.now);
  const input = { ...scan, party: false, force: false, reason: null };
  try {
    const answer = await scanTicket(trx, call, input, happenedAt);
    const conflict = answer.status !== 200 && scan.decision !== 'refused';
    if (conflict) await recordConflict(trx, scan.nonce, answer);
    return { nonce: scan.nonce, status: answer.status, body: { ...answer.body }, conflict };
  } catch (error) {
    if (!(error instanceof BoxOfficeError) || error.status >= 500) throw error;
    return {
      nonce: scan.nonce,
      status: error.status,
      body: { error: error.message, code: error.code },
      conflict: false,
    };
  }
}

/** Once a scan: uploading the same batch again adds nothing. */
async function recordConflict(trx: Trx, nonce: string, answer: Exclude<ScanAnswer, { status: 200 }>): Promise<void> {
  const row = await trx
    .selectFrom('scans')
    .select(['id', 'event_id'])
    .where('nonce', '=', nonce)
    .executeTakeFirstOrThrow();
  const ticketId = answer.body.ticket?.ticketId;
  const stay =
    ticketId === undefined
      ? undefined
      : await trx
          .selectFrom('admissions')
          .select('id')
          .where('ticket_id', '=', ticketId)
          .where('ended_at', 'is', null)
          .executeTakeFirst();
  await trx
    .insertInto('conflicts')
    .values({
      scan_id: row.id,
      event_id: row.event_id,
      admission_id: stay?.id ?? null,
      resolved_at: null,
      resolved_by: null,
      note: null,
    })
    .onConflict((known) => known.doNothing())
    .execute();
}
