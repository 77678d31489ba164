import { useLingui } from '@lingui/react/macro';
import type { ScanRefusal, ScanRefusalOut } from '../../../src/shared/scan.ts';

/** Why the door stays shut, large, and what the steward can do about it. */
interface RefusalWords {
  readonly reason: string;
  readonly advice: string;
}

export function useRefusalWords(): (refusal: ScanRefusalOut) => RefusalWords {
  const { t } = useLingui();
  return (refusal) => {
    const otherEvent = refusal.ticket?.eventTitle;
    const words: Record<ScanRefusal, RefusalWords> = {
      unknown_ticket: {
        reason: t`Unknown code`,
        advice: t`No ticket of this box office has this code. Search by the name.`,
      },
      ticket_transferred: {
        reason: t`Old code`,
        advice: t`The ticket was transferred. Only its new holder's code counts.`,
      },
      wrong_event: {
        reason: t`Other event`,
        advice: otherEvent === undefined ? t`The ticket is for another event.` : t`The ticket is for ${otherEvent}.`,
      },
      event_cancelled: {
        reason: t`Event cancelled`,
        advice: t`The event does not take place. The money goes back at the counter.`,
      },
      ticket_refunded: { reason: t`Refunded`, advice: t`The money for this ticket was given back.` },
      order_unpaid: { reason: t`Not paid`, advice: t`The order is not paid. Send the guest to the counter.` },
      not_yet_valid: { reason: t`Not valid now`, advice: t`The ticket is valid at another time.` },
      wrong_gate: { reason: t`Other gate`, advice: t`This tier goes in by another gate.` },
      already_checked_in: { reason: t`Already admitted`, advice: t`This ticket went in before.` },
      not_checked_in: { reason: t`Not inside`, advice: t`This ticket has not gone in, so it cannot go out.` },
    };
    const { code } = refusal;
    return code in words ? words[code as ScanRefusal] : { reason: t`Refused`, advice: refusal.error };
  };
}
