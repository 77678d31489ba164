import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_MINOR,
  currencyDigits,
  formatMoney,
  moneyIn,
  parseMoney,
  percentOf,
  shareOut,
  taxWithin,
} from '../../src/shared/money.ts';

const currencies = fc.constantFrom('EUR', 'JPY', 'KWD');
const amounts = fc.integer({ min: 0, max: MAX_MINOR });
/** Hundredths of a percent: 0 to 100 %. */
const rates = fc.integer({ min: 0, max: 10_000 });

describe('money on its way in and out', () => {
  it('comes back as it went, in every currency', () => {
    fc.assert(
      fc.property(amounts, currencies, (minor, currency) => {
        const text = formatMoney(minor, currency);
        expect(parseMoney(text, currency)).toBe(minor);
        expect(moneyIn.safeParse(text).success).toBe(true);
        expect((text.split('.')[1] ?? '').length).toBe(currencyDigits(currency));
      }),
    );
  });

  it('is the same as a JSON number', () => {
    fc.assert(
      fc.property(amounts, (minor) => {
        expect(parseMoney(minor / 100, 'EUR')).toBe(minor);
      }),
    );
  });

  it.each([
    [25, 'EUR', 2500],
    [25.5, 'EUR', 2550],
    ['25.00', 'EUR', 2500],
    ['0', 'EUR', 0],
    ['99999999.99', 'EUR', MAX_MINOR],
    [2500, 'JPY', 2500],
    ['1.234', 'KWD', 1234],
  ])('%j in %s is %d minor units', (value, currency, minor) => {
    expect(parseMoney(value, currency)).toBe(minor);
  });

  it.each([
    ['a third digit', '1.234', 'EUR'],
    ['a fraction of a yen', '1.0', 'JPY'],
    ['a sign', -1, 'EUR'],
    ['a plus', '+1', 'EUR'],
    ['too much', '100000000.00', 'EUR'],
    ['an exponent', 1e21, 'EUR'],
    ['an exponent as text', '1e3', 'EUR'],
    ['a float’s dust', 0.1 + 0.2, 'EUR'],
    ['almost nothing', 1e-7, 'EUR'],
    ['nothing', '', 'EUR'],
    ['no number', Number.NaN, 'EUR'],
    ['infinity', Number.POSITIVE_INFINITY, 'EUR'],
    ['a leading zero', '01', 'EUR'],
    ['a bare point', '.5', 'EUR'],
    ['a trailing point', '5.', 'EUR'],
    ['a comma', '1,50', 'EUR'],
    ['a space', ' 1', 'EUR'],
    ['a line end', '1\n', 'EUR'],
    ['digits of another script', '１２', 'EUR'],
    ['hexadecimal', '0x10', 'EUR'],
  ])('%s is no amount', (_what, value, currency) => {
    expect(parseMoney(value, currency)).toBeNull();
  });

  it('never takes a number apart: whatever parses is a safe integer within bounds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.string()), currencies, (value, currency) => {
        const minor = parseMoney(value, currency);
        if (minor === null) return;
        expect(Number.isSafeInteger(minor) && minor >= 0 && minor <= MAX_MINOR).toBe(true);
        expect(Number(formatMoney(minor, currency)) === Number(value)).toBe(true);
      }),
    );
  });

  it('shows what is owed with a sign', () => {
    expect(formatMoney(-5, 'EUR')).toBe('-0.05');
    expect(formatMoney(-2500, 'JPY')).toBe('-2500');
  });
});

describe('a sum shared out', () => {
  const weights = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 9 }), fc.nat({ max: 100_000 })), { maxLength: 100 });
  const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
  /** A total that the weights can carry, as a discount's is. */
  const shared = weights.chain((list) => fc.tuple(fc.integer({ min: 0, max: sumOf(list) }), fc.constant(list)));

  it('adds up, to the cent', () => {
    fc.assert(
      fc.property(shared, ([total, list]) => {
        expect(sumOf(shareOut(total, list))).toBe(total);
      }),
    );
  });

  it('gives nobody more than they weigh', () => {
    fc.assert(
      fc.property(shared, ([total, list]) => {
        for (const [index, part] of shareOut(total, list).entries()) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(list[index]!);
        }
      }),
    );
  });

  it('is fair: no part is a whole cent away from its exact share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_MINOR }), weights, (total, list) => {
        const sum = sumOf(list);
        if (sum === 0) return;
        for (const [index, part] of shareOut(total, list).entries()) {
          const off = BigInt(part) * BigInt(sum) - BigInt(total) * BigInt(list[index]!);
          expect(off < BigInt(sum) && off > -BigInt(sum)).toBe(true);
        }
      }),
    );
  });

  it('gives the odd cents to the largest remainders, and to the earlier of equals', () => {
    expect(shareOut(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(shareOut(100, [1, 2])).toEqual([33, 67]);
    expect(shareOut(10, [2500, 7500, 0])).toEqual([3, 7, 0]);
    expect(shareOut(5, [0, 0])).toEqual([0, 0]);
    expect(shareOut(0, [])).toEqual([]);
  });
});

describe('a percentage', () => {
  it('is the exact one, half a cent rounded up', () => {
    fc.assert(
      fc.property(amounts, rates, (amount, rate) => {
        const off = BigInt(percentOf(amount, rate)) * 10_000n - BigInt(amount) * BigInt(rate);
        expect(off > -5_000n && off <= 5_000n).toBe(true);
      }),
    );
  });

  it('is never more than the whole', () => {
    fc.assert(
      fc.property(amounts, rates, (amount, rate) => {
        expect(percentOf(amount, rate)).toBeLessThanOrEqual(amount);
      }),
    );
    expect(percentOf(MAX_MINOR, 10_000)).toBe(MAX_MINOR);
  });
});

describe('the tax in a price', () => {
  it.each([
    [12_100, 2_100, 2_100],
    [2_500, 2_100, 434],
    [1_000, 0, 0],
    [0, 2_100, 0],
    [3, 10_000, 2],
  ])('of %d at %d hundredths of a percent is %d', (gross, rate, tax) => {
    expect(taxWithin(gross, rate)).toBe(tax);
  });

  it('is the exact one, half a cent rounded up', () => {
    fc.assert(
      fc.property(amounts, rates, (gross, rate) => {
        const divisor = BigInt(10_000 + rate);
        const off = BigInt(taxWithin(gross, rate)) * divisor - BigInt(gross) * BigInt(rate);
        expect(off * 2n > -divisor && off * 2n <= divisor).toBe(true);
      }),
    );
  });
});
