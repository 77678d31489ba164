import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import type { EventStatus } from '../shared/events.ts';
import type { OrderStatus } from '../shared/orders.ts';
import { countWith, weighReadings, type Reading } from './order-search.ts';
import { ordersWithWord } from './order-words.ts';
import type { OrderAddOnsTable, OrdersTable, PaymentsTable, RefundsTable, Tables, TicketsTable } from './tables.ts';

type Db = Kysely<Tables>;

export type OrderRow = Selectable<OrdersTable>;
export type TicketRow = Selectable<TicketsTable>;
export type OrderAddOnRow = Selectable<OrderAddOnsTable>;

/** An order with what its answer shows beside it. */
export type OrderHead = OrderRow & {
  event_title: string;
  event_date: string;
  event_status: EventStatus;
};

const heads = (db: Db) =>
  db
    .selectFrom('orders')
    .innerJoin('events', 'events.id', 'orders.event_id')
    .selectAll('orders')
    .select(['events.title as event_title', 'events.date as event_date', 'events.status as event_status']);

/** By id or by number: `ord_…` or `TW-2026-A1B2C3`. */
export const findOrder = (db: Db, idOrNumber: string): Promise<OrderHead | undefined> =>
  heads(db)
    .where(
      idOrNumber.startsWith('ord_') ? 'orders.id' : 'orders.number',
      '=',
      idOrNumber.startsWith('ord_') ? idOrNumber : idOrNumber.toUpperCase(),
    )
    .executeTakeFirst();

/** The next orders of a customer before a cursor, newest first: a keyset page. @param before '' for the newest */
export const orderHeadsOf = (db: Db, customerId: string, before: string, most: number): Promise<OrderHead[]> => {
  const mine = heads(db).where('orders.customer_id', '=', customerId).orderBy('orders.id', 'desc').limit(most);
  return (before === '' ? mine : mine.where('orders.id', '<', before)).execute();
};

export interface OrderFilter {
  /** UTC instants, `from` inclusive, `to` exclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly status?: OrderStatus | undefined;
  readonly eventId?: string | undefined;
  /** Every word of it begins a word of the order; see `readingsOf`. */
  readonly q?: string | undefined;
}

/** Orders newest first: ids are made in the order of time, so the primary key is the order of the list. */
export async function listOrders(
  db: Db,
  filter: OrderFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: OrderHead[]; total: number }> {
  const readings = filter.q === undefined ? [null] : await weighReadings(db, filter.q);
  if (readings.length === 0) return { rows: [], total: 0 };
  const fitting = matching(db, filter, readings);
  const total = await count(db, filter, readings);
  // Common words: the newest orders are looked through instead of a long list being made and sorted.
  const walk = readings.some((reading) => reading?.isCommon) ? matching(db, filter, readings, 'walk') : fitting;
  const ids = await walk.orderBy('orders.id', 'desc').limit(page.limit).offset(page.offset).execute();
  if (ids.length === 0) return { rows: [], total };
  const rows = await heads(db)
    .where(
      'orders.id',
      'in',
      ids.map((row) => row.id),
    )
    .orderBy('orders.id', 'desc')
    .execute();
  return { rows, total };
}

