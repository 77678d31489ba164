import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Vault } from 'lucide-react';
import { myTill } from '../../../src/shared/tills.ts';
import { cx } from '../../lib/cx.ts';
import { useAsk } from '../../lib/query.ts';

/** Which till this sale goes through, and the way to it. */
export function TillState() {
  const { t } = useLingui();
  const { data } = useAsk(myTill, {}, { every: 15_000 });
  if (data === undefined) return null;
  const { session, requireTill } = data;
  return (
    <Link
      to="/till"
      className={cx(
        'window-still flex h-7 items-center gap-1.5 rounded-full px-3 text-sm font-medium whitespace-nowrap',
        session ? 'bg-good-soft text-good' : requireTill ? 'bg-bad-soft text-bad' : 'bg-sunken text-muted',
      )}
    >
      <Vault aria-hidden className="size-4" />
      {session ? t`${session.till.name} is open` : requireTill ? t`Open a till first` : t`No till open`}
    </Link>
  );
}
