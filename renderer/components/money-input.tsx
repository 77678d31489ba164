import { useLingui } from '@lingui/react';
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

/** What stands before the cents in a language: a point or a comma. */
const decimalPoint = (language: string): string =>
  new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';

/** Takes "12,5" and "12.5" alike and nothing that is no amount; shows the language's own sign; adds the missing digits when left. */
export function MoneyInput({ currency, value, onValue, className, onBlur, ...rest }: MoneyInputProps) {
  const { i18n } = useLingui();
  const point = decimalPoint(i18n.locale);
  const digits = currencyDigits(currency);
  const sign = currencySign(currency);
  return (
    <Affixed before={sign}>
      <Input
        inputMode="decimal"
        placeholder={(0).toFixed(digits).replace('.', point)}
        {...rest}
        value={value.replace('.', point)}
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
