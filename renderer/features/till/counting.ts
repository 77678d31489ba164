import { add, currencyDigits, type Minor, times } from '../../../src/shared/money.ts';

/** Notes and coins worth counting in minor units, largest first: 1, 2 and 5 in every power of ten up to 500 major units (50,000 of those without cents). */
export function denominationsOf(currency: string): number[] {
  const most = currencyDigits(currency) === 0 ? 50_000 : 500 * 10 ** currencyDigits(currency);
  const least = 10 ** Math.max(0, currencyDigits(currency) - 2);
  const all: number[] = [];
  for (let power = least; power <= most; power *= 10) for (const figure of [1, 2, 5]) all.push(figure * power);
  return all.filter((value) => value <= most).sort((a, b) => b - a);
}

/** What lies in the drawer by what was counted of each note and coin. */
export const sumOf = (counts: ReadonlyMap<number, number>): Minor =>
  add(...[...counts].map(([value, count]) => times(value, count)));
