import { addOnLinesOf, findOrder, paymentsOf, ticketsOf, type OrderHead } from '../db/orders.ts';
import { readSettings, type Settings } from '../db/settings.ts';
import { stripePaymentBehind } from '../db/stripe.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import {
  planRefund,
  type RefundFacts,
  type RefundPlan,
  type RefundRefusal,
  type RefundRequest,
} from '../domain/refund.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import { payBack, type PaidBack } from '../shared/pay-back.ts';
import { currencyDigits, formatMoney, type Minor, type MoneyIn } from '../shared/money.ts';
import { mayActAs } from '../shared/operation.ts';
import { creditAffiliate } from './affiliates.ts';
import { instantOf, type Call } from './context.ts';
import { mailCancelled, mailRefund } from './mail-outbox.ts';
import { newId } from './new-id.ts';
import { moneyOf } from './order-input.ts';
import { recordAudit } from './record-audit.ts';
import { countReturned, freeLines, turnTickets } from './refund-lines.ts';
import { reserveRefund, type RefundWaiting } from './reserve-refund.ts';
import { drawReceipt } from './take-payment.ts';
import { tellWebhooks } from './tell-webhooks.ts';
import { tillFor } from './till-of-call.ts';

export interface RefundInput {
  readonly reason: string | null;
  readonly amount?: MoneyIn | null | undefined;
  readonly ticketIds?: readonly string[] | null | undefined;
  readonly addOns?: readonly { readonly id: string; readonly quantity: number }[] | null | undefined;
}

export interface RefundDone {
  readonly orderId: string;
  readonly refundId: string;
  readonly amount: Minor;
  readonly currency: string;
  readonly isFull: boolean;
  readonly status: 'partially_refunded' | 'refunded';
  readonly reason: string | null;
  readonly stripeRefundId: string | null;
}

const SENTENCES: Record<RefundRefusal, string> = {
  nothing_to_refund: 'Nothing is left to refund on this order.',
  refund_too_large: 'That is more than is left to refund on this order.',
  ticket_not_in_order: 'A ticket or add-on named here is not part of this order.',
  ticket_refunded: 'A ticket named here is refunded already.',
};

/**
 * Gives money back: all that is left, an amount, or single tickets and add-ons. Never more than was paid, whatever races: the condition
 * is part of the write. A ticket refunded here is refused at the gate from the same commit on. What was paid through Stripe is only reserved:
 * Stripe is asked once that is on the disk (workers/stripe.ts).
 *
 * @throws 404 · 400 · 403 over_limit · 409 till_required, nothing_to_refund, refund_too_large, ticket_refunded, ticket_not_in_order, order_unpaid
 */
export async function refundOrder(
  trx: Trx,
  call: Call,
  id: string,
  input: RefundInput,
): Promise<RefundDone | RefundWaiting> {
  const order = await findOrder(trx, id);
  if (!order) throw new BoxOfficeError('not_found', 'There is no such order.');
  if (order.paid_at === null) throw new BoxOfficeError('order_unpaid', 'The order was never paid. Release it instead.');
  const facts = await refundFacts(trx, order);
  const plan = planRefund(facts, requestOf(input, order.currency));
  if (typeof plan === 'string') throw new BoxOfficeError(plan, SENTENCES[plan]);
  const settings = await readSettings(trx);
  refuseOverLimit(call, settings, order.currency, plan.amount);
  const back = await backTo(trx, order, plan.amount);
  const till = await tillFor(trx, call, settings, order.currency, back.some(isCash));
  return payOut(trx, call, { order, plan, back, till, reason: input.reason, settings, why: 'asked' });
}

export async function refundFacts(trx: Trx, order: OrderHead): Promise<RefundFacts> {
  const tickets = await ticketsOf(trx, [order.id]);
  const addOns = await addOnLinesOf(trx, [order.id]);
  return {
    paid: order.paid,
    // What Stripe was asked to pay back is spoken for.
    refunded: order.refunded + order.refunding,
    tickets: tickets.map((ticket) => ({
      id: ticket.id,
      share: ticket.price - ticket.discount,
      alive: ticket.status === 'valid',
    })),
    addOns: addOns.map((line) => ({
      addOnId: line.add_on_id,
      quantity: line.quantity,
      refundedQuantity: line.refunded_quantity,
      share: line.quantity * line.unit_price - line.discount,
    })),
  };
}

function requestOf(input: RefundInput, currency: string): RefundRequest {
  if (input.amount != null) {
    const amount = moneyOf(input.amount, currency, 'amount');
    if (amount === 0) throw invalidField('amount', 'must be more than nothing');
    return { kind: 'amount', amount };
  }
  if (input.ticketIds == null && input.addOns == null) return { kind: 'everything' };
  return {
    kind: 'items',
    ticketIds: input.ticketIds ?? [],
    addOns: (input.addOns ?? []).map((line) => ({ addOnId: line.id, quantity: line.quantity })),
  };
}

/** The limit is set in the settings' currency and holds for as many major units of any other. */
function refuseOverLimit(call: Call, settings: Settings, currency: string, amount: Minor): void {
  const { role } = call.actor;
  if (settings.staffRefundLimit === null || role === null || mayActAs(role, 'manager')) return;
  const limit = settings.staffRefundLimit / 10 ** currencyDigits(settings.currency);
  if (amount / 10 ** currencyDigits(currency) > limit) {
    throw new BoxOfficeError(
      'over_limit',
      `Staff may refund up to ${formatMoney(settings.staffRefundLimit, settings.currency)} at once. Ask a manager.`,
    );
  }
}

