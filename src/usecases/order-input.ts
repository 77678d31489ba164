import { invalidField } from '../shared/errors.ts';
import { parseMoney, type Minor, type MoneyIn } from '../shared/money.ts';

/** Minor units of an amount from outside. @throws 400 naming `path` where it is no amount of `currency`. */
export function moneyOf(value: MoneyIn, currency: string, path: string): Minor {
  const minor = parseMoney(value, currency);
  if (minor === null) throw invalidField(path, `must be an amount in ${currency} with the digits of that currency`);
  return minor;
}
