import { refundedByCancel } from '../db/cancel-preview.ts';
import { findOrder } from '../db/orders.ts';
import { readSettings, type Settings } from '../db/settings.ts';
import type { Trx } from '../db/write-door.ts';
import { planRefund } from '../domain/refund.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { formatMoney } from '../shared/money.ts';
import { instantOf, type Call } from './context.ts';
import { mustFindEvent } from './event-details.ts';
import { mailCancelled } from './mail-outbox.ts';
import { releaseOrder } from './pending-order.ts';
import { recordAudit } from './record-audit.ts';
import { backTo, payOut, refundFacts } from './refund-order.ts';
import { tellWebhooks } from './tell-webhooks.ts';

export interface Cancellation {
  readonly id: string;
  readonly status: 'cancelled';
  readonly reason: string | null;
  readonly totalOrdersRefunded: number;
  readonly totalRefundAmount: string;
  readonly currency: string;
  /** Orders whose money is still to go back: Stripe has not answered, or has refused. A repeat asks again. */
  readonly ordersWaiting: number;
}

/** A slice ends after this many orders or milliseconds: scans of other events wait for no more than that. */
const SLICE = { orders: 50, milliseconds: 10 };

/** Orders of which something is left to release or to pay back. */
const OPEN = ['pending', 'paid', 'partially_refunded'] as const;

/** Shuts sales and gate, before any money moves; a repeat changes nothing. @throws 404 */
export async function beginCancel(trx: Trx, call: Call, id: string, reason: string | null): Promise<void> {
  const event = await mustFindEvent(trx, id);
  if (event.status === 'cancelled') return;
  await trx
    .updateTable('events')
    .set({
      status: 'cancelled',
      cancel_reason: reason,
      cancelled_at: instantOf(call),
      cancelled_by: call.actor.id,
      updated_at: instantOf(call),
    })
    .where('id', '=', id)
    .execute();
  await recordAudit(trx, call, 'event.cancel', id, { status: event.status }, { status: 'cancelled', reason });
}

/**
 * Refunds the next orders of a cancelled event, each whole; holds are released. What Stripe has to pay back is reserved for it. Where it stopped is told by the orders themselves, so a
 * crash at any point loses nothing and repeats nothing.
 *
 * @param after the last order looked at; '' to begin
 * @returns the last order looked at, or null when none is left
 */
export async function cancelSlice(trx: Trx, call: Call, eventId: string, after: string): Promise<string | null> {
  const { cancel_reason: reason, cancelled_by: cancelledBy } = await trx
    .selectFrom('events')
    .select(['cancel_reason', 'cancelled_by'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  const orders = await trx
    .selectFrom('orders')
    .select(['id', 'status'])
    .where('event_id', '=', eventId)
    .where('id', '>', after)
    .where('status', 'in', OPEN)
    .orderBy('id')
    .limit(SLICE.orders)
    .execute();
  const settings = await readSettings(trx);
  const onBehalf: Call = { ...call, actor: { ...call.actor, id: cancelledBy } };
  const end = performance.now() + SLICE.milliseconds;
  let last: string | null = null;
  for (const { id, status } of orders) {
    if (status === 'pending') await releaseCancelled(trx, onBehalf, id);
    else await refundWhole(trx, onBehalf, id, reason, settings);
    last = id;
    if (performance.now() > end) break;
  }
  return last;
}

/** Nothing was charged, but whoever waits to pay must hear of it. */
async function releaseCancelled(trx: Trx, call: Call, orderId: string): Promise<void> {
  await releaseOrder(trx, call, orderId);
  const order = await findOrder(trx, orderId);
  if (order) await mailCancelled(trx, call, order, null);
}

async function refundWhole(
  trx: Trx,
  call: Call,
  orderId: string,
  reason: string | null,
  settings: Settings,
): Promise<void> {
  const order = await findOrder(trx, orderId);
  if (!order) throw new Error(`No order ${orderId} to refund`);
  const plan = planRefund(await refundFacts(trx, order), { kind: 'everything' });
  if (typeof plan === 'string') return;
  const back = await backTo(trx, order, plan.amount);
  // Nobody stands at a till: the money is paid back from the office.
  await payOut(trx, call, { order, plan, back, till: null, reason, settings, why: 'cancel' });
}

/** The exact totals of a cancellation so far. @throws 404 · 409 status_not_possible where the event is not cancelled */
export async function cancellationOf(trx: Trx, id: string): Promise<Cancellation> {
  const event = await mustFindEvent(trx, id);
  if (event.status !== 'cancelled') throw new BoxOfficeError('status_not_possible', 'The event is not cancelled.');
  const totals = await refundedByCancel(trx, id);
  const { waiting } = await trx
    .selectFrom('orders')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('event_id', '=', id)
    .where('status', 'in', OPEN)
    .executeTakeFirstOrThrow();
  return {
    id,
    status: 'cancelled',
    reason: event.cancel_reason,
    totalOrdersRefunded: totals.orders,
    totalRefundAmount: formatMoney(totals.amount, event.currency),
    currency: event.currency,
    ordersWaiting: waiting,
  };
}

/** Closes a cancellation if no order is left, and tells of it, once; its totals so far in any case. */
export async function finishCancelIfDone(trx: Trx, call: Call, id: string): Promise<Cancellation> {
  const cancellation = await cancellationOf(trx, id);
  if (cancellation.ordersWaiting > 0) return cancellation;
  const finished = await trx
    .updateTable('events')
    .set({ cancel_finished_at: instantOf(call) })
    .where('id', '=', id)
    .where('cancel_finished_at', 'is', null)
    .executeTakeFirst();
  if (finished.numUpdatedRows !== 1n) return cancellation;
  const event = await mustFindEvent(trx, id);
  await recordAudit(trx, call, 'event.cancelled', id, null, { ...cancellation });
  await tellWebhooks(trx, call, 'event.cancelled', id, () => ({
    eventId: id,
    title: event.title,
    date: event.date,
    reason: cancellation.reason,
    totalOrdersRefunded: cancellation.totalOrdersRefunded,
    totalRefundAmount: cancellation.totalRefundAmount,
    currency: cancellation.currency,
  }));
  return cancellation;
}
