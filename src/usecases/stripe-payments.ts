import { findOrder } from '../db/orders.ts';
import { findStripePayment, type StripePaymentRow } from '../db/stripe.ts';
import { inSavepoint } from '../db/savepoint.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { waitAfterFailure, waitForPayment } from '../domain/stripe-pace.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { fromInstant, toInstant } from '../shared/instant.ts';
import { instantOf, type Call } from './context.ts';
import { holdAgain, payOrder } from './pending-order.ts';
import { recordAudit } from './record-audit.ts';

const ALIVE = ['creating', 'open'] as const;

/** What Stripe says of a payment intent, in its own units. */
export interface Arrived {
  readonly paymentIntentId: string;
  /** It is what was asked for, to the cent and in its currency. */
  readonly exact: boolean;
}

/** Stripe has made the intent: the customer can pay it with this secret. */
export async function openedAtStripe(
  trx: Trx,
  call: Call,
  id: string,
  intent: { readonly id: string; readonly clientSecret: string },
): Promise<void> {
  await trx
    .updateTable('stripe_payments')
    .set({
      status: 'open',
      payment_intent_id: intent.id,
      client_secret: intent.clientSecret,
      failures: 0,
      trouble: null,
      next_attempt_at: toInstant(call.now + waitForPayment(0, true)),
    })
    .where('id', '=', id)
    .where('status', '=', 'creating')
    .execute();
}

/** Nobody will pay this any more: Stripe refused to make it, or has cancelled it. */
export async function closedAtStripe(trx: Trx, call: Call, id: string, trouble: string | null): Promise<void> {
  await trx
    .updateTable('stripe_payments')
    .set({ status: 'cancelled', trouble, settled_at: instantOf(call) })
    .where('id', '=', id)
    .where('status', 'in', ALIVE)
    .execute();
}

/** The customer has not paid yet, or Stripe did not answer (`trouble`): it is looked at again later. */
export async function postponePayment(trx: Trx, call: Call, id: string, trouble: string | null): Promise<void> {
  const payment = await findStripePayment(trx, id);
  const order = payment && (await findOrder(trx, payment.order_id));
  if (!payment || !order) return;
  const failures = trouble === null ? 0 : payment.failures + 1;
  const age = call.now - fromInstant(payment.created_at);
  const wait = trouble === null ? waitForPayment(age, order.status === 'pending') : waitAfterFailure(failures);
  await trx
    .updateTable('stripe_payments')
    .set({ trouble, failures })
    .set({ next_attempt_at: toInstant(call.now + wait) })
    .where('id', '=', id)
    .where('status', 'in', [...ALIVE, 'returning'])
    .execute();
}

/**
 * The money is at Stripe: the order is paid, once, however often that is heard. Where its hold has ended it takes its places again. If they
 * are gone, or the event is off, or somebody paid it otherwise, the money goes back.
 */
export async function takeStripePayment(trx: Trx, call: Call, id: string, arrived: Arrived): Promise<void> {
  const taken = await trx
    .updateTable('stripe_payments')
    .set({ status: 'paid', payment_intent_id: arrived.paymentIntentId, failures: 0, trouble: null })
    .set({ settled_at: instantOf(call) })
    .where('id', '=', id)
    .where('status', 'in', ALIVE)
    .executeTakeFirst();
  if (taken.numUpdatedRows !== 1n) return;
  const payment = await findStripePayment(trx, id);
  if (!payment) throw new Error(`No payment ${id} to take`);
  try {
    if (!arrived.exact) throw new BoxOfficeError('order_not_pending', 'Stripe took another amount than was asked for.');
    await inSavepoint(trx, () => payThrough(trx, call, payment, arrived.paymentIntentId));
  } catch (error) {
    if (!(error instanceof BoxOfficeError)) throw error;
    await sendBack(trx, call, payment, error.message);
  }
}

async function payThrough(trx: Trx, call: Call, payment: StripePaymentRow, paymentIntentId: string): Promise<void> {
  const order = await findOrder(trx, payment.order_id);
  if (!order) throw new Error(`No order ${payment.order_id} to pay`);
  if (order.status === 'cancelled') await holdAgain(trx, call, order);
  await payOrder(
    trx,
    call,
    order.id,
    { payment: { method: 'stripe', reference: paymentIntentId, reason: null } },
    { arrived: payment.amount },
  );
}

async function sendBack(trx: Trx, call: Call, payment: StripePaymentRow, why: string): Promise<void> {
  const turned = await trx
    .updateTable('stripe_payments')
    .set({ status: 'returning', return_reason: why, settled_at: null, next_attempt_at: instantOf(call) })
    .where('id', '=', payment.id)
    .where('status', '=', 'paid')
    .executeTakeFirst();
  expectRows(turned, 1, 'sending a payment back');
  await recordAudit(trx, call, 'order.stripe_return', payment.order_id, null, { amount: payment.amount, why });
}

/** Stripe has sent the money back that could not be taken. */
export async function returnedByStripe(trx: Trx, call: Call, id: string, stripeRefundId: string): Promise<void> {
  const returned = await trx
    .updateTable('stripe_payments')
    .set({
      status: 'returned',
      return_refund_id: stripeRefundId,
      failures: 0,
      trouble: null,
      settled_at: instantOf(call),
    })
    .where('id', '=', id)
    .where('status', '=', 'returning')
    .executeTakeFirst();
  if (returned.numUpdatedRows !== 1n) return;
  const payment = await findStripePayment(trx, id);
  await recordAudit(trx, call, 'order.stripe_returned', payment?.order_id ?? null, null, {
    amount: payment?.amount,
    stripeRefundId,
  });
}

/** Somebody may have paid: the payment is looked at now. False where there is none. */
export async function nudgeStripePayment(trx: Trx, call: Call, paymentIntentId: string): Promise<boolean> {
  const nudged = await trx
    .updateTable('stripe_payments')
    .set({ next_attempt_at: instantOf(call) })
    .where('payment_intent_id', '=', paymentIntentId)
    .where('status', 'in', [...ALIVE, 'returning'])
    .executeTakeFirst();
  return nudged.numUpdatedRows === 1n;
}
