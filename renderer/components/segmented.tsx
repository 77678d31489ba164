import { type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { cx } from '../lib/cx.ts';
import { Kbd } from './kbd.tsx';

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onValue: (value: Value) => void;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    readonly icon?: LucideIcon;
    readonly keys?: string;
  }[];
  /** The names under their signs, tall enough for a hurried hand. */
  readonly tall?: boolean;
  readonly className?: string;
}

/** One of a few, all in view: a row of radio buttons that looks like one control. */
export function Segmented<Value extends string>({
  label,
  value,
  onValue,
  options,
  tall = false,
  className,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={cx('flex rounded-md bg-sunken p-0.5', className)}>
      {options.map((option) => (
        <label
          key={option.value}
          className={cx(
            'relative flex flex-1 items-center justify-center rounded-md text-sm font-medium whitespace-nowrap transition-colors',
            tall ? 'h-13 flex-col gap-1 px-1' : 'h-8 gap-1.5 px-2.5',
            'has-focus-visible:outline-2 has-focus-visible:outline-focus',
            option.value === value ? 'bg-surface text-ink shadow-raised ring-1 ring-edge' : 'text-muted hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
            className="absolute inset-0 size-full appearance-none rounded-md outline-none"
          />
          {tall ? (
            <>
              <span aria-hidden className="flex items-center gap-1.5">
                {option.icon && <option.icon className="size-4.5" />}
                {option.keys !== undefined && <Kbd keys={option.keys} />}
              </span>
              {option.label}
            </>
          ) : (
            <>
              {option.icon && <option.icon aria-hidden className="size-4 shrink-0" />}
              {option.label}
              <span aria-hidden>{option.keys !== undefined && <Kbd keys={option.keys} />}</span>
            </>
          )}
        </label>
      ))}
    </div>
  );
}
