import { LoaderCircle, type LucideIcon } from 'lucide-react';
import { type ComponentProps } from 'react';
import { cx } from '../lib/cx.ts';

type Look = 'primary' | 'normal' | 'quiet' | 'danger';
type Size = 'sm' | 'md' | 'lg';

const LOOKS: Record<Look, string> = {
  // One a screen.
  primary: 'bg-accent text-on-accent font-semibold hover:bg-accent-hover',
  normal: 'border border-edge/60 bg-surface text-ink font-medium hover:bg-sunken',
  quiet: 'text-ink font-medium hover:bg-sunken',
  danger: 'bg-danger text-on-danger font-semibold hover:bg-danger-hover',
};

const SIZES: Record<Size, string> = {
  sm: 'h-control-sm px-2.5 text-sm gap-1.5',
  md: 'h-control px-3.5 text-base gap-2',
  lg: 'h-control-lg px-5 text-lg gap-2.5',
};

export const buttonClass = (look: Look = 'normal', size: Size = 'md'): string =>
  cx(
    'inline-flex shrink-0 items-center justify-center rounded-md whitespace-nowrap transition-colors select-none',
    'aria-disabled:cursor-default aria-disabled:opacity-55 disabled:opacity-55',
    LOOKS[look],
    SIZES[size],
  );

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: Look;
  readonly size?: Size;
  readonly icon?: LucideIcon;
  /** Under way: keeps its place and focus, answers no second press. */
  readonly busy?: boolean;
}

export function Button({ look, size, icon, busy = false, className, children, onClick, ...rest }: ButtonProps) {
  const Icon = busy ? LoaderCircle : icon;
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClass(look, size), className)}
    >
      {Icon && <Icon aria-hidden className={cx('size-4', busy && 'animate-spin')} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children'> {
  readonly icon: LucideIcon;
  /** Read aloud, and shown on hover. */
  readonly label: string;
}

export function IconButton({
  icon: Icon,
  label,
  look = 'quiet',
  size = 'md',
  busy: _busy,
  className,
  ...rest
}: IconButtonProps) {
  const box = { sm: 'size-control-sm', md: 'size-control', lg: 'size-control-lg' }[size];
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(buttonClass(look, size), 'px-0!', box, className)}
    >
      <Icon aria-hidden className="size-4.5" />
    </button>
  );
}
