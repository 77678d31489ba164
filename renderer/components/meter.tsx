import { cx } from '../lib/cx.ts';

interface MeterProps {
  readonly label: string;
  readonly value: number;
  readonly of: number;
  readonly className?: string;
}

/** How full something is, as a bar beside its number. */
export function Meter({ label, value, of, className }: MeterProps) {
  const share = of > 0 ? Math.min(1, value / of) : 0;
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={of}
      className={cx('h-1.5 overflow-hidden rounded-full bg-bar-ground', className)}
    >
      <div
        className={cx('h-full rounded-full', share >= 1 ? 'bg-good' : 'bg-bar')}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
