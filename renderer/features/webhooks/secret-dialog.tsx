import { useLingui } from '@lingui/react/macro';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';

/** The secret, whole, this once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`The secret of the endpoint`}
      description={t`Copy it now: it is shown this once. Whoever has it can sign messages as this box office.`}
      footer={<Button look="primary" onClick={onClose}>{t`Done`}</Button>}
    >
      <div className="flex items-center gap-3 rounded-md bg-sunken p-3">
        <code className="min-w-0 flex-1 font-mono text-sm break-all select-text">{secret}</code>
        <CopyButton text={secret} label={t`Copy the secret`} />
      </div>
    </Dialog>
  );
}
