import { sql } from 'kysely';
import { addOrderWords, orderWords } from '../db/order-words.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { instantOf, type Call } from './context.ts';
import { recordAudit } from './record-audit.ts';

/**
 * Forgets a customer for good: name, e-mail and phone, the holders of the tickets, the words they were found by, and every stored answer
 * or message that told of them. Sums, seats and receipts stay: they name nobody. Backups made before keep what they hold until they are
 * deleted in turn (docs/privacy.md).
 *
 * @throws 404
 */
export async function eraseCustomer(trx: Trx, call: Call, id: string): Promise<void> {
  const customer = await trx
    .selectFrom('customers')
    .select('id')
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (!customer) throw new BoxOfficeError('not_found', 'There is no such customer.');
  const erased = await trx
    .updateTable('customers')
    .set({ name: null, email: null, phone: null, email_key: null, phone_key: null, erased_at: instantOf(call) })
    .where('id', '=', id)
    .executeTakeFirst();
  expectRows(erased, 1, 'erasing a customer');
  const orders = await trx.selectFrom('orders').select(['id', 'number']).where('customer_id', '=', id).execute();
  for (const order of orders) await forgetOrder(trx, order);
  await recordAudit(trx, call, 'customer.erase', id, null, { orders: orders.length });
}

async function forgetOrder(trx: Trx, order: { id: string; number: string }): Promise<void> {
  const tickets = await trx.selectFrom('tickets').select(['id', 'qr_code']).where('order_id', '=', order.id).execute();
  await trx
    .updateTable('orders')
    .set({ customer_name: null, customer_email: null, customer_phone: null })
    .where('id', '=', order.id)
    .execute();
  await trx
    .updateTable('tickets')
    .set({ holder_name: null, holder_email: null })
    .where('order_id', '=', order.id)
    .execute();
  await trx.deleteFrom('mails').where('order_id', '=', order.id).execute();
  await trx.deleteFrom('order_words').where('order_id', '=', order.id).execute();
  const codes = tickets.map((ticket) => ticket.qr_code);
  await addOrderWords(trx, order.id, orderWords({ number: order.number, names: [], email: null, phone: null, codes }));
  await forgetScans(
    trx,
    tickets.map((ticket) => ticket.id),
  );
  await trx
    .deleteFrom('idempotency')
    .where(sql<boolean>`body LIKE ${`%${order.id}%`}`)
    .execute();
}

/** A scan's stored answer keeps its verdict and loses the names. */
async function forgetScans(trx: Trx, ticketIds: readonly string[]): Promise<void> {
  const scans = await trx.selectFrom('scans').select(['id', 'answer']).where('ticket_id', 'in', ticketIds).execute();
  for (const scan of scans) {
    const answer = JSON.stringify(JSON.parse(scan.answer), (key, value: unknown) =>
      key === 'holderName' || key === 'holder' ? null : value,
    );
    await trx.updateTable('scans').set({ answer }).where('id', '=', scan.id).execute();
  }
}
