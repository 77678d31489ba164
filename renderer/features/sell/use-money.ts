import { formatMoney } from '../../../src/shared/money.ts';
import { useFormat } from '../../lib/format.ts';

/** Writes minor units of `currency` as a person reads them. */
export function useMoney(currency: string): (minor: number) => string {
  const format = useFormat();
  return (minor) => format.money(formatMoney(minor, currency), currency);
}
