import { useLingui } from '@lingui/react/macro';
import { LogIn, LogOut, Undo2, X } from 'lucide-react';
import { type ScanRefusal } from '../../src/shared/scan.ts';
import { Badge } from './badge.tsx';

/** What a scan came to, in two words. */
export function EntryBadge({ result }: { result: string }) {
  const { t } = useLingui();
  switch (result) {
    case 'admitted':
      return <Badge tone="good" icon={LogIn}>{t`Admitted`}</Badge>;
    case 'exited':
      return <Badge tone="note" icon={LogOut}>{t`Went out`}</Badge>;
    case 'undone':
      return <Badge tone="plain" icon={Undo2}>{t`Undone`}</Badge>;
  }
  const refusals: Record<ScanRefusal, string> = {
    unknown_ticket: t`Unknown code`,
    ticket_transferred: t`Old code`,
    wrong_event: t`Other event`,
    event_cancelled: t`Event cancelled`,
    ticket_refunded: t`Refunded`,
    order_unpaid: t`Not paid`,
    not_yet_valid: t`Not valid yet`,
    wrong_gate: t`Other gate`,
    already_checked_in: t`Already inside`,
    not_checked_in: t`Not inside`,
  };
  const tone = result === 'already_checked_in' ? 'warn' : 'bad';
  return (
    <Badge tone={tone} icon={X}>
      {result in refusals ? refusals[result as ScanRefusal] : t`Refused`}
    </Badge>
  );
}
