import { type ComponentProps } from 'react';
import { currencyDigits } from '../../src/shared/money.ts';
import { cx } from '../lib/cx.ts';
import { Affixed, Input } from './input.tsx';

interface MoneyInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  readonly currency: string;
  /** As typed: a decimal string with a point, or "". */
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** The sign of a currency in few letters: € or $, CHF where there is none. */
export const currencySign = (currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? currency;

/** Takes "12,5" as "12.5" and nothing that is no amount; adds the missing digits when left. */
export function MoneyInput({ currency, value, onValue, className, onBlur, ...rest }: MoneyInputProps) {
  const digits = currencyDigits(currency);
  const sign = currencySign(currency);
  return (
    <Affixed before={sign}>
      <Input
        inputMode="decimal"
        placeholder={(0).toFixed(digits)}
        {...rest}
        value={value}
        onChange={(event) => {
          const typed = event.target.value.replace(',', '.').replaceAll(/\s/g, '');
          if (/^\d*\.?\d*$/.test(typed)) onValue(typed);
        }}
        onBlur={(event) => {
          if (/^\d+\.?\d*$/.test(value) && (value.split('.')[1] ?? '').length <= digits) {
            onValue(Number(value).toFixed(digits));
          }
          onBlur?.(event);
        }}
        className={cx('figures text-right', sign.length > 1 ? 'pl-12' : 'pl-7', className)}
      />
    </Affixed>
  );
}
