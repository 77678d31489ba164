import type { Kysely } from 'kysely';
import {
  addOnLinesOf,
  findOrder,
  namesOf,
  paymentsOf,
  refundsOf,
  ticketsOf,
  type OrderAddOnRow,
  type OrderHead,
  type RefundRow,
  type TicketWithStay,
} from '../../db/orders.ts';
import {
  stripePaymentsOf,
  waitingStripeRefunds,
  type StripePaymentRow,
  type StripeRefundRow,
} from '../../db/stripe.ts';
import type { Tables } from '../../db/tables.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { formatMoney } from '../../shared/money.ts';
import type { OrderOut } from '../../shared/orders.ts';
import { refundableOf, taxLinesOf } from '../../usecases/order-facts.ts';

type Db = Kysely<Tables>;
type PaymentRow = Awaited<ReturnType<typeof paymentsOf>>[number];

interface Parts {
  readonly tickets: readonly TicketWithStay[];
  readonly addOns: readonly OrderAddOnRow[];
  readonly payments: readonly PaymentRow[];
  readonly refunds: readonly RefundRow[];
  readonly stripePayments: readonly StripePaymentRow[];
  readonly stripeRefunds: readonly StripeRefundRow[];
  readonly names: ReadonlyMap<string, string>;
}

const group = <T extends { order_id: string }>(rows: readonly T[]): Map<string, T[]> =>
  Map.groupBy(rows, (row) => row.order_id);

/** Orders as the API shows them; a page of them costs as many queries as one. */
export async function presentOrders(db: Db, orders: readonly OrderHead[]): Promise<OrderOut[]> {
  const ids = orders.map((order) => order.id);
  const [ticketRows, addOnRows, paymentRows, refundRows] = [
    await ticketsOf(db, ids),
    await addOnLinesOf(db, ids),
    await paymentsOf(db, ids),
    await refundsOf(db, ids),
  ];
  const stripePayments = group(await stripePaymentsOf(db, ids));
  const stripeRefunds = group(stripePayments.size === 0 ? [] : await waitingStripeRefunds(db, ids));
  const names = await namesOf(db, [
    ...orders.map((order) => order.sold_by),
    ...paymentRows.map((payment) => payment.taken_by),
    ...refundRows.map((refund) => refund.refunded_by),
  ]);
  const [tickets, addOns, payments, refunds] = [
    group(ticketRows),
    group(addOnRows),
    group(paymentRows),
    group(refundRows),
  ];
  return orders.map((order) =>
    presentOne(order, {
      tickets: tickets.get(order.id) ?? [],
      addOns: addOns.get(order.id) ?? [],
      payments: payments.get(order.id) ?? [],
      refunds: refunds.get(order.id) ?? [],
      stripePayments: stripePayments.get(order.id) ?? [],
      stripeRefunds: stripeRefunds.get(order.id) ?? [],
      names,
    }),
  );
}

/** One order by id or number. @throws 404 */
export async function presentOrder(db: Db, idOrNumber: string): Promise<OrderOut> {
  const order = await findOrder(db, idOrNumber);
  const [shown] = order ? await presentOrders(db, [order]) : [];
  if (!shown) throw new BoxOfficeError('not_found', 'There is no such order.');
  return shown;
}

function presentOne(order: OrderHead, parts: Parts): OrderOut {
  const { tickets, addOns, payments, refunds, names } = parts;
  const money = (minor: number): string => formatMoney(minor, order.currency);
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  return {
    id: order.id,
    orderNumber: order.number,
    status: order.status,
    channel: order.channel,
    customerName: order.customer_name,
    customerEmail: order.customer_email,
    phone: order.customer_phone,
    eventId: order.event_id,
    eventTitle: order.event_title,
    eventDate: order.event_date,
    subtotal: money(order.subtotal),
    discount: money(order.discount),
    total: money(order.total),
    tax: money(order.tax),
    taxLines: taxLinesOf(tickets, addOns).map((line) => ({
      rate: line.rate / 100,
      gross: money(line.gross),
      tax: money(line.tax),
    })),
    refunded: money(order.refunded),
    refundable: money(order.paid - order.refunded - order.refunding),
    currency: order.currency,
    tickets: tickets.map((ticket) => presentTicket(order, ticket)),
    addOns: addOns.map((line) => ({
      id: line.add_on_id,
      name: line.name,
      quantity: line.quantity,
      unitPrice: money(line.unit_price),
      taxRate: line.tax_rate / 100,
      refundedQuantity: line.refunded_quantity,
    })),
    promoCode: order.promo_code,
    affiliateCode: order.affiliate_code,
    payments: payments.map((payment) => ({
      id: payment.id,
      method: payment.method as OrderOut['payments'][number]['method'],
      amount: money(payment.amount),
      tendered: payment.tendered === null ? null : money(payment.tendered),
      change: payment.change === null ? null : money(payment.change),
      reference: payment.reference,
      reason: payment.reason,
      refunded: money(payment.refunded),
      takenBy: nameOf(payment.taken_by),
      tillSessionId: payment.till_session_id,
      createdAt: payment.created_at,
    })),
    refunds: refunds.map((refund) => ({
      id: refund.id,
      amount: money(refund.amount),
      method: refund.method as OrderOut['refunds'][number]['method'],
      parts: refund.parts.map((part) => ({
        method: part.method as OrderOut['payments'][number]['method'],
        amount: money(part.amount),
      })),
      isVoid: refund.is_void === 1,
      reason: refund.reason,
      ticketIds: refund.ticket_ids,
      refundedBy: nameOf(refund.refunded_by),
      receiptNumber: refund.receipt,
      stripeRefundId: refund.stripe_refund_id,
      createdAt: refund.created_at,
    })),
    stripe: presentStripe(order, parts),
    receiptNumber: order.receipt,
    soldBy: nameOf(order.sold_by),
    holdExpiresAt: order.hold_expires_at,
    paidAt: order.paid_at,
    createdAt: order.created_at,
  };
}

/** The latest payment of an order through Stripe, and the refunds that Stripe has not answered. */
function presentStripe(order: OrderHead, { stripePayments, stripeRefunds }: Parts): OrderOut['stripe'] {
  const payment = stripePayments.at(-1);
  if (!payment) return null;
  return {
    status: payment.status,
    amount: formatMoney(payment.amount, payment.currency),
    paymentIntentId: payment.payment_intent_id,
    returnReason: payment.return_reason,
    returnRefundId: payment.return_refund_id,
    trouble: payment.trouble,
    refundsWaiting: stripeRefunds.map((refund) => ({
      refundId: refund.id,
      amount: formatMoney(refund.amount, order.currency),
      ticketIds: JSON.parse(refund.ticket_ids) as string[],
      trouble: refund.trouble,
      createdAt: refund.created_at,
    })),
  };
}

/** A ticket as its order shows it. */
export function presentTicket(order: OrderHead, ticket: TicketWithStay): OrderOut['tickets'][number] {
  const money = (minor: number): string => formatMoney(minor, order.currency);
  return {
    ticketId: ticket.id,
    tierId: ticket.tier_id,
    tierName: ticket.tier_name,
    holderName: ticket.holder_name ?? order.customer_name,
    qrCode: ticket.qr_code,
    price: money(ticket.price),
    discount: money(ticket.discount),
    refundable: money(refundableOf(order, ticket)),
    taxRate: ticket.tax_rate / 100,
    status: ticket.status === 'valid' && ticket.checked_in_at !== null ? 'checked_in' : ticket.status,
    checkedInAt: ticket.checked_in_at,
    gate: ticket.checked_in_gate,
  };
}
