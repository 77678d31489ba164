import { ScrollArea as Base } from '@base-ui/react/scroll-area';
import { type ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

interface ScrollerProps {
  readonly children: ReactNode;
  /** Of the box that keeps its size. */
  readonly className?: string;
  /** Of what scrolls in it. */
  readonly innerClassName?: string;
}

/** Something to read that may be longer than its place: the keyboard reaches it too, where nothing inside takes the focus. */
export function Scroller({ children, className, innerClassName }: ScrollerProps) {
  return (
    <Base.Root className={cx('flex min-h-0 flex-1 flex-col', className)}>
      <Base.Viewport className={cx('min-h-0 flex-1 focus-visible:-outline-offset-2', innerClassName)}>
        {/* Base UI would widen it to its longest line; ours cuts that line instead. */}
        <Base.Content className="min-w-0!">{children}</Base.Content>
      </Base.Viewport>
      <Base.Scrollbar className="flex w-2.5 justify-center p-0.5 opacity-0 transition-opacity data-hovering:opacity-100 data-scrolling:opacity-100 print:hidden">
        <Base.Thumb className="w-full rounded-full bg-edge" />
      </Base.Scrollbar>
    </Base.Root>
  );
}
