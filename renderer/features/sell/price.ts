import type { EventOut } from '../../../src/shared/events.ts';
import { add, least, minus, type Minor, parseMoney, percentOf, times, ZERO } from '../../../src/shared/money.ts';
import { type AnswerOf, toHundredths } from '../../../src/shared/operation.ts';
import type { getPromoCode } from '../../../src/shared/promo-codes.ts';
import type { Draft } from './draft.ts';

export type PromoCode = AnswerOf<typeof getPromoCode>;

/** One line of the basket, in minor units. */
export interface Line {
  readonly kind: 'ticket' | 'addOn';
  readonly id: string;
  readonly name: string;
  readonly count: number;
  readonly unitPrice: Minor;
  /** null: without limit. */
  readonly available: number | null;
}

export interface Price {
  readonly subtotal: Minor;
  readonly discount: Minor;
  readonly total: Minor;
}

const minorOf = (amount: string, currency: string): Minor => parseMoney(amount, currency) ?? ZERO;

export function linesOf(event: EventOut, { tickets, addOns }: Draft): Line[] {
  const lines = [
    ...event.tiers.map((tier) => ({ ...tier, kind: 'ticket' as const, count: tickets[tier.id] ?? 0 })),
    ...event.addOns.map((addOn) => ({ ...addOn, kind: 'addOn' as const, count: addOns[addOn.id] ?? 0 })),
  ];
  return lines
    .filter(({ count }) => count > 0)
    .map(({ kind, id, name, count, price, available }) => {
      return { kind, id, name, count, available, unitPrice: minorOf(price, event.currency) };
    });
}

/** What the sale will cost, to show before the server says so: its rules are the ones of src/domain/price-order.ts. */
export function priceOf(lines: readonly Line[], promo: PromoCode | null, isComp: boolean): Price {
  const sumOf = (some: readonly Line[]): Minor => add(...some.map((line) => times(line.unitPrice, line.count)));
  const subtotal = sumOf(lines);
  const tickets = sumOf(lines.filter(({ kind }) => kind === 'ticket'));
  const discount = isComp ? subtotal : least(promo === null ? ZERO : offTickets(tickets, promo), tickets);
  return { subtotal, discount, total: minus(subtotal, discount) };
}

const offTickets = (tickets: Minor, { percent, amount, currency }: PromoCode): Minor =>
  percent === null ? minorOf(amount ?? '0', currency) : percentOf(tickets, toHundredths(percent));
