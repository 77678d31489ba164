import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import { useLingui } from '@lingui/react/macro';
import { type ReactNode } from 'react';
import { Button } from './button.tsx';

interface ConfirmProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** What happens, and what does not come back. */
  readonly children: ReactNode;
  /** The verb of what is done. */
  readonly action: string;
  readonly busy?: boolean;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
}

/** Asks before something that cannot be taken back. */
export function Confirm({
  open,
  onClose,
  title,
  children,
  action,
  busy = false,
  danger = true,
  onConfirm,
}: ConfirmProps) {
  const { t } = useLingui();
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop-motion fixed inset-0 z-40 bg-black/45" />
        <Base.Popup className="popup-motion fixed inset-x-0 top-[18vh] z-50 mx-auto w-[26rem] max-w-[calc(100vw-2rem)] rounded-lg border border-line bg-raised p-5 shadow-popup">
          <Base.Title className="text-lg font-semibold">{title}</Base.Title>
          <Base.Description render={<div />} className="mt-1.5 text-base text-muted">
            {children}
          </Base.Description>
          <div className="mt-5 flex justify-end gap-2">
            <Base.Close render={<Button>{t`Keep it`}</Button>} />
            <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
