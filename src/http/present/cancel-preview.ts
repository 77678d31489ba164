import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { cancelPayouts, cancelSums, refundedByCancel } from '../../db/cancel-preview.ts';
import type { EventRow } from '../../db/events.ts';
import { paymentsOf } from '../../db/orders.ts';
import type { Tables } from '../../db/tables.ts';
import type { cancelPayoutOut, CancelPreview } from '../../shared/cancel-event.ts';
import { formatMoney } from '../../shared/money.ts';
import type { OrderOut } from '../../shared/orders.ts';
import { payBack } from '../../shared/pay-back.ts';

type Db = Kysely<Tables>;
type Method = OrderOut['payments'][number]['method'];

/** What cancelling an event pays back, and how far a cancellation is. */
export async function presentCancelPreview(db: Db, event: EventRow): Promise<CancelPreview> {
  const money = (minor: number): string => formatMoney(minor, event.currency);
  const sums = await cancelSums(db, event.id);
  return {
    eventId: event.id,
    status: event.status,
    currency: event.currency,
    orders: sums.orders,
    customers: sums.customers,
    tickets: sums.tickets,
    holds: sums.holds,
    withoutEmail: sums.withoutEmail,
    amount: money(sums.amount),
    byMethod: sums.byMethod.map(({ method, orders, amount }) => ({
      method: method as Method,
      orders,
      amount: money(amount),
    })),
    progress: event.status === 'cancelled' ? await progressOf(db, event) : null,
  };
}

async function progressOf(db: Db, event: EventRow): Promise<NonNullable<CancelPreview['progress']>> {
  const soFar = await refundedByCancel(db, event.id);
  return {
    reason: event.cancel_reason,
    ordersRefunded: soFar.orders,
    amountRefunded: formatMoney(soFar.amount, event.currency),
    startedAt: event.cancelled_at,
    finishedAt: event.cancel_finished_at,
  };
}

/** A page of who gets how much back, and how. */
export async function presentCancelPayouts(
  db: Db,
  event: EventRow,
  page: { limit: number; offset: number },
): Promise<{ shown: z.infer<typeof cancelPayoutOut>[]; total: number }> {
  const money = (minor: number): string => formatMoney(minor, event.currency);
  const { rows, total } = await cancelPayouts(db, event.id, page);
  const payments = Map.groupBy(
    await paymentsOf(
      db,
      rows.map(({ id }) => id),
    ),
    (payment) => payment.order_id,
  );
  const shown = rows.map((row) => ({
    orderId: row.id,
    orderNumber: row.number,
    customerName: row.customer_name,
    customerEmail: row.customer_email,
    tickets: row.tickets ?? 0,
    amount: money(row.amount),
    parts: (payBack(payments.get(row.id) ?? [], row.amount) ?? []).map(({ method, amount }) => ({
      method: method as Method,
      amount: money(amount),
    })),
  }));
  return { shown, total };
}
