import { findOrder, type OrderHead } from '../db/orders.ts';
import { readSettings } from '../db/settings.ts';
import { findStripeRefund, waitingRefundsOfEvent, type StripeRefundRow } from '../db/stripe.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import type { RefundPlan } from '../domain/refund.ts';
import { waitAfterFailure } from '../domain/stripe-pace.ts';
import { toInstant } from '../shared/instant.ts';
import { add, type Minor } from '../shared/money.ts';
import { finishCancelIfDone } from './cancel-event.ts';
import { instantOf, type Call } from './context.ts';
import { recordAudit } from './record-audit.ts';
import { countReturned, turnTickets } from './refund-lines.ts';
import { backTo, recordRefund } from './refund-order.ts';

/** Says on the disk that Stripe is about to be asked; the refund with the attempts before this one, or null where it waits no more. */
export async function beginAskingRefund(trx: Trx, id: string): Promise<StripeRefundRow | null> {
  const refund = await findStripeRefund(trx, id);
  if (refund?.status !== 'waiting') return null;
  const asked = await trx
    .updateTable('stripe_refunds')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .executeTakeFirst();
  expectRows(asked, 1, 'asking Stripe for a refund');
  return refund;
}

/** Whoever asked for the refund, though it is the box office that writes down what became of it. */
const onBehalf = (call: Call, refund: StripeRefundRow): Call => ({
  ...call,
  actor: { ...call.actor, id: refund.refunded_by, name: refund.refunded_by_name },
});

const linesOf = (refund: StripeRefundRow): Pick<RefundPlan, 'ticketIds' | 'addOns'> => ({
  ticketIds: JSON.parse(refund.ticket_ids) as string[],
  addOns: JSON.parse(refund.add_ons) as RefundPlan['addOns'],
});

/** Takes a refund out of those that wait, once; the refund and its order, or null where somebody else did. */
async function settle(
  trx: Trx,
  call: Call,
  id: string,
  set: Pick<StripeRefundRow, 'stripe_refund_id' | 'trouble'> & { status: 'done' | 'refused'; is_full: 0 | 1 | null },
): Promise<boolean> {
  const settled = await trx
    .updateTable('stripe_refunds')
    .set({ ...set, settled_at: instantOf(call) })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .executeTakeFirst();
  return settled.numUpdatedRows === 1n;
}

async function mustFindBoth(trx: Trx, id: string): Promise<{ refund: StripeRefundRow; order: OrderHead }> {
  const refund = await findStripeRefund(trx, id);
  const order = refund && (await findOrder(trx, refund.order_id));
  if (!refund || !order) throw new Error(`No refund ${id} to settle`);
  return { refund, order };
}

/** Stripe has paid it back: now it counts, with its receipt, its free places and its webhook. Exactly once, however often Stripe says so. */
export async function completeStripeRefund(trx: Trx, call: Call, id: string, stripeRefundId: string): Promise<void> {
  const { refund, order } = await mustFindBoth(trx, id);
  const lines = linesOf(refund);
  const alive = await trx
    .selectFrom('tickets')
    .select('id')
    .where('order_id', '=', order.id)
    .where('status', '=', 'valid')
    .executeTakeFirst();
  const isFull = add(order.refunded, refund.amount) === order.paid && alive === undefined;
  const done = { status: 'done', stripe_refund_id: stripeRefundId, is_full: isFull ? 1 : 0, trouble: null } as const;
  if (!(await settle(trx, call, id, done))) return;
  const paidBack = await trx
    .updateTable('orders')
    .set((eb) => ({
      refunding: eb('refunding', '-', refund.amount),
      refunded: eb('refunded', '+', refund.amount),
      status: isFull ? 'refunded' : 'partially_refunded',
    }))
    .where('id', '=', order.id)
    .executeTakeFirst();
  expectRows(paidBack, 1, 'paying back through Stripe');
  const planned = {
    order,
    plan: { amount: refund.amount as Minor, ...lines, isFull },
    back: await backTo(trx, order, refund.amount as Minor),
    till: null,
    reason: refund.reason,
    settings: await readSettings(trx),
    why: refund.by_cancel === 1 ? ('cancel' as const) : ('asked' as const),
  };
  await recordRefund(trx, onBehalf(call, refund), planned, { refundId: id, stripeRefundId });
  if (order.event_status !== 'cancelled') return;
  const [next] = await waitingRefundsOfEvent(trx, order.event_id, 1);
  if (!next) await finishCancelIfDone(trx, call, order.event_id);
}

/** Stripe has refused: everything is as it was before, and the tickets open the door again. */
export async function undoStripeRefund(trx: Trx, call: Call, id: string, trouble: string): Promise<void> {
  const { refund, order } = await mustFindBoth(trx, id);
  if (!(await settle(trx, call, id, { status: 'refused', stripe_refund_id: null, is_full: null, trouble }))) return;
  const { ticketIds, addOns } = linesOf(refund);
  const released = await trx
    .updateTable('orders')
    .set((eb) => ({ refunding: eb('refunding', '-', refund.amount) }))
    .where('id', '=', order.id)
    .executeTakeFirst();
  expectRows(released, 1, 'undoing a refund');
  await turnTickets(trx, ticketIds, 'valid');
  await countReturned(trx, order.id, addOns, -1);
  await recordAudit(trx, onBehalf(call, refund), 'order.refund_refused', order.id, null, {
    refundId: id,
    amount: refund.amount,
    trouble,
  });
}

/** Undoes a refund that Stripe was never asked for, because it cannot be: `why`, in a sentence. */
export async function undoUnasked(trx: Trx, call: Call, id: string, why: string): Promise<void> {
  const refund = await findStripeRefund(trx, id);
  if (refund?.status === 'waiting' && refund.attempts === 0) await undoStripeRefund(trx, call, id, why);
}

/** Nobody knows what became of it: it stays reserved, and Stripe is asked again later. */
export async function postponeStripeRefund(trx: Trx, call: Call, id: string, trouble: string): Promise<void> {
  const refund = await findStripeRefund(trx, id);
  if (refund?.status !== 'waiting') return;
  await trx
    .updateTable('stripe_refunds')
    .set({
      trouble,
      failures: refund.failures + 1,
      next_attempt_at: toInstant(call.now + waitAfterFailure(refund.failures + 1)),
    })
    .where('id', '=', id)
    .execute();
}
