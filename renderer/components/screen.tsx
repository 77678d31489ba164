import { type ReactNode, useEffect } from 'react';

interface ScreenProps {
  readonly title: string;
  /** Beside the title: a status, a count. */
  readonly note?: ReactNode;
  /** In the middle: the screen's search and filters. */
  readonly tools?: ReactNode;
  /** At the right end: the primary action last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One screen of the console: a title bar that moves the window, and what fills the rest. */
export function Screen({ title, note, tools, actions, children }: ScreenProps) {
  useEffect(() => {
    document.title = `${title} – TicketWave Box Office`;
  }, [title]);
  return (
    <>
      <header className="window-drag flex h-titlebar shrink-0 items-center gap-3 border-b border-line bg-surface px-5">
        <h1 className="truncate text-lg font-semibold tracking-tight">{title}</h1>
        {note}
        {tools !== undefined && <div className="window-still ml-3 flex min-w-0 flex-1 items-center gap-2">{tools}</div>}
        <div className="window-still ml-auto flex shrink-0 items-center gap-2">{actions}</div>
      </header>
      <main className="relative min-h-0 flex-1">{children}</main>
    </>
  );
}

/** A screen's content that scrolls as one, in a column that is comfortable to read. */
export const ScreenBody = ({ children }: { children: ReactNode }) => (
  <div className="h-full overflow-y-auto" tabIndex={-1}>
    <div className="mx-auto max-w-5xl p-6">{children}</div>
  </div>
);
