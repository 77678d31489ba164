import fc from 'fast-check';
import { expect, it } from 'vitest';
import { payBack, type PaidPart } from '../../src/shared/pay-back.ts';

const payments: fc.Arbitrary<PaidPart[]> = fc
  .array(
    fc.record({
      method: fc.constantFrom('cash', 'card', 'external'),
      amount: fc.integer({ min: 0, max: 10_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((list) =>
    list.map(({ method, amount, share }, index) => ({
      id: `pay_${index}`,
      method,
      amount,
      refunded: Math.floor(amount * share),
    })),
  );

const leftOf = ({ amount, refunded }: PaidPart): number => amount - refunded;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

it('goes back whole, no payment gives more than it has left, and cash comes last', () => {
  fc.assert(
    fc.property(payments, fc.nat({ max: 70_000 }), (paid, amount) => {
      const left = sum(paid.map(leftOf));
      const parts = payBack(paid, amount);
      if (amount > left) {
        expect(parts).toBeNull();
        return;
      }
      expect(sum((parts ?? []).map((part) => part.amount))).toBe(amount);
      for (const part of parts ?? [])
        expect(part.amount).toBeLessThanOrEqual(leftOf(paid.find(({ id }) => id === part.paymentId)!));
      const inCash = (parts ?? []).some(({ method, amount: part }) => method === 'cash' && part > 0);
      const other = sum(paid.filter(({ method }) => method !== 'cash').map(leftOf));
      expect(inCash).toBe(amount > other);
    }),
  );
});

it('goes to what was taken first among what was not cash', () => {
  const paid = [
    { id: 'a', method: 'cash', amount: 1000, refunded: 0 },
    { id: 'b', method: 'card', amount: 2000, refunded: 500 },
    { id: 'c', method: 'card', amount: 3000, refunded: 0 },
  ];
  expect(payBack(paid, 2000)).toEqual([
    { paymentId: 'b', method: 'card', amount: 1500 },
    { paymentId: 'c', method: 'card', amount: 500 },
  ]);
  expect(payBack(paid, 5000)?.at(-1)).toEqual({ paymentId: 'a', method: 'cash', amount: 500 });
  expect(payBack(paid, 0)).toEqual([{ paymentId: 'a', method: 'cash', amount: 0 }]);
  expect(payBack([], 0)).toEqual([]);
});
