import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';

/** How long places are still held, second by second. */
export function Countdown({ until, className = '' }: { until: string; className?: string }) {
  const { t } = useLingui();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return <span className={`figures text-warn ${className}`}>{seconds === 0 ? t`ran out` : t`held for ${clock}`}</span>;
}
