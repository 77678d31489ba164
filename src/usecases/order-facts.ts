import type { OrderAddOnRow, OrderHead, TicketWithStay } from '../db/orders.ts';
import { taxByRate } from '../domain/price-order.ts';
import { refundableShare } from '../domain/refund.ts';
import type { Minor } from '../shared/money.ts';

/** What was paid for a ticket: its price less its part of the discount. */
export const paidFor = (ticket: { price: number; discount: number }): number => ticket.price - ticket.discount;

/** The tax lines of an order's receipt. */
export const taxLinesOf = (tickets: readonly TicketWithStay[], addOns: readonly OrderAddOnRow[]) =>
  taxByRate([
    ...tickets.map((ticket) => ({ gross: paidFor(ticket), taxRate: ticket.tax_rate })),
    ...addOns.map((line) => ({ gross: line.quantity * line.unit_price - line.discount, taxRate: line.tax_rate })),
  ]);

/** What refunding this ticket alone would pay back now. */
export const refundableOf = (order: OrderHead, ticket: TicketWithStay): Minor =>
  refundableShare(
    { paid: order.paid, refunded: order.refunded + order.refunding },
    { id: ticket.id, share: paidFor(ticket), alive: ticket.status === 'valid' },
  );
