import { type ComponentProps } from 'react';
import { cx } from '../lib/cx.ts';
import { Input } from './input.tsx';

interface NumberInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  readonly value: number | null;
  readonly onValue: (value: number | null) => void;
  readonly onEnter?: (() => void) | undefined;
}

/** A whole number; ↑ and ↓ step by one, with Shift by ten. */
export function NumberInput({ value, onValue, onEnter, className, ...rest }: NumberInputProps) {
  return (
    <Input
      inputMode="numeric"
      {...rest}
      value={value === null || Number.isNaN(value) ? '' : String(value)}
      onChange={(event) => {
        const typed = event.target.value.replaceAll(/[\s.,]/g, '');
        if (/^\d{0,9}$/.test(typed)) onValue(typed === '' ? null : Number(typed));
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && onEnter) {
          event.preventDefault();
          onEnter();
        }
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        const step = (event.shiftKey ? 10 : 1) * (event.key === 'ArrowUp' ? 1 : -1);
        onValue(Math.max(0, (value ?? 0) + step));
      }}
      className={cx('figures text-right', className)}
    />
  );
}
