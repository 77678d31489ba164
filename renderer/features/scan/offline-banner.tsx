import { useLingui } from '@lingui/react/macro';
import { WifiOff } from 'lucide-react';
import { useConnected } from '../../lib/connection.ts';

/** Said before anybody is scanned in vain. */
export function OfflineBanner() {
  const { t } = useLingui();
  const connected = useConnected();
  if (connected) return null;
  return (
    <p role="alert" className="flex shrink-0 items-center gap-3 bg-bad-soft px-5 py-2.5 text-lg font-semibold text-bad">
      <WifiOff aria-hidden className="size-5 shrink-0" />
      {t`The box office cannot be reached. Nobody can be admitted until it answers.`}
    </p>
  );
}
