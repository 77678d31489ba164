import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toStripeAmount } from '../../src/domain/stripe-amount.ts';
import { waitAfterFailure, waitForPayment } from '../../src/domain/stripe-pace.ts';
import { HOUR, MINUTE } from '../../src/shared/instant.ts';

test.each([
  ['EUR', 2550, 2550],
  ['JPY', 2500, 2500],
  // Special cases of Stripe: no digits here, two there.
  ['ISK', 1500, 150_000],
  ['UGX', 1500, 150_000],
  // Three digits, of which the last must be a zero.
  ['KWD', 1500, 1500],
  ['KWD', 1505, null],
  ['HUF', 150_000, 150_000],
])('%s %i is %s to Stripe', (currency, minor, amount) => expect(toStripeAmount(minor, currency)).toBe(amount));

test('two amounts of one currency are never the same to Stripe', () => {
  const currency = fc.constantFrom('EUR', 'JPY', 'ISK', 'UGX', 'KWD', 'BHD', 'MGA', 'HUF', 'TWD', 'CLP');
  const amount = fc.integer({ min: 0, max: 9_999_999_999 });
  fc.assert(
    fc.property(currency, amount, amount, (code, one, two) => {
      fc.pre(one !== two);
      const [a, b] = [toStripeAmount(one, code), toStripeAmount(two, code)];
      return a === null || b === null || (a !== b && Number.isSafeInteger(a) && a < b === one < two);
    }),
  );
});

test('a payment is looked at often while somebody waits for it, and at least every hour later', () => {
  expect(waitForPayment(0, true)).toBe(3_000);
  expect(waitForPayment(14 * MINUTE, true)).toBe(6_000);
  expect(waitForPayment(HOUR, false)).toBe(3 * MINUTE);
  expect(waitForPayment(100 * HOUR, false)).toBe(HOUR);
  expect([1, 2, 3, 30].map(waitAfterFailure)).toEqual([2_000, 4_000, 8_000, 10 * MINUTE]);
});
