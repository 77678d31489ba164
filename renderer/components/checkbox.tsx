import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { Check, Minus } from 'lucide-react';
import { type ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

interface CheckboxProps {
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  /** Some of what it stands for, not all. */
  readonly partly?: boolean;
  readonly disabled?: boolean;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Checkbox({ checked, onChecked, partly = false, disabled = false, children, className }: CheckboxProps) {
  return (
    <label className={cx('flex items-center gap-2.5', disabled && 'text-muted', className)}>
      <Base.Root
        checked={checked}
        indeterminate={partly}
        disabled={disabled}
        onCheckedChange={onChecked}
        className={cx(
          'flex size-4.5 shrink-0 items-center justify-center rounded-sm border border-edge bg-surface',
          'data-checked:border-bar data-checked:bg-bar data-indeterminate:border-bar data-indeterminate:bg-bar data-disabled:opacity-50',
        )}
      >
        <Base.Indicator className="text-surface">
          {partly ? (
            <Minus aria-hidden className="size-3.5" />
          ) : (
            <Check aria-hidden strokeWidth={3} className="size-3.5" />
          )}
        </Base.Indicator>
      </Base.Root>
      {children}
    </label>
  );
}

export function Switch({ checked, onChecked, children, disabled = false }: Omit<CheckboxProps, 'partly'>) {
  return (
    <label className="flex items-center gap-2.5">
      <BaseSwitch.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChecked}
        className="flex h-5 w-9 shrink-0 rounded-full bg-edge p-0.5 transition-colors data-checked:bg-bar data-disabled:opacity-50"
      >
        <BaseSwitch.Thumb className="size-4 rounded-full bg-surface transition-transform data-checked:translate-x-4" />
      </BaseSwitch.Root>
      {children}
    </label>
  );
}
