import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cx } from '../lib/cx.ts';

/** What a control needs to belong to its field; spread it onto the input. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

interface FieldProps {
  readonly label: ReactNode;
  /** What is wrong, in words. */
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly optional?: ReactNode;
  /** The label is read aloud only: in rows under a heading that says the same. */
  readonly bare?: boolean;
  readonly className?: string;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label, its control and what is wrong with it. */
export function Field({ label, error, hint, optional, bare = false, className, children }: FieldProps) {
  const id = useId();
  const errorId = `${id}-error`;
  const hintId = `${id}-hint`;
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(' ');
  return (
    <div className={cx('flex min-w-0 flex-col', className)}>
      <label htmlFor={id} className={bare ? 'sr-only' : 'mb-1 flex items-baseline gap-2 text-sm font-medium'}>
        {label}
        {optional !== undefined && <span className="font-normal text-muted">{optional}</span>}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': describedBy || undefined })}
      {error && (
        <p id={errorId} className="mt-1 flex items-start gap-1 text-sm text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="mt-1 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
