import type { checkout } from '../../src/shared/orders.ts';
import type { BodyOf } from '../../src/shared/operation.ts';
import { formatMoney, minus, parseMoney, type Minor } from '../../src/shared/money.ts';

export interface CardPart {
  /** As typed. */
  readonly amount: string;
  readonly reference: string;
}

/** An order paid by cards in part: what they do not pay is cash. */
export interface Split {
  readonly cards: readonly CardPart[];
  /** Cash handed over for the rest; "" is exactly the rest. */
  readonly tendered: string;
}

export const EMPTY_SPLIT: Split = { cards: [{ amount: '', reference: '' }], tendered: '' };

export interface SplitPreview {
  /** What is left to pay in cash; null where the cards say no amounts or more than it costs. */
  readonly rest: Minor | null;
  /** What goes back; below nothing where less was handed over than is due. */
  readonly change: Minor | null;
  /** The payments as the server takes them; null until they add up. */
  readonly payments: NonNullable<BodyOf<typeof checkout>['payments']> | null;
}

export function previewSplit({ cards, tendered }: Split, total: Minor, currency: string): SplitPreview {
  const typed = cards.filter(({ amount }) => amount !== '');
  let rest: Minor | null = total;
  for (const { amount } of typed) {
    const part = parseMoney(amount, currency);
    rest = rest === null || part === null || part === 0 || part > rest ? null : minus(rest, part);
  }
  if (rest === null) return { rest, change: null, payments: null };
  const given = tendered === '' ? rest : parseMoney(tendered, currency);
  const change = given === null ? null : minus(given, rest);
  if (change === null || change < 0 || typed.length === 0) return { rest, change, payments: null };
  const byCard = typed.map(({ amount, reference }) => ({
    method: 'card' as const,
    amount,
    ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
  }));
  const inCash = { method: 'cash' as const, amount: formatMoney(rest, currency) };
  const cash = rest === 0 ? [] : [{ ...inCash, ...(tendered === '' ? {} : { tendered }) }];
  return { rest, change, payments: [...byCard, ...cash] };
}
