import { Dialog as Base } from '@base-ui/react/dialog';
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef } from 'react';
import { cx } from '../lib/cx.ts';
import { IconButton } from './button.tsx';
import { Scroller } from './scroller.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** The row of buttons, the primary one last. */
  readonly footer?: ReactNode;
  readonly size?: 'sm' | 'md' | 'lg';
}

const WIDTHS = { sm: 'w-[26rem]', md: 'w-[34rem]', lg: 'w-[46rem]' };

const backdrop = 'backdrop-motion fixed inset-0 z-40 bg-black/45';

/**
 * Where the focus goes when the dialog opens: what asked for it, else the first thing to fill in, else the primary button. Never the
 * cross, which is what comes first.
 */
function firstControl(popup: RefObject<HTMLElement | null>): HTMLElement | boolean {
  const inside = (selector: string): HTMLElement | undefined =>
    popup.current?.querySelector<HTMLElement>(selector) ?? undefined;
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && inside('[data-body]')?.contains(focused)) return focused;
  return inside('[data-body] :is(input, textarea, button)') ?? inside('[data-footer] button:last-child') ?? true;
}

/** A question in the middle of the window. Escape and a press outside close it; the focus returns to where it was. */
export function Dialog({ open, onClose, title, description, children, footer, size = 'md' }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          ref={popup}
          initialFocus={() => firstControl(popup)}
          className={cx(
            'popup-motion fixed inset-x-0 top-[8vh] z-50 mx-auto flex max-h-[84vh] max-w-[calc(100vw-2rem)] flex-col',
            'overflow-hidden rounded-lg border border-line bg-raised shadow-popup',
            WIDTHS[size],
          )}
        >
          <Heading title={title} description={description} />
          <Scroller>
            <div data-body className="px-5 pt-1 pb-5">
              {children}
            </div>
          </Scroller>
          {footer !== undefined && <Footer>{footer}</Footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** A panel from the right: for something longer, with what it belongs to still in view. */
export function Sheet({ open, onClose, title, description, children, footer, size = 'md' }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          ref={popup}
          initialFocus={() => firstControl(popup)}
          className={cx(
            'sheet-motion fixed inset-y-0 right-0 z-50 flex max-w-full flex-col border-l border-line bg-raised shadow-popup',
            WIDTHS[size],
          )}
        >
          <Heading title={title} description={description} />
          <Scroller>
            <div data-body className="px-5 pt-1 pb-5">
              {children}
            </div>
          </Scroller>
          {footer !== undefined && <Footer>{footer}</Footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Heading({ title, description }: { title: ReactNode; description: ReactNode }) {
  const { t } = useLingui();
  return (
    <div className="flex items-start gap-3 px-5 pt-4 pb-3">
      <div className="min-w-0 flex-1">
        <Base.Title className="text-lg font-semibold">{title}</Base.Title>
        {description !== undefined && (
          <Base.Description className="mt-0.5 text-base text-muted">{description}</Base.Description>
        )}
      </div>
      <Base.Close render={<IconButton icon={X} label={t`Close`} size="sm" className="-mr-2" />} />
    </div>
  );
}

function Footer({ children }: { children: ReactNode }) {
  return (
    <div data-footer className="flex items-center justify-end gap-2 border-t border-line bg-canvas px-5 py-3">
      {children}
    </div>
  );
}
