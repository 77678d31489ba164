import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Minor } from '../../src/shared/money.ts';
import { quickAmounts } from '../../renderer/features/sell/quick-amounts.ts';

it.each([
  [15_000, [16_000, 20_000, 50_000]],
  [7500, [8000, 10_000, 20_000]],
  [750, [800, 1000, 2000]],
  [13_750, [14_000, 15_000, 20_000]],
  [2000, [5000, 10_000, 20_000]],
])('for %i a customer hands over one of %j', (total, amounts) => {
  expect(quickAmounts(total as Minor)).toEqual(amounts);
});

it('knows nothing to hand over for nothing', () => {
  expect(quickAmounts(0 as Minor)).toEqual([]);
});

it('always covers the total, ascending, in whole minor units', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (total) => {
      const amounts = quickAmounts(total as Minor);
      expect(amounts.length).toBeGreaterThan(0);
      expect(amounts.every((amount) => Number.isSafeInteger(amount) && amount > total)).toBe(true);
      expect(amounts.toSorted((a, b) => a - b)).toEqual(amounts);
    }),
  );
});
