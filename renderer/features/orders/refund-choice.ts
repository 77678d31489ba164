import { type OrderOut, type refundOrder } from '../../../src/shared/orders.ts';
import { add, formatMoney, least, type Minor, minus, parseMoney, times, ZERO } from '../../../src/shared/money.ts';
import { payBack } from '../../../src/shared/pay-back.ts';
import { type BodyOf } from '../../../src/shared/operation.ts';

export type RefundKind = 'tickets' | 'amount' | 'everything';

export interface RefundChoice {
  readonly kind: RefundKind;
  readonly ticketIds: ReadonlySet<string>;
  /** Add-on id to how many of it. */
  readonly addOns: ReadonlyMap<string, number>;
  /** As typed. */
  readonly amount: string;
  readonly reason: string;
}

export const isAlive = (ticket: OrderOut['tickets'][number]): boolean =>
  ticket.status === 'valid' || ticket.status === 'checked_in';

const minor = (order: OrderOut, amount: string): Minor => parseMoney(amount, order.currency) ?? ZERO;

export interface RefundPreview {
  readonly left: string;
  readonly refund: string;
  readonly leftAfter: string;
  /** What would be wrong with it; the server decides all the same. */
  readonly problem: 'nothing' | 'too_much' | 'no_amount' | null;
}

/** What the refund will come to, by the server's rules: the shares of what is named, and never more than what is left. */
export function previewRefund(order: OrderOut, choice: RefundChoice): RefundPreview {
  const left = minor(order, order.refundable);
  const money = (amount: number): string => formatMoney(amount, order.currency);
  const shown = (refund: Minor, problem: RefundPreview['problem']): RefundPreview => ({
    left: money(left),
    refund: money(refund),
    leftAfter: money(minus(left, least(refund, left))),
    problem,
  });
  if (choice.kind === 'everything') return shown(left, null);
  if (choice.kind === 'amount') {
    const amount = parseMoney(choice.amount, order.currency);
    if (amount === null || amount === 0) return shown(ZERO, 'no_amount');
    return shown(amount, amount > left ? 'too_much' : null);
  }
  const tickets = order.tickets
    .filter(({ ticketId }) => choice.ticketIds.has(ticketId))
    .map(({ price, discount }) => minus(minor(order, price), minor(order, discount)));
  const addOns = order.addOns.map(({ id, unitPrice }) => times(minor(order, unitPrice), choice.addOns.get(id) ?? 0));
  const named = choice.ticketIds.size + [...choice.addOns.values()].reduce((sum, count) => sum + count, 0);
  return shown(least(add(...tickets, ...addOns), left), named === 0 ? 'nothing' : null);
}

/** How a refund of `amount` goes back, by method: the server's own rule. Empty where that much is not left or it is nothing. */
export function waysBack(
  order: OrderOut,
  amount: string,
): { method: OrderOut['payments'][number]['method']; amount: string }[] {
  const sum = minor(order, amount);
  if (sum === 0) return [];
  const paid = order.payments.map((payment) => ({
    id: payment.id,
    method: payment.method,
    amount: minor(order, payment.amount),
    refunded: minor(order, payment.refunded),
  }));
  const back = payBack(paid, sum) ?? [];
  const methods = [...new Set(order.payments.map(({ method }) => method))];
  return methods
    .map((method) => ({
      method,
      sum: add(...back.filter((part) => part.method === method).map((part) => part.amount)),
    }))
    .filter((way) => way.sum > 0)
    .map((way) => ({ method: way.method, amount: formatMoney(way.sum, order.currency) }));
}

export function refundBody(choice: RefundChoice): BodyOf<typeof refundOrder> {
  const reason = choice.reason.trim() === '' ? {} : { reason: choice.reason };
  if (choice.kind === 'everything') return reason;
  if (choice.kind === 'amount') return { ...reason, amount: choice.amount };
  const addOns = [...choice.addOns].filter(([, quantity]) => quantity > 0).map(([id, quantity]) => ({ id, quantity }));
  return {
    ...reason,
    ...(choice.ticketIds.size > 0 ? { ticketIds: [...choice.ticketIds] } : {}),
    ...(addOns.length > 0 ? { addOns } : {}),
  };
}
