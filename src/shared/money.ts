import { z } from 'zod';
import { DECIMAL } from './minor.ts';

export * from './minor.ts';

const KNOWN_CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 code in capitals. */
export const currencySchema = z
  .string()
  .length(3)
  .refine((code) => KNOWN_CURRENCIES.has(code), 'is not a currency code such as EUR')
  .meta({ description: 'ISO 4217 currency code', examples: ['EUR'] });

/** Money as it comes in: a number (25, 25.5) or a decimal string ("25.00"). Precision is checked by {@link parseMoney}, which knows the currency. */
export const moneyIn = z
  .union([z.number(), z.string().max(14)])
  .refine((value) => DECIMAL.test(String(value)), 'must be an amount such as 25, 25.5 or "25.00"')
  .meta({
    description: 'An amount: a number or a decimal string, not negative, no more digits than the currency has',
    examples: [25, '25.00'],
  });

export type MoneyIn = z.input<typeof moneyIn>;

/** Money as it goes out: a decimal string with the currency's digits. */
export const moneyOut = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ description: "A decimal string with the currency's digits", examples: ['25.00'] });
