import { Dialog as Base } from '@base-ui/react/dialog';
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode } from 'react';
import { cx } from '../lib/cx.ts';
import { IconButton } from './button.tsx';

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

/** A question in the middle of the window. Escape and a press outside close it; the focus returns to where it was. */
export function Dialog({ open, onClose, title, description, children, footer, size = 'md' }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          className={cx(
            'popup-motion fixed inset-x-0 top-[8vh] z-50 mx-auto flex max-h-[84vh] max-w-[calc(100vw-2rem)] flex-col',
            'overflow-hidden rounded-lg border border-line bg-raised shadow-popup',
            WIDTHS[size],
          )}
        >
          <Heading title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
          {footer !== undefined && <Footer>{footer}</Footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** A panel from the right: for something longer, with what it belongs to still in view. */
export function Sheet({ open, onClose, title, description, children, footer, size = 'md' }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          className={cx(
            'sheet-motion fixed inset-y-0 right-0 z-50 flex max-w-full flex-col border-l border-line bg-raised shadow-popup',
            WIDTHS[size],
          )}
        >
          <Heading title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
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
  return <div className="flex items-center justify-end gap-2 border-t border-line bg-canvas px-5 py-3">{children}</div>;
}
