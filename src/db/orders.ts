import type { Kysely, Selectable } from 'kysely';
import type { EventStatus } from '../shared/events.ts';
import type { OrderStatus } from '../shared/orders.ts';
import { readingsOf } from '../shared/search-words.ts';
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

/** All orders of a customer, newest first. */
export const orderHeadsOf = (db: Db, customerId: string): Promise<OrderHead[]> =>
  heads(db).where('orders.customer_id', '=', customerId).orderBy('orders.id', 'desc').execute();

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
  let matching = db.selectFrom('orders').select('orders.id');
  if (filter.from) matching = matching.where('orders.created_at', '>=', filter.from);
  if (filter.to) matching = matching.where('orders.created_at', '<', filter.to);
  if (filter.status) matching = matching.where('orders.status', '=', filter.status);
  if (filter.eventId) matching = matching.where('orders.event_id', '=', filter.eventId);
  if (filter.q !== undefined) {
    const readings = readingsOf(filter.q);
    matching = matching.where((eb) =>
      eb.or(readings.map((words) => eb.and(words.map((word) => eb('orders.id', 'in', ordersWithWord(db, word)))))),
    );
  }
  const { total } = await matching
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const ids = await matching.orderBy('orders.id', 'desc').limit(page.limit).offset(page.offset).execute();
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

export type RefundRow = Selectable<RefundsTable> & { ticket_ids: string[] };

export async function refundsOf(db: Db, orderIds: readonly string[]): Promise<RefundRow[]> {
  if (orderIds.length === 0) return [];
  const refunds = await db.selectFrom('refunds').selectAll().where('order_id', 'in', orderIds).orderBy('id').execute();
  if (refunds.length === 0) return [];
  const links = await db
    .selectFrom('refund_tickets')
    .selectAll()
    .where(
      'refund_id',
      'in',
      refunds.map((refund) => refund.id),
    )
    .execute();
  return refunds.map((refund) => ({
    ...refund,
    ticket_ids: links.filter((link) => link.refund_id === refund.id).map((link) => link.ticket_id),
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
