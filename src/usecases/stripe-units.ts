import { toStripeAmount } from '../domain/stripe-amount.ts';

/** An amount that was found possible when it was written down, in the units that Stripe counts in. */
export function inStripeUnits(minor: number, currency: string): number {
  const amount = toStripeAmount(minor, currency);
  if (amount === null) throw new Error(`Stripe has no unit for ${minor} of ${currency}`);
  return amount;
}
