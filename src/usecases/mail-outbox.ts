import { findMail, readMailSettings } from '../db/mail.ts';
import type { OrderHead } from '../db/orders.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { MailKind } from '../shared/mail.ts';
import { emailKey } from '../shared/search-words.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';

export interface NewMail {
  readonly kind: MailKind;
  readonly orderId: string;
  readonly to: string;
  readonly ticketId?: string;
  readonly refundId?: string | null;
  readonly fromHolder?: string | null;
  readonly toHolder?: string | null;
}

/** Puts a mail into the outbox, in the transaction of the change it tells of; its id. */
export async function postMail(trx: Trx, call: Call, mail: NewMail): Promise<string> {
  const id = newId('mail', call.now);
  await trx
    .insertInto('mails')
    .values({
      id,
      kind: mail.kind,
      order_id: mail.orderId,
      recipient: mail.to,
      ticket_id: mail.ticketId ?? null,
      refund_id: mail.refundId ?? null,
      from_holder: mail.fromHolder ?? null,
      to_holder: mail.toHolder ?? null,
      status: 'queued',
      attempts: 0,
      failures: 0,
      error: null,
      next_attempt_at: instantOf(call),
      sent_at: null,
      created_at: instantOf(call),
    })
    .execute();
  return id;
}

/** The mail that nobody asks for by hand, where the settings want it. */
async function postAutomatic(trx: Trx, call: Call, mails: readonly NewMail[]): Promise<void> {
  if (mails.length === 0 || !(await readMailSettings(trx)).automatic) return;
  for (const mail of mails) await postMail(trx, call, mail);
}

/** An order was paid: its tickets go to the customer. */
export async function mailTickets(trx: Trx, call: Call, orderId: string): Promise<void> {
  const order = await trx.selectFrom('orders').select('customer_email').where('id', '=', orderId).executeTakeFirst();
  const to = order?.customer_email ?? null;
  if (to !== null) await postAutomatic(trx, call, [{ kind: 'tickets', orderId, to }]);
}

/** Money went back: a note to the customer. */
export async function mailRefund(trx: Trx, call: Call, order: OrderHead, refundId: string): Promise<void> {
  const to = order.customer_email;
  if (to !== null) await postAutomatic(trx, call, [{ kind: 'refund', orderId: order.id, to, refundId }]);
}

/** The event will not take place: the customer hears what goes back, and whoever a ticket was transferred to that it is off. */
export async function mailCancelled(trx: Trx, call: Call, order: OrderHead, refundId: string | null): Promise<void> {
  const holders = await trx
    .selectFrom('tickets')
    .select('holder_email')
    .distinct()
    .where('order_id', '=', order.id)
    .where('holder_email', 'is not', null)
    .execute();
  const kind = 'event_cancelled';
  const customer = order.customer_email;
  const others = holders
    .map((row) => row.holder_email ?? '')
    .filter((to) => customer === null || emailKey(to) !== emailKey(customer));
  await postAutomatic(trx, call, [
    ...(customer === null ? [] : [{ kind, orderId: order.id, to: customer, refundId } as const]),
    ...others.map((to) => ({ kind, orderId: order.id, to }) as const),
  ]);
}

export interface Transfer {
  readonly orderId: string;
  readonly ticketId: string;
  readonly from: { readonly name: string | null; readonly email: string | null };
  readonly to: { readonly name: string; readonly email: string | null };
}

/** A ticket has a new holder: they get it; the one before is told, and never the new code. */
export async function mailTransfer(trx: Trx, call: Call, { orderId, ticketId, from, to }: Transfer): Promise<void> {
  const about = { orderId, ticketId, fromHolder: from.name, toHolder: to.name };
  const same = from.email !== null && to.email !== null && emailKey(from.email) === emailKey(to.email);
  await postAutomatic(trx, call, [
    ...(to.email === null ? [] : [{ kind: 'ticket_received', to: to.email, ...about } as const]),
    ...(from.email === null || same ? [] : [{ kind: 'ticket_given', to: from.email, ...about } as const]),
  ]);
}

/** Tries a mail again now, with all its attempts before it. @throws 404 · 409 mail_sent */
export async function retryMail(trx: Trx, call: Call, id: string): Promise<void> {
  const mail = await findMail(trx, id);
  if (!mail) throw new BoxOfficeError('not_found', 'There is no such mail.');
  if (mail.status === 'sent') throw new BoxOfficeError('mail_sent', 'This mail was sent already.');
  if (mail.status === 'sending') return;
  const changed = await trx
    .updateTable('mails')
    .set({ status: 'queued', failures: 0, error: null, next_attempt_at: instantOf(call) })
    .where('id', '=', id)
    .executeTakeFirst();
  expectRows(changed, 1, 'trying a mail again');
}
