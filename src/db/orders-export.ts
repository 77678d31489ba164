import { sql, type Kysely } from 'kysely';
import type { OrderStatus } from '../shared/orders.ts';
import type { Tables } from './tables.ts';

export interface OrderExportFilter {
  readonly eventId?: string | undefined;
  readonly status?: OrderStatus | undefined;
  /** UTC instants, `from` inclusive, `to` exclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The tickets of the next `size` orders after a cursor that the filter lets through: a keyset page along the orders' key. */
export async function exportOrders(db: Kysely<Tables>, filter: OrderExportFilter, after: string, size: number) {
  let orders = db.selectFrom('orders').select('id').where('id', '>', after);
  if (filter.eventId !== undefined) orders = orders.where('event_id', '=', filter.eventId);
  if (filter.status !== undefined) orders = orders.where('status', '=', filter.status);
  if (filter.from !== undefined) orders = orders.where('created_at', '>=', filter.from);
  if (filter.to !== undefined) orders = orders.where('created_at', '<', filter.to);
  const page = await orders.orderBy('id').limit(size).execute();
  const last = page.at(-1)?.id ?? null;
  if (last === null) return { rows: [], last };
  const rows = await db
    .selectFrom('orders')
    .innerJoin('events', 'events.id', 'orders.event_id')
    .innerJoin('tickets', 'tickets.order_id', 'orders.id')
    .select([
      'orders.number',
      'orders.status',
      'orders.created_at',
      'orders.customer_name',
      'orders.customer_email',
      'orders.customer_phone',
      'orders.currency',
      'orders.total',
      'orders.refunded',
      'orders.promo_code',
      'orders.affiliate_code',
      'orders.receipt',
      'events.title',
      'events.date',
      'tickets.tier_name',
      'tickets.holder_name',
      'tickets.qr_code',
      'tickets.price',
      'tickets.discount',
      'tickets.status as ticket_status',
      sql<
        string | null
      >`(SELECT method FROM payments WHERE payments.order_id = orders.id ORDER BY payments.id LIMIT 1)`.as('method'),
      sql<string | null>`(SELECT max(admitted_at) FROM admissions WHERE admissions.ticket_id = tickets.id
        AND (ended_how IS NULL OR ended_how = 'exit'))`.as('checked_in_at'),
    ])
    .where(
      'orders.id',
      'in',
      page.map((order) => order.id),
    )
    .orderBy('orders.id')
    .orderBy('tickets.position')
    .execute();
  return { rows, last };
}
