import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../lib/format.ts';
import { type Conflict } from './conflict.ts';

/** What the scanner did and why the ledger disagrees, in words. */
export function useConflictWords(): (conflict: Conflict) => string {
  const { t } = useLingui();
  const format = useFormat();
  return ({ code, admittedAt, admittedGate }) => {
    if (code === 'already_checked_in' && admittedAt !== null) {
      const at = format.dateTime(admittedAt);
      return admittedGate === null
        ? t`Let in a second time: the ticket was inside since ${at}`
        : t`Let in a second time: the ticket was inside since ${at}, by ${admittedGate}`;
    }
    const words: Record<string, string> = {
      already_checked_in: t`Let in a second time`,
      ticket_refunded: t`Let in, though the ticket was refunded`,
      ticket_transferred: t`Let in by a code that was given away to somebody else`,
      order_unpaid: t`Let in, though the order was not paid`,
      event_cancelled: t`Let in, though the event was cancelled`,
      wrong_event: t`Let in with a ticket for another event`,
      unknown_ticket: t`Let in by a code that nobody knows`,
      not_yet_valid: t`Let in outside the ticket’s hours`,
    };
    return words[code] ?? code;
  };
}
