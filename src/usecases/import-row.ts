import type { EventRow, TierRow } from '../db/events.ts';
import { ticketsOf } from '../db/orders.ts';
import { addOrderWords, orderWords } from '../db/order-words.ts';
import { takeFromEvent, takeFromTier } from '../db/places.ts';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { normalizeCode } from '../shared/ids.ts';
import { parseMoney } from '../shared/money.ts';
import { emailSchema } from '../shared/operation.ts';
import { fold } from '../shared/search-words.ts';
import { instantOf, type Call } from './context.ts';
import { customerFor } from './customers.ts';
import { plainAmount, type ImportRow } from '../shared/import-columns.ts';
import { newId } from './new-id.ts';
import { taxLinesOf } from './order-facts.ts';
import { freeOrderNumber, freeQrCode } from './sell-order.ts';

/** What an import works on: one event, and which rows without a code it has seen (their number among their likes tells them apart). */
export interface ImportTarget {
  readonly event: EventRow;
  readonly tiers: readonly TierRow[];
  readonly seen: Map<string, number>;
}

export type RowOutcome = 'imported' | 'skipped';

/** A row as the ledger would take it. */
interface Presold {
  readonly orderNumber: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly holder: string | null;
  readonly tier: TierRow;
  readonly amount: number;
  readonly code: string | null;
  /** Names this ticket in the file for good, so that importing twice changes nothing. */
  readonly key: string;
}

const bad = (message: string): BoxOfficeError => new BoxOfficeError('invalid_request', message);

/** What the file says, in a sentence about it. */
const quoted = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;

/** A name of two lines in a cell is one here, as everywhere; of a code every character counts. */
const inOneLine = (row: ImportRow): ImportRow =>
  Object.fromEntries(
    Object.entries(row).map(([field, cell]) => [field, field === 'qrCode' ? cell : cell.replaceAll(/\p{Cc}+/gu, ' ')]),
  );

/** Reads one row against the event. @throws BoxOfficeError with a sentence for the person who made the file */
export function readRow(target: ImportTarget, given: ImportRow): Presold {
  const row = inOneLine(given);
  const tier = tierOf(target, row.tierName);
  const name =
    row.customerName ?? ([row.firstName, row.lastName].filter((part) => part !== undefined).join(' ') || null);
  const email = row.customerEmail ?? null;
  if (email !== null && !emailSchema.safeParse(email).success) throw bad(`${quoted(email)} is not an e-mail address`);
  const code = row.qrCode ?? null;
  if (code !== null && (code.length > 200 || /\p{Cc}/u.test(code)))
    throw bad('The code is longer than 200 characters or holds control characters');
  const likes = [row.orderNumber, name, email, row.phone, row.holderName, tier.name]
    .map((part) => fold(part ?? ''))
    .join('|');
  const number = (target.seen.get(likes) ?? 0) + 1;
  if (code === null) target.seen.set(likes, number);
  return {
    orderNumber: row.orderNumber === undefined ? null : row.orderNumber.toUpperCase().slice(0, 64),
    name: name === null ? null : name.slice(0, 120),
    email,
    phone: row.phone?.slice(0, 40) ?? null,
    holder: row.holderName?.slice(0, 120) ?? null,
    tier,
    amount: amountOf(row.amount, tier, target.event.currency),
    code,
    key: code === null ? `row:${likes}#${number}` : `code:${normalizeCode(code)}`,
  };
}

function tierOf({ tiers }: ImportTarget, name: string | undefined): TierRow {
  if (name === undefined) {
    const [only, another] = tiers;
    if (only && !another) return only;
    throw bad('The row names no tier, and the event has several');
  }
  const tier =
    tiers.find((candidate) => fold(candidate.name) === fold(name)) ??
    tiers.find((candidate) => fold(name).startsWith(fold(candidate.name)));
  if (!tier) throw bad(`The event has no tier called ${quoted(name)}`);
  return tier;
}

function amountOf(text: string | undefined, tier: TierRow, currency: string): number {
  if (text === undefined) return tier.price;
  const plain = plainAmount(text);
  const amount = plain === null ? null : parseMoney(plain, currency);
  if (amount === null) throw bad(`${quoted(text)} is not an amount in ${currency}`);
  return amount;
}

/**
 * Takes over one presold ticket: its code opens the door here, it counts against the capacity, its money is `external`.
 *
 * @throws BoxOfficeError with a sentence; 409 sold_out, code_taken
 */
