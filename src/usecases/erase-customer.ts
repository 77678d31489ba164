import { addOrderWords, orderWords } from '../db/order-words.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { withoutNames } from '../domain/names.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { instantOf, type Call } from './context.ts';
import { recordAudit } from './record-audit.ts';

/**
 * Begins to forget a customer for good: name, e-mail and phone are gone with this change; their traces follow, order by order, in
 * `eraseSlice`. Sums, seats and receipts stay: they name nobody. Backups made before keep what they hold until they are deleted in turn
 * (docs/privacy.md).
 *
 * @throws 404
 */
export async function beginErasing(trx: Trx, call: Call, id: string): Promise<void> {
  const customer = await trx
    .selectFrom('customers')
    .select(['erased_at', 'erase_after'])
    .where('id', '=', id)
    .executeTakeFirst();
  // Asked for again while it goes on.
  if (customer?.erased_at && customer.erase_after !== null) return;
  if (!customer || customer.erased_at !== null) throw new BoxOfficeError('not_found', 'There is no such customer.');
  const blank = { name: null, email: null, phone: null, email_key: null, phone_key: null };
  const erased = await trx
    .updateTable('customers')
    .set({ ...blank, erased_at: instantOf(call), erase_after: '' })
    .where('id', '=', id)
    .executeTakeFirst();
  expectRows(erased, 1, 'erasing a customer');
  await forgetAnswers(trx, id);
  const { orders } = await trx
    .selectFrom('orders')
    .select((eb) => eb.fn.countAll<number>().as('orders'))
    .where('customer_id', '=', id)
    .executeTakeFirstOrThrow();
  await recordAudit(trx, call, 'customer.erase', id, null, { orders });
}

/** A slice ends after this many orders or milliseconds: a scan waits for no more than that. */
const SLICE = { orders: 20, milliseconds: 10 };

/**
 * Forgets the traces in the next orders of a customer that is being erased. The customer's row says how far that is, so that a crash loses
 * nothing.
 *
 * @returns whether anything is left
 */
export async function eraseSlice(trx: Trx, call: Call, id: string): Promise<boolean> {
  const customer = await trx.selectFrom('customers').select('erase_after').where('id', '=', id).executeTakeFirst();
  if (!customer || customer.erase_after === null) return false;
  const orders = await trx
    .selectFrom('orders')
    .select(['id', 'number'])
    .where('customer_id', '=', id)
    .where('id', '>', customer.erase_after)
    .orderBy('id')
    .limit(SLICE.orders)
    .execute();
  const end = performance.now() + SLICE.milliseconds;
  let last: string | null = null;
  for (const order of orders) {
    await forgetOrder(trx, call, order);
    last = order.id;
    if (performance.now() > end) break;
  }
  const moved = await trx.updateTable('customers').set({ erase_after: last }).where('id', '=', id).executeTakeFirst();
  expectRows(moved, 1, 'going on with erasing');
  return last !== null;
}

async function forgetOrder(trx: Trx, call: Call, order: { id: string; number: string }): Promise<void> {
  const tickets = await trx.selectFrom('tickets').select(['id', 'qr_code']).where('order_id', '=', order.id).execute();
  const names = { customer_name: null, customer_email: null, customer_phone: null, placed_from: null };
  await trx.updateTable('orders').set(names).where('id', '=', order.id).execute();
  await trx
    .updateTable('tickets')
    .set({ holder_name: null, holder_email: null })
    .where('order_id', '=', order.id)
    .execute();
  // Words that somebody at the counter wrote about this order may name anybody.
  await trx.updateTable('payments').set({ reason: null, reference: null }).where('order_id', '=', order.id).execute();
  await trx.updateTable('refunds').set({ reason: null }).where('order_id', '=', order.id).execute();
  await trx
    .updateTable('retired_codes')
    .set({ from_holder: null, to_holder: null })
    .where('ticket_id', 'in', (eb) => eb.selectFrom('tickets').select('id').where('order_id', '=', order.id))
    .execute();
  await trx.deleteFrom('mails').where('order_id', '=', order.id).execute();
  await trx.deleteFrom('order_words').where('order_id', '=', order.id).execute();
  const codes = tickets.map((ticket) => ticket.qr_code);
  await addOrderWords(trx, order.id, orderWords({ number: order.number, names: [], email: null, phone: null, codes }));
  for (const ticket of tickets) await forgetTicket(trx, ticket.id);
  await forgetMessages(trx, call, order.id);
  await forgetAnswers(trx, order.id);
}

/** A scan's stored answer keeps its verdict and loses the names. */
async function forgetTicket(trx: Trx, ticketId: string): Promise<void> {
  const scans = await trx.selectFrom('scans').select(['id', 'answer']).where('ticket_id', '=', ticketId).execute();
  for (const { id, answer } of scans) {
    await trx
      .updateTable('scans')
      .set({ answer: withoutNames(answer) })
      .where('id', '=', id)
      .execute();
    await trx.updateTable('conflicts').set({ note: null }).where('scan_id', '=', id).execute();
  }
  await trx.updateTable('admissions').set({ end_reason: null }).where('ticket_id', '=', ticketId).execute();
  // A row without a code was told by what it said; a file that is imported again would bring the customer back.
  await trx
    .updateTable('imported_tickets')
    .set({ key: `erased:${ticketId}` })
    .where('ticket_id', '=', ticketId)
    .where('key', 'like', 'row:%')
    .execute();
}

/** What webhooks were told, or will be: messages that wait go out with blanks. What the endpoints answered may repeat it. */
async function forgetMessages(trx: Trx, call: Call, subject: string): Promise<void> {
  const messages = await trx.selectFrom('outbox').select(['id', 'body']).where('subject', '=', subject).execute();
  for (const { id, body } of messages) {
    await trx
      .updateTable('outbox')
      .set({ body: withoutNames(body), erased_at: instantOf(call) })
      .where('id', '=', id)
      .execute();
    await trx.updateTable('webhook_attempts').set({ response_body: null }).where('message_id', '=', id).execute();
  }
}

/** Kept answers of changes stay answers, so that nothing is done twice, but name nobody. */
async function forgetAnswers(trx: Trx, namedId: string): Promise<void> {
  const answers = await trx
    .selectFrom('idempotency_names as named')
    .innerJoin('idempotency', (join) =>
      join
        .onRef('idempotency.subject', '=', 'named.subject')
        .onRef('idempotency.route', '=', 'named.route')
        .onRef('idempotency.key', '=', 'named.key'),
    )
    .select(['named.subject', 'named.route', 'named.key', 'idempotency.body'])
    .where('named.named_id', '=', namedId)
    .execute();
  for (const { subject, route, key, body } of answers) {
    if (body === null) continue;
    await trx
      .updateTable('idempotency')
      .set({ body: withoutNames(body) })
      .where('subject', '=', subject)
      .where('route', '=', route)
      .where('key', '=', key)
      .execute();
  }
}
