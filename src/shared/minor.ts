// Without zod, so that the public's page may count money and stay small.

declare const minorBrand: unique symbol;

/** An amount in minor units of its currency (cents, yen): a safe integer. Never a float, never without its currency beside it. */
export type Minor = number & { readonly [minorBrand]: true };

/** The largest amount taken from outside: 99,999,999.99 in a currency with two digits. Sums of it stay safe integers. */
export const MAX_MINOR = 9_999_999_999;

export const ZERO = 0 as Minor;

/** A decimal number as it comes in: no sign, no leading zeros. */
export const DECIMAL = /^(0|[1-9]\d{0,9})(?:\.(\d{1,3}))?$/;

const digitsOf = new Map<string, number>();

/** Fraction digits of an ISO 4217 code as CLDR has them: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
  }
  return digits;
}

/** Minor units of `value`, or null where its sign, size or precision is not one of `currency`'s. */
export function parseMoney(value: string | number, currency: string): Minor | null {
  const match = DECIMAL.exec(String(value));
  if (!match) return null;
  const digits = currencyDigits(currency);
  const fraction = match[2] ?? '';
  if (fraction.length > digits) return null;
  const minor = Number(`${match[1]}${fraction.padEnd(digits, '0')}`);
  return minor <= MAX_MINOR ? (minor as Minor) : null;
}

/** "25.00" for 2500 in EUR, "2500" for 2500 in JPY. */
export function formatMoney(minor: number, currency: string): string {
  const digits = currencyDigits(currency);
  const sign = minor < 0 ? '-' : '';
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export const add = (...amounts: readonly number[]): Minor => amounts.reduce((sum, amount) => sum + amount, 0) as Minor;
export const times = (amount: number, count: number): Minor => (amount * count) as Minor;
export const minus = (amount: number, other: number): Minor => (amount - other) as Minor;
export const least = (...amounts: readonly number[]): Minor => Math.min(...amounts) as Minor;

/** `hundredths` of a percent of `amount` (2150 = 21.5 %), half a minor unit rounded up. BigInt: the product may pass 2^53. */
export function percentOf(amount: number, hundredths: number): Minor {
  return Number((BigInt(amount) * BigInt(hundredths) * 2n + 10_000n) / 20_000n) as Minor;
}

/** The tax contained in a gross `amount` at `hundredths` of a percent: amount × rate ÷ (1 + rate), half a minor unit rounded up. */
export function taxWithin(amount: number, hundredths: number): Minor {
  if (hundredths === 0) return ZERO;
  const divisor = BigInt(10_000 + hundredths);
  return Number((BigInt(amount) * BigInt(hundredths) * 2n + divisor) / (divisor * 2n)) as Minor;
}

/**
 * Shares `total` over `weights` to the minor unit: the parts add up to `total` exactly, none differs from its fair share by a whole
 * unit, and none exceeds its weight while `total` ≤ the sum of weights. Largest remainders first, ties to the earlier (Hamilton's method).
 */
export function shareOut(total: number, weights: readonly number[]): Minor[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) return weights.map(() => ZERO);
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const parts = exact.map((share) => Number(share / sum));
  let left = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts as Minor[];
}
