import { useLingui } from '@lingui/react/macro';
import { CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { listDevices } from '../../../src/shared/devices.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useAsk } from '../../lib/query.ts';
import { type Pairing } from './device.ts';

interface PairingCodeProps {
  readonly pairing: Pairing;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** The code for the phone's camera, how long it holds, and that it was used. */
export function PairingCode({ pairing, onAgain, onClose }: PairingCodeProps) {
  const { t } = useLingui();
  const left = useSecondsUntil(pairing.expiresAt);
  const { data: devices } = useAsk(listDevices, { query: { pageSize: 50 } }, { every: 2_000 });
  const paired = devices?.some(({ id, paired: done }) => id === pairing.id && done) ?? false;
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <Dialog
      open
      onClose={onClose}
      title={paired ? t`${pairing.name} is paired` : t`Pair ${pairing.name}`}
      footer={
        left === 0 && !paired ? (
          <Button look="primary" onClick={onAgain}>{t`Draw a new code`}</Button>
        ) : (
          <Button look={paired ? 'primary' : 'normal'} onClick={onClose}>
            {t`Done`}
          </Button>
        )
      }
    >
      {paired ? (
        <p role="status" className="flex items-center gap-3 rounded-md bg-good-soft px-4 py-3 text-good">
          <CircleCheck aria-hidden className="size-5" />
          {t`It may scan now.`}
        </p>
      ) : left === 0 ? (
        <p role="status" className="rounded-md bg-warn-soft px-4 py-3 text-warn">
          {t`The code has run out. A new one is drawn in a moment.`}
        </p>
      ) : (
        <div className="flex gap-6">
          <QrCode
            text={pairing.qr}
            label={t`Pairing code for ${pairing.name}`}
            className="size-56 shrink-0 rounded-md border border-line"
          />
          <div className="flex min-w-0 flex-1 flex-col gap-3">
            <ol className="flex list-decimal flex-col gap-1.5 pl-5">
              <li>{t`Join the phone to the network of this box office.`}</li>
              <li>{t`Point its camera at the code and open the page.`}</li>
              <li>{t`Or open the page by hand and type the code.`}</li>
            </ol>
            <code className="rounded-md bg-sunken px-3 py-2 text-center font-mono text-lg font-semibold tracking-wide select-text">
              {pairing.code}
            </code>
            <p className="truncate text-sm text-muted select-text" title={pairing.qr}>
              {pairing.qr.split('?')[0]}
            </p>
            <p role="timer" className="figures mt-auto text-muted">
              {t`Holds for another ${clock}, and for one phone.`}
            </p>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function useSecondsUntil(instant: string): number {
  const seconds = (): number => Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / 1000));
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / 1000))), 500);
    return () => clearInterval(timer);
  }, [instant]);
  return left;
}
