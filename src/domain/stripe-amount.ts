import { currencyDigits } from '../shared/money.ts';

/** Stripe's units differ from ours in these (docs.stripe.com/currencies, "Zero-decimal", "Three-decimal" and "Special cases"). */
const NO_DIGITS = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'JPY',
  'KMF',
  'KRW',
  'MGA',
  'PYG',
  'RWF',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
/** Three digits, of which the last must be a zero. */
const THREE_DIGITS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/**
 * An amount of ours in the units that Stripe counts the currency in; null where it has none for it (a tenth of a fils). ISK and UGX have no
 * digits, yet Stripe wants them with two.
 */
export function toStripeAmount(minor: number, currency: string): number | null {
  const theirs = NO_DIGITS.has(currency) ? 0 : THREE_DIGITS.has(currency) ? 3 : 2;
  const shift = theirs - currencyDigits(currency);
  if (shift < 0) return minor % 10 ** -shift === 0 ? minor / 10 ** -shift : null;
  const amount = minor * 10 ** shift;
  return theirs === 3 && amount % 10 !== 0 ? null : amount;
}
