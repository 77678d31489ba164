import { useLingui } from '@lingui/react/macro';
import { type LucideIcon, RotateCw, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from '../lib/cx.ts';
import { sentenceOf } from '../lib/error-sentences.ts';
import { Button } from './button.tsx';

interface EmptyProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  /** What to do about it. */
  readonly action?: ReactNode;
}

/** Nothing here, and what that means. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <div className="flex h-full min-h-48 flex-col items-center justify-center gap-1 p-6 text-center">
      <span className="mb-2 flex size-12 items-center justify-center rounded-full bg-sunken text-muted">
        <Icon aria-hidden className="size-6" />
      </span>
      <p className="text-lg font-semibold">{title}</p>
      {children !== undefined && <div className="max-w-md text-base text-muted">{children}</div>}
      {action !== undefined && <div className="mt-4">{action}</div>}
    </div>
  );
}

/** It could not be had; says why and tries again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t, i18n } = useLingui();
  return (
    <div role="alert" className="flex h-full min-h-48 flex-col items-center justify-center gap-1 p-6 text-center">
      <span className="mb-2 flex size-12 items-center justify-center rounded-full bg-bad-soft text-bad">
        <TriangleAlert aria-hidden className="size-6" />
      </span>
      <p className="text-lg font-semibold">{t`This could not be loaded`}</p>
      <p className="max-w-md text-base text-muted">{sentenceOf(error, i18n)}</p>
      {onRetry && (
        <Button icon={RotateCw} onClick={onRetry} className="mt-4">
          {t`Try again`}
        </Button>
      )}
    </div>
  );
}

/** A failed change, said where it was tried. */
export function ErrorNote({ error }: { error: unknown }) {
  const { i18n } = useLingui();
  const note = useRef<HTMLParagraphElement>(null);
  // Said above a long form that was sent from its end, it would not be seen.
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  if (error === null || error === undefined) return null;
  return (
    <p ref={note} role="alert" className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-base text-bad">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {sentenceOf(error, i18n)}
    </p>
  );
}

/** Holds the place of what is on its way. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cx('block animate-shimmer rounded-md bg-sunken', className)} />
);

/** Placeholder lines for a panel. */
export function SkeletonLines({ count = 4 }: { count?: number }) {
  const { t } = useLingui();
  return (
    <div role="status" aria-label={t`Loading`} className="flex flex-col gap-3 p-5">
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} className={cx('h-5', index % 3 === 2 ? 'w-1/2' : 'w-full')} />
      ))}
    </div>
  );
}