async function count(db: Db, filter: OrderFilter, readings: readonly (Reading | null)[]): Promise<number> {
  const [reading] = readings;
  const isAlone = !filter.from && !filter.to && !filter.status && !filter.eventId;
  // Of one word alone the index tells without a look at the orders.
  if (isAlone && reading && readings.length === 1 && reading.others.length === 0)
    return countWith(db, reading.rarest, 'orders');
  const { total } = await matching(db, filter, readings)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** The orders that fit a filter: found from the rarest word of each reading, or tested for it one after the other. */
function matching(db: Db, filter: OrderFilter, readings: readonly (Reading | null)[], how: 'find' | 'walk' = 'find') {
  let orders = db.selectFrom('orders').select('orders.id');
  if (filter.from) orders = orders.where('orders.created_at', '>=', filter.from);
  if (filter.to) orders = orders.where('orders.created_at', '<', filter.to);
  if (filter.status) orders = orders.where('orders.status', '=', filter.status);
  if (filter.eventId) orders = orders.where('orders.event_id', '=', filter.eventId);
  if (readings.includes(null)) return orders;
  return orders.where((eb) =>
    eb.or(
      readings.map((reading) =>
        eb.and([
          how === 'find'
            ? eb('orders.id', 'in', ordersWithWord(db, reading?.rarest ?? ''))
            : hasWord(eb, reading?.rarest ?? ''),
          ...(reading?.others ?? []).map((word) => hasWord(eb, word)),
        ]),
      ),
    ),
  );
}

const hasWord = (eb: ExpressionBuilder<Tables, 'orders'>, word: string) =>
  eb.exists(
    eb
      .selectFrom('order_words')
      .select('order_words.word')
      .whereRef('order_words.order_id', '=', 'orders.id')
      .where('order_words.word', '>=', word)
      .where('order_words.word', '<', `${word}\u{10ffff}`),
  );

export type TicketWithStay = TicketRow & { checked_in_at: string | null; checked_in_gate: string | null };

/** Tickets of orders with the entry that counts: the newest one that was not undone. */
export async function ticketsOf(db: Db, orderIds: readonly string[]): Promise<TicketWithStay[]> {
  if (orderIds.length === 0) return [];
  const tickets = await db
    .selectFrom('tickets')
    .selectAll()
    .where('order_id', 'in', orderIds)
    .orderBy('order_id')
    .orderBy('position')
    .execute();
  const stays = await db
    .selectFrom('admissions')
    .select(['ticket_id', 'admitted_at', 'gate'])
    .where('ticket_id', 'in', (eb) => eb.selectFrom('tickets').select('id').where('order_id', 'in', orderIds))
    .where((eb) => eb.or([eb('ended_how', 'is', null), eb('ended_how', '=', 'exit')]))
    .orderBy('admitted_at')
    .execute();
  const last = new Map(stays.map((stay) => [stay.ticket_id, stay]));
  return tickets.map((ticket) => ({
    ...ticket,
    checked_in_at: last.get(ticket.id)?.admitted_at ?? null,
    checked_in_gate: last.get(ticket.id)?.gate ?? null,
  }));
}

export const addOnLinesOf = async (db: Db, orderIds: readonly string[]): Promise<OrderAddOnRow[]> =>
  orderIds.length === 0
    ? []
    : db.selectFrom('order_add_ons').selectAll().where('order_id', 'in', orderIds).orderBy('id').execute();

export const paymentsOf = async (db: Db, orderIds: readonly string[]): Promise<Selectable<PaymentsTable>[]> =>
  orderIds.length === 0
    ? []
    : db.selectFrom('payments').selectAll().where('order_id', 'in', orderIds).orderBy('id').execute();

export type RefundRow = Selectable<RefundsTable> & {
  ticket_ids: string[];
  /** How it went back. */
  parts: { method: string; amount: number }[];
};

export async function refundsOf(db: Db, orderIds: readonly string[]): Promise<RefundRow[]> {
  if (orderIds.length === 0) return [];
  const refunds = await db.selectFrom('refunds').selectAll().where('order_id', 'in', orderIds).orderBy('id').execute();
  if (refunds.length === 0) return [];
  const ids = refunds.map((refund) => refund.id);
  const links = await db.selectFrom('refund_tickets').selectAll().where('refund_id', 'in', ids).execute();
  const parts = await db
    .selectFrom('refund_payments')
    .selectAll()
    .where('refund_id', 'in', ids)
    .orderBy('payment_id')
    .execute();
  return refunds.map((refund) => ({
    ...refund,
    ticket_ids: links.filter((link) => link.refund_id === refund.id).map((link) => link.ticket_id),
    parts: parts.filter((part) => part.refund_id === refund.id),
  }));
}

/** Names of users and devices, for "sold by". */
export async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const users = await db.selectFrom('users').select(['id', 'name']).where('id', 'in', wanted).execute();
  const devices = await db.selectFrom('devices').select(['id', 'name']).where('id', 'in', wanted).execute();
  return new Map([...users, ...devices].map((row) => [row.id, row.name]));
}
