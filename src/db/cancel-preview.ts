import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

const left = sql<number>`orders.paid - orders.refunded`;

/** Paid orders of an event that a cancellation refunds. */
const toRefund = (db: Db, eventId: string) =>
  db
    .selectFrom('orders')
    .where('orders.event_id', '=', eventId)
    .where('orders.status', 'in', ['paid', 'partially_refunded']);

/** The sums of what a cancellation would pay back now, in minor units. */
export async function cancelSums(db: Db, eventId: string) {
  const sums = await toRefund(db, eventId)
    .select((eb) => [
      eb.fn.countAll<number>().as('orders'),
      eb.fn.count<number>('customer_id').distinct().as('known'),
      sql<number>`coalesce(sum(CASE WHEN customer_id IS NULL THEN 1 ELSE 0 END), 0)`.as('unknown'),
      sql<number>`coalesce(sum(CASE WHEN customer_email IS NULL THEN 1 ELSE 0 END), 0)`.as('withoutEmail'),
      sql<number>`coalesce(sum(${left}), 0)`.as('amount'),
    ])
    .executeTakeFirstOrThrow();
  const { tickets } = await toRefund(db, eventId)
    .innerJoin('tickets', 'tickets.order_id', 'orders.id')
    .where('tickets.status', '=', 'valid')
    .select((eb) => eb.fn.countAll<number>().as('tickets'))
    .executeTakeFirstOrThrow();
  const { holds } = await db
    .selectFrom('orders')
    .where('event_id', '=', eventId)
    .where('status', '=', 'pending')
    .select((eb) => eb.fn.countAll<number>().as('holds'))
    .executeTakeFirstOrThrow();
  const byMethod = await toRefund(db, eventId)
    .innerJoin('payments', 'payments.order_id', 'orders.id')
    .whereRef('payments.amount', '>', 'payments.refunded')
    .groupBy('payments.method')
    .select((eb) => [
      'payments.method',
      eb.fn.count<number>('orders.id').distinct().as('orders'),
      sql<number>`sum(payments.amount - payments.refunded)`.as('amount'),
    ])
    .orderBy('amount', 'desc')
    .orderBy('payments.method')
    .execute();
  return { ...sums, customers: sums.known + sums.unknown, tickets, holds, byMethod };
}

/** What a cancellation would pay back to each order, the largest sum first. */
export async function cancelPayouts(db: Db, eventId: string, page: { limit: number; offset: number }) {
  const { total } = await toRefund(db, eventId)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await toRefund(db, eventId)
    .select(['orders.id', 'orders.number', 'orders.customer_name', 'orders.customer_email', left.as('amount')])
    .select((eb) =>
      eb
        .selectFrom('tickets')
        .whereRef('tickets.order_id', '=', 'orders.id')
        .where('tickets.status', '=', 'valid')
        .select((inner) => inner.fn.countAll<number>().as('tickets'))
        .as('tickets'),
    )
    .orderBy('amount', 'desc')
    .orderBy('orders.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total };
}

/** What a cancellation has paid back so far. */
export const refundedByCancel = (db: Db, eventId: string): Promise<{ orders: number; amount: number }> =>
  db
    .selectFrom('refunds')
    .innerJoin('orders', 'orders.id', 'refunds.order_id')
    .select((eb) => [
      eb.fn.count<number>('refunds.order_id').distinct().as('orders'),
      eb.fn.coalesce(eb.fn.sum<number>('refunds.amount'), eb.lit(0)).as('amount'),
    ])
    .where('orders.event_id', '=', eventId)
    .where('refunds.by_cancel', '=', 1)
    .executeTakeFirstOrThrow();
