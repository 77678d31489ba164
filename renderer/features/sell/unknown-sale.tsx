import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { WifiOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button, buttonClass } from '../../components/button.tsx';
import { useConnected } from '../../lib/connection.ts';
import { useFormat } from '../../lib/format.ts';
import { useFirstFocus } from '../../lib/use-first-focus.ts';
import type { Attempt } from './attempt.ts';
import { askAgain, giveUp } from './till.ts';

/** The sale was sent and nobody answered. Asking again is safe: it is told if it was made, and made if it was not. */
export function UnknownSale({ attempt, userId }: { attempt: Attempt; userId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const connected = useConnected();
  const first = useFirstFocus<HTMLButtonElement>();
  const before = useRef(connected);
  useEffect(() => {
    // The customer still stands there: as soon as the box office is back, it is asked.
    if (connected && !before.current) void askAgain(userId);
    before.current = connected;
  }, [connected, userId]);
  const startedAt = format.timeWithSeconds(new Date(attempt.startedAt).toISOString());
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-2 p-8 text-center">
      <span className="mb-2 flex size-16 items-center justify-center rounded-full bg-warn-soft text-warn">
        <WifiOff aria-hidden className="size-8" />
      </span>
      <p className="text-2xl font-semibold">{t`No answer to the last sale`}</p>
      <p className="max-w-xl text-lg text-muted">
        {t`It was sent at ${startedAt}. Whether it was made is not known yet. Ask again: if it was made, you get its tickets; if not, it is made now. It is never made twice.`}
      </p>
      <div className="mt-5 flex gap-3">
        <Link to="/orders" className={buttonClass('normal', 'lg')}>{t`Look in Orders`}</Link>
        <Button size="lg" onClick={() => giveUp(userId)}>{t`Leave it`}</Button>
        <Button look="primary" size="lg" ref={first} onClick={() => void askAgain(userId)}>{t`Ask again`}</Button>
      </div>
    </div>
  );
}
