import { least, minus, ZERO, type Minor } from './money.ts';

/** A payment as a refund sees it; money in minor units. */
export interface PaidPart {
  readonly id: string;
  readonly method: string;
  readonly amount: number;
  /** What went back of it before. */
  readonly refunded: number;
}

export interface PaidBack {
  readonly paymentId: string;
  readonly method: string;
  readonly amount: Minor;
}

/**
 * How `amount` goes back: the way it came. First to what was not cash, in the order in which it was taken, each up to what it took and has
 * left; the rest in cash. So what was paid by card or elsewhere never leaves the drawer, and no payment gives back more than it took.
 * A refund of nothing (a comp) goes to the first payment. null where the payments have not that much left.
 */
export function payBack(payments: readonly PaidPart[], amount: number): PaidBack[] | null {
  const [first] = payments;
  if (amount === 0) return first ? [{ paymentId: first.id, method: first.method, amount: ZERO }] : [];
  const inOrder = [
    ...payments.filter(({ method }) => method !== 'cash'),
    ...payments.filter(({ method }) => method === 'cash'),
  ];
  const parts: PaidBack[] = [];
  let left = amount;
  for (const payment of inOrder) {
    const part = least(minus(payment.amount, payment.refunded), left);
    if (part <= 0) continue;
    parts.push({ paymentId: payment.id, method: payment.method, amount: part });
    left -= part;
  }
  return left === 0 ? parts : null;
}