export interface PlannedRefund {
  readonly order: OrderHead;
  readonly plan: RefundPlan;
  /** How the money goes back; together the plan's amount. */
  readonly back: readonly PaidBack[];
  /** The till session that pays it out. */
  readonly till: string | null;
  readonly reason: string | null;
  readonly settings: Settings;
  readonly why: 'asked' | 'cancel' | 'void';
}

/** Pays a planned refund back the way the money came: at once, or through Stripe, which is asked after the commit. */
export async function payOut(trx: Trx, call: Call, refund: PlannedRefund): Promise<RefundDone | RefundWaiting> {
  const { order, plan, reason, why } = refund;
  const payment = plan.amount === 0 ? undefined : await stripePaymentBehind(trx, order.id);
  if (payment) return reserveRefund(trx, call, { order, payment, plan, reason, byCancel: why === 'cancel' });
  return applyRefund(trx, call, refund);
}

/** Writes a planned refund: the money, the tickets that die, the places that are free again, the receipt, the audit, the outbox. */
export async function applyRefund(trx: Trx, call: Call, refund: PlannedRefund): Promise<RefundDone> {
  const { order, plan } = refund;
  const status = plan.isFull ? 'refunded' : 'partially_refunded';
  const paidBack = await trx
    .updateTable('orders')
    .set((eb) => ({ refunded: eb('refunded', '+', plan.amount), status }))
    .where('id', '=', order.id)
    .where((eb) => eb(eb(eb('refunded', '+', eb.ref('refunding')), '+', plan.amount), '<=', eb.ref('paid')))
    .executeTakeFirst();
  expectRows(paidBack, 1, 'refunding within what was paid');
  await turnTickets(trx, plan.ticketIds, 'refunded');
  await countReturned(trx, order.id, plan.addOns, 1);
  return recordRefund(trx, call, refund, { refundId: newId('refund', call.now), stripeRefundId: null });
}

/** What follows once the order's row counts the money as refunded: receipt, free places, the affiliate's share, audit, mail, webhooks. */
export async function recordRefund(
  trx: Trx,
  call: Call,
  refund: PlannedRefund,
  { refundId, stripeRefundId }: { readonly refundId: string; readonly stripeRefundId: string | null },
): Promise<RefundDone> {
  const { order, plan, back, reason, settings, why } = refund;
  const byCancel = why === 'cancel';
  const status = plan.isFull ? 'refunded' : 'partially_refunded';
  const receipt = await drawReceipt(trx, settings);
  await trx
    .insertInto('refunds')
    .values({
      id: refundId,
      order_id: order.id,
      amount: plan.amount,
      method: back[0]?.method ?? 'cash',
      reason,
      refunded_by: call.actor.id,
      by_cancel: byCancel ? 1 : 0,
      receipt_number: receipt.number,
      receipt: receipt.text,
      stripe_refund_id: stripeRefundId,
      till_session_id: refund.till,
      is_void: why === 'void' ? 1 : 0,
      created_at: instantOf(call),
    })
    .execute();
  await payTo(trx, refundId, back);
  await freeLines(trx, order, refundId, plan);
  await creditAffiliate(trx, order.id);
  await recordAudit(
    trx,
    call,
    why === 'void' ? 'order.void' : 'order.refund',
    order.id,
    { status: order.status, refunded: order.refunded },
    {
      status,
      refunded: order.refunded + plan.amount,
      amount: plan.amount,
      tickets: plan.ticketIds,
      refundId,
      ...(stripeRefundId === null ? {} : { stripeRefundId }),
    },
  );
  await (byCancel ? mailCancelled : mailRefund)(trx, call, order, refundId);
  const money = formatMoney(plan.amount, order.currency);
  await tellWebhooks(trx, call, 'order.refunded', order.id, () => ({
    orderId: order.id,
    orderNumber: order.number,
    customerName: order.customer_name,
    customerEmail: order.customer_email,
    eventTitle: order.event_title,
    refundAmount: money,
    currency: order.currency,
    reason,
    isFullRefund: plan.isFull,
    stripeRefundId,
  }));
  return {
    orderId: order.id,
    refundId,
    amount: plan.amount,
    currency: order.currency,
    isFull: plan.isFull,
    status,
    reason,
    stripeRefundId,
  };
}

export const isCash = ({ method }: { readonly method: string }): boolean => method === 'cash';

/** How an amount goes back to an order's payments; see `payBack`. */
export async function backTo(trx: Trx, order: OrderHead, amount: Minor): Promise<PaidBack[]> {
  const back = payBack(await paymentsOf(trx, [order.id]), amount);
  if (back === null) throw new Error(`The payments of ${order.id} have not ${amount} left`);
  return back;
}

/** Never more than each payment took: the CHECK of its row says no. */
async function payTo(trx: Trx, refundId: string, back: readonly PaidBack[]): Promise<void> {
  for (const { paymentId, method, amount } of back) {
    const paid = await trx
      .updateTable('payments')
      .set((eb) => ({ refunded: eb('refunded', '+', amount) }))
      .where('id', '=', paymentId)
      .executeTakeFirst();
    expectRows(paid, 1, 'refunding a payment');
    await trx
      .insertInto('refund_payments')
      .values({ refund_id: refundId, payment_id: paymentId, method, amount })
      .execute();
  }
}