export async function importRow(trx: Trx, call: Call, target: ImportTarget, row: Presold): Promise<RowOutcome> {
  const { event, tier } = { event: target.event, tier: row.tier };
  const known = await trx
    .selectFrom('imported_tickets')
    .select('ticket_id')
    .where('event_id', '=', event.id)
    .where('key', '=', row.key)
    .executeTakeFirst();
  if (known) return 'skipped';
  if (row.code !== null && (await isHere(trx, event.id, row.code))) return 'skipped';
  if (!(await takeFromTier(trx, tier.id, 1, 'sold')))
    throw new BoxOfficeError('sold_out', `Not enough places are left in ${tier.name}`);
  if (!(await takeFromEvent(trx, event.id, 1, 'sold'))) throw new BoxOfficeError('sold_out', 'The event is full');
  const orderId = await orderFor(trx, call, event, row);
  const code = row.code ?? (await freeQrCode(trx, tier.name));
  const { position } = await trx
    .selectFrom('tickets')
    .select((eb) => eb.fn.countAll<number>().as('position'))
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow();
  const ticketId = newId('ticket', call.now);
  await trx
    .insertInto('tickets')
    .values({
      id: ticketId,
      order_id: orderId,
      event_id: event.id,
      tier_id: tier.id,
      tier_name: tier.name,
      position,
      holder_name: row.holder,
      holder_email: null,
      qr_code: code,
      code_key: normalizeCode(code),
      price: row.amount,
      discount: 0,
      tax_rate: tier.tax_rate,
      status: 'valid',
      created_at: instantOf(call),
    })
    .execute();
  await addToOrder(trx, orderId, row);
  await trx.insertInto('imported_tickets').values({ event_id: event.id, key: row.key, ticket_id: ticketId }).execute();
  const { number } = await trx
    .selectFrom('orders')
    .select('number')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();
  await addOrderWords(
    trx,
    orderId,
    orderWords({ number, names: [row.name, row.holder], email: row.email, phone: row.phone, codes: [code] }),
  );
  return 'imported';
}

/** The code is on a ticket of this event already. @throws code_taken where another event has it */
async function isHere(trx: Trx, eventId: string, code: string): Promise<boolean> {
  const key = normalizeCode(code);
  const ticket = await trx.selectFrom('tickets').select('event_id').where('code_key', '=', key).executeTakeFirst();
  if (ticket?.event_id === eventId) return true;
  const retired = await trx.selectFrom('retired_codes').select('ticket_id').where('code', '=', key).executeTakeFirst();
  if (ticket || retired)
    throw new BoxOfficeError('code_taken', 'The code belongs to another ticket of this box office');
  return false;
}

/** The imported order of this number and event, made at its first row. @throws code_taken where the number is one of our own sales */
async function orderFor(trx: Trx, call: Call, event: EventRow, row: Presold): Promise<string> {
  if (row.orderNumber !== null) {
    const known = await trx
      .selectFrom('orders')
      .select(['id', 'event_id', 'channel', 'status'])
      .where('number', '=', row.orderNumber)
      .executeTakeFirst();
    if (known && (known.channel !== 'import' || known.event_id !== event.id))
      throw new BoxOfficeError('code_taken', `The order number ${row.orderNumber} belongs to another order here`);
    if (known && known.status !== 'paid') throw bad(`The order ${row.orderNumber} was refunded here`);
    if (known) return known.id;
  }
  const id = newId('order', call.now);
  const now = instantOf(call);
  await trx
    .insertInto('orders')
    .values({
      id,
      number: row.orderNumber ?? (await freeOrderNumber(trx, call)),
      event_id: event.id,
      customer_id: await customerFor(trx, call, { customerName: row.name, customerEmail: row.email, phone: row.phone }),
      customer_name: row.name,
      customer_email: row.email,
      customer_phone: row.phone,
      status: 'paid',
      channel: 'import',
      currency: event.currency,
      subtotal: 0,
      discount: 0,
      total: 0,
      tax: 0,
      paid: 0,
      refunded: 0,
      promo_code_id: null,
      promo_code: null,
      affiliate_code: null,
      hold_expires_at: null,
      placed_from: null,
      sold_by: call.actor.id,
      receipt_number: null,
      receipt: null,
      paid_at: now,
      created_at: now,
    })
    .execute();
  await trx
    .insertInto('payments')
    .values({
      id: newId('payment', call.now),
      order_id: id,
      method: 'external',
      amount: 0,
      tendered: null,
      change: null,
      reference: null,
      reason: null,
      taken_by: call.actor.id,
      created_at: now,
    })
    .execute();
  return id;
}

/** Adds a ticket's money to its order; the tax is that of all its tickets, rate by rate, as on any receipt. */
async function addToOrder(trx: Trx, orderId: string, row: Presold): Promise<void> {
  const tax = taxLinesOf(await ticketsOf(trx, [orderId]), []).reduce((sum, line) => sum + line.tax, 0);
  await trx
    .updateTable('orders')
    .set((eb) => ({
      subtotal: eb('subtotal', '+', row.amount),
      total: eb('total', '+', row.amount),
      paid: eb('paid', '+', row.amount),
      tax,
    }))
    .where('id', '=', orderId)
    .execute();
  await trx
    .updateTable('payments')
    .set((eb) => ({ amount: eb('amount', '+', row.amount) }))
    .where('order_id', '=', orderId)
    .execute();
}
