import { type ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

interface PanelProps {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A part of a screen under its own heading. */
export function Panel({ title, actions, children, className }: PanelProps) {
  return (
    <section
      className={cx('flex min-h-0 flex-col overflow-hidden rounded-lg border border-line bg-surface', className)}
    >
      {title !== undefined && (
        <header className="flex h-11 shrink-0 items-center gap-3 border-b border-line px-4">
          <h2 className="text-base font-semibold">{title}</h2>
          {actions !== undefined && <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
