import { sql, type Kysely } from 'kysely';
import { fromInstant, MINUTE, toInstant, type Instant } from '../shared/instant.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

export interface ReportFilter {
  readonly currency: string;
  readonly eventId?: string | undefined;
  /** UTC instants, `from` inclusive, `to` exclusive. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** Where a slice ended: it is followed by what lies behind it, moment by moment. */
export interface Cursor {
  readonly at: Instant;
  readonly id: string;
}

/** Before every moment there is. */
export const BEGIN: Cursor = { at: '', id: '' };

const START = '0000';
const END = '9999-12-31T23:59:59.999Z';

/** The next orders that were paid in the period, by an index of the moment: the cursor is where the last slice ended. */
export function paidOrders(db: Db, { currency, eventId, from, to }: ReportFilter, after: Cursor, size: number) {
  const begin = from !== undefined && from > after.at ? { at: from, id: '' } : after;
  let orders = db
    .selectFrom('orders')
    .leftJoin('affiliate_sales', 'affiliate_sales.order_id', 'orders.id')
    .select([
      'orders.id',
      'paid_at',
      'channel',
      'orders.currency',
      'subtotal',
      'discount',
      'total',
      'promo_code',
      'affiliate_code',
      'affiliate_sales.earnings',
    ])
    .where(sql<boolean>`(paid_at, orders.id) > (${begin.at === '' ? START : begin.at}, ${begin.id})`)
    .where('paid_at', '<', to ?? END);
  if (eventId !== undefined) orders = orders.where('event_id', '=', eventId);
  // The plus keeps the planner from any index but that of the moment.
  return orders
    .where(sql<boolean>`orders.currency || '' = ${currency}`)
    .orderBy('paid_at')
    .orderBy('orders.id')
    .limit(size)
    .execute();
}

/** Tickets of these orders by tier, and by order and tax rate: one row a ticket's order, tier and rate. */
export const soldTickets = (db: Db, orderIds: readonly string[]) =>
  db
    .selectFrom('tickets')
    .select((eb) => [
      'order_id',
      'tier_id',
      'tier_name',
      'event_id',
      'tax_rate',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>(eb('price', '-', eb.ref('discount'))).as('gross'),
    ])
    .where('order_id', 'in', orderIds)
    .groupBy(['order_id', 'tier_id', 'tier_name', 'event_id', 'tax_rate'])
    .execute();

export const soldAddOns = (db: Db, orderIds: readonly string[]) =>
  db
    .selectFrom('order_add_ons')
    .select((eb) => [
      'order_id',
      'add_on_id',
      'name',
      'tax_rate',
      'quantity as count',
      eb(eb('quantity', '*', eb.ref('unit_price')), '-', eb.ref('discount')).as('gross'),
    ])
    .where('order_id', 'in', orderIds)
    .execute();

export const paymentsByMethod = (db: Db, orderIds: readonly string[]) =>
  db
    .selectFrom('payments')
    .select((eb) => ['method', eb.fn.countAll<number>().as('count'), eb.fn.sum<number>('amount').as('amount')])
    .where('order_id', 'in', orderIds)
    .groupBy('method')
    .execute();

/** The next refunds of the period, by the index of their moment. */
export function refundsInPeriod(db: Db, { currency, eventId, from, to }: ReportFilter, after: Cursor, size: number) {
  const begin = from !== undefined && from > after.at ? { at: from, id: '' } : after;
  return db
    .selectFrom('refunds')
    .innerJoin('orders', 'orders.id', 'refunds.order_id')
    .select((eb) => [
      'refunds.id',
      'refunds.order_id',
      'refunds.amount',
      'refunds.is_void',
      'refunds.created_at',
      eb
        .case()
        .when(
          eb.and([
            eb('orders.currency', '=', currency),
            ...(eventId === undefined ? [] : [eb('orders.event_id', '=', eventId)]),
          ]),
        )
        .then(eb.lit(1))
        .else(eb.lit(0))
        .end()
        .as('counts'),
    ])
    .where(sql<boolean>`(refunds.created_at, refunds.id) > (${begin.at === '' ? START : begin.at}, ${begin.id})`)
    .where('refunds.created_at', '<', to ?? END)
    .orderBy('refunds.created_at')
    .orderBy('refunds.id')
    .limit(size)
    .execute();
}

export const refundsByMethod = (db: Db, refundIds: readonly string[]) =>
  db
    .selectFrom('refund_payments')
    .select((eb) => ['method', eb.fn.sum<number>('amount').as('amount')])
    .where('refund_id', 'in', refundIds)
    .groupBy('method')
    .execute();

/** What the refunded orders' lines were paid with, and which of the tickets each refund named. */
export async function refundedLines(db: Db, refunds: readonly { readonly id: string; readonly order_id: string }[]) {
  const orderIds = [...new Set(refunds.map((refund) => refund.order_id))];
  const tickets = await db
    .selectFrom('tickets')
    .leftJoin('refund_tickets', (join) =>
      join.onRef('refund_tickets.ticket_id', '=', 'tickets.id').on(
        'refund_tickets.refund_id',
        'in',
        refunds.map(({ id }) => id),
      ),
    )
    .select((eb) => [
      'tickets.order_id',
      'tickets.tax_rate',
      'refund_tickets.refund_id',
      eb('price', '-', eb.ref('discount')).as('gross'),
    ])
    .where('tickets.order_id', 'in', orderIds)
    .execute();
  return { tickets, addOns: await soldAddOns(db, orderIds) };
}

const QUARTER = 15 * MINUTE;

/** Entries of a quarter of an hour by gate, or null where nothing follows. Each reads no more of the index than its quarter. */
export async function entriesOfNextQuarter(db: Db, eventId: string, from: Instant, to: Instant) {
  const next = await db
    .selectFrom('admissions')
    .select('admitted_at')
    .where('event_id', '=', eventId)
    .where('admitted_at', '>=', from)
    .where('admitted_at', '<', to)
    .orderBy('admitted_at')
    .limit(1)
    .executeTakeFirst();
  if (!next) return null;
  const begin = Math.floor(fromInstant(next.admitted_at) / QUARTER) * QUARTER;
  const end = toInstant(begin + QUARTER);
  const gates = await db
    .selectFrom('admissions')
    .select((eb) => ['gate', eb.fn.countAll<number>().as('count')])
    .where('event_id', '=', eventId)
    .where('admitted_at', '>=', next.admitted_at)
    .where('admitted_at', '<', end < to ? end : to)
    .where((eb) => eb.or([eb('ended_how', 'is', null), eb('ended_how', '=', 'exit')]))
    .groupBy('gate')
    .orderBy('gate')
    .execute();
  return { begin: toInstant(begin), end, gates };
}
