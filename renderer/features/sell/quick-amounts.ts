import type { Minor } from '../../../src/shared/money.ts';

const MOST = 3;

/** 1, 2 and 5 in every power of ten: what notes and coins are, in nearly every currency. */
const DENOMINATIONS = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((figure) => figure * 10 ** power)).flat();

/**
 * What a customer is likely to hand over for `total` besides the exact amount: the total rounded up to each note that one would
 * pay it with. Ascending, at most three.
 */
export function quickAmounts(total: Minor): Minor[] {
  const notes = DENOMINATIONS.filter((note) => note >= total / 20 && note <= total * 10);
  const amounts = notes.map((note) => Math.ceil(total / note) * note).filter((amount) => amount > total);
  return [...new Set(amounts)].sort((a, b) => a - b).slice(0, MOST) as Minor[];
}
