import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { welcome } from '../../../src/shared/auth.ts';
import { health } from '../../../src/shared/health.ts';
import { useFormat } from '../../lib/format.ts';
import { cx } from '../../lib/cx.ts';
import { useConnected } from '../../lib/connection.ts';
import { useAsk } from '../../lib/query.ts';

/** The bottom line: does the box office answer, whose is it, what time is it at the venue, which version. */
export function StatusBar() {
  const { t } = useLingui();
  const connected = useConnected();
  const { data: office } = useAsk(welcome);
  // Asks more often while nobody answers, so that the line turns green again by itself.
  const { data: state } = useAsk(health, {}, { every: connected ? 15_000 : 3_000 });
  const well = connected && state?.status !== 'degraded';
  return (
    <footer className="flex h-statusbar shrink-0 items-center gap-4 border-t border-line bg-surface px-3 text-xs text-muted">
      <span role="status" className={cx('flex items-center gap-1.5 font-medium', well ? 'text-good' : 'text-bad')}>
        <span aria-hidden className={cx('size-2 rounded-full', well ? 'bg-good' : 'animate-pulse bg-bad')} />
        {connected ? (well ? t`Connected` : t`The ledger cannot be read`) : t`No connection. Trying again…`}
      </span>
      {office?.organization && <span className="truncate">{office.organization}</span>}
      <span className="ml-auto" />
      {office && <Clock zone={office.timeZone} />}
      {office && <span className="figures">{t`Version ${office.version}`}</span>}
    </footer>
  );
}

function Clock({ zone }: { zone: string }) {
  const format = useFormat();
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return <time className="figures">{format.dateTime(now, zone)}</time>;
}
