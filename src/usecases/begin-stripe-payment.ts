import { openStripePayment } from '../db/stripe.ts';
import type { Trx } from '../db/write-door.ts';
import { toStripeAmount } from '../domain/stripe-amount.ts';
import { invalidField } from '../shared/errors.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';

/**
 * Writes down that an order is to be paid through Stripe, before Stripe hears of it; the payment's id. One that is open already is gone on with.
 *
 * @throws 400 where nothing is due, or the currency is one in which Stripe cannot take this amount
 */
export async function beginStripePayment(
  trx: Trx,
  call: Call,
  order: { readonly id: string; readonly due: number; readonly currency: string },
): Promise<string> {
  const open = await openStripePayment(trx, order.id);
  if (open) return open.id;
  if (order.due === 0) throw invalidField('payment.method', 'Nothing is due, so there is nothing for Stripe to take');
  if (toStripeAmount(order.due, order.currency) === null)
    throw invalidField('payment.method', `Stripe cannot take this amount of ${order.currency}`);
  const id = newId('stripePayment', call.now);
  await trx
    .insertInto('stripe_payments')
    .values({
      id,
      order_id: order.id,
      amount: order.due,
      currency: order.currency,
      status: 'creating',
      payment_intent_id: null,
      client_secret: null,
      return_reason: null,
      return_refund_id: null,
      trouble: null,
      settled_at: null,
      failures: 0,
      next_attempt_at: instantOf(call),
      created_at: instantOf(call),
    })
    .execute();
  return id;
}
