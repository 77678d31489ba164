import type { OrderHead } from '../db/orders.ts';
import type { StripePaymentRow } from '../db/stripe.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import type { RefundPlan } from '../domain/refund.ts';
import { toStripeAmount } from '../domain/stripe-amount.ts';
import { invalidField } from '../shared/errors.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { recordAudit } from './record-audit.ts';
import { countReturned, turnTickets } from './refund-lines.ts';

/** A refund that Stripe is to be asked for: reserved, not paid back yet. */
export interface RefundWaiting {
  readonly waiting: string;
}

interface Reservation {
  readonly order: OrderHead;
  readonly payment: StripePaymentRow;
  readonly plan: RefundPlan;
  readonly reason: string | null;
  readonly byCancel: boolean;
}

/**
 * Reserves a refund before Stripe is asked for it, so that nobody refunds the same money meanwhile: the gate shuts at once, while the places
 * stay taken and the money stays counted as paid until Stripe has answered.
 *
 * @throws 400 where the currency is one in which Stripe cannot pay this amount
 */
export async function reserveRefund(trx: Trx, call: Call, reservation: Reservation): Promise<RefundWaiting> {
  const { order, payment, plan, reason, byCancel } = reservation;
  if (toStripeAmount(plan.amount, order.currency) === null)
    throw invalidField('amount', `Stripe cannot pay back this amount of ${order.currency}`);
  const reserved = await trx
    .updateTable('orders')
    .set((eb) => ({ refunding: eb('refunding', '+', plan.amount) }))
    .where('id', '=', order.id)
    .where((eb) => eb(eb(eb('refunded', '+', eb.ref('refunding')), '+', plan.amount), '<=', eb.ref('paid')))
    .executeTakeFirst();
  expectRows(reserved, 1, 'reserving a refund within what was paid');
  await turnTickets(trx, plan.ticketIds, 'refunded');
  await countReturned(trx, order.id, plan.addOns, 1);
  const id = newId('refund', call.now);
  await trx
    .insertInto('stripe_refunds')
    .values({
      id,
      order_id: order.id,
      stripe_payment_id: payment.id,
      amount: plan.amount,
      ticket_ids: JSON.stringify(plan.ticketIds),
      add_ons: JSON.stringify(plan.addOns),
      reason,
      refunded_by: call.actor.id,
      refunded_by_name: call.actor.name,
      by_cancel: byCancel ? 1 : 0,
      status: 'waiting',
      stripe_refund_id: null,
      is_full: null,
      trouble: null,
      attempts: 0,
      failures: 0,
      next_attempt_at: instantOf(call),
      created_at: instantOf(call),
      settled_at: null,
    })
    .execute();
  await recordAudit(trx, call, 'order.refund_ask', order.id, null, {
    refundId: id,
    amount: plan.amount,
    tickets: plan.ticketIds,
    paymentIntentId: payment.payment_intent_id,
  });
  return { waiting: id };
}
