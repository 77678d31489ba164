import { type ComponentProps, type ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

const boxClass = cx(
  'w-full min-w-0 rounded-md border border-edge bg-surface px-2.5 text-base text-ink transition-colors',
  'hover:border-ink/60 focus-visible:border-focus focus-visible:outline-offset-0',
  'aria-invalid:border-bad disabled:bg-sunken disabled:text-muted',
);

export const inputClass = cx('h-control', boxClass);

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input autoComplete="off" spellCheck={false} {...rest} className={cx(inputClass, className)} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={3} {...rest} className={cx(boxClass, 'py-1.5', className)} />;
}

interface AffixedProps {
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  readonly children: ReactNode;
}

/** A unit or a sign inside the left or right end of an input; the input keeps room for it (`pl-8`, `pr-8`). */
export function Affixed({ before, after, children }: AffixedProps) {
  const sign = 'pointer-events-none absolute inset-y-0 flex items-center text-muted';
  return (
    <div className="relative">
      {before !== undefined && <span className={cx(sign, 'left-2.5')}>{before}</span>}
      {children}
      {after !== undefined && <span className={cx(sign, 'right-2.5')}>{after}</span>}
    </div>
  );
}
