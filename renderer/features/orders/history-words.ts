import { useLingui } from '@lingui/react/macro';
import { type HistoryEntry } from '../../../src/shared/order-history.ts';
import { type ScanRefusal } from '../../../src/shared/scan.ts';
import { useFormat } from '../../lib/format.ts';
import { useMethodName } from '../../lib/method-name.ts';

interface Words {
  readonly what: string;
  /** Where, why and by whom; "" where there is nothing more to say. */
  readonly more: string;
}

type Ticket = Extract<HistoryEntry, { kind: 'admitted' }>['ticket'];
type Of<Kind extends HistoryEntry['kind']> = Extract<HistoryEntry, { kind: Kind }>;

const joined = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');

const named = ({ holderName, tierName }: Ticket): string => holderName ?? tierName;

/** What the time line says about an entry; sums are in `currency`, times on the clock of `zone`. */
export function useHistoryWords(currency: string): (entry: HistoryEntry, zone?: string) => Words {
  const { t } = useLingui();
  const format = useFormat();
  const methodName = useMethodName();
  const refusal = useRefusalWord();
  const mail = useMailWord();
  const print = usePrintWord();
  const money = (amount: string): string => format.money(amount, currency);
  const parts = (entry: Of<'refunded'>): string =>
    entry.parts.map(({ method, amount }) => `${money(amount)} ${methodName(method)}`).join(', ');

  const made = (entry: Of<'made'>): string => {
    if (entry.channel === 'import') return t`Imported`;
    if (entry.channel === 'public') return t`Ordered from outside, places held`;
    return entry.held ? t`Made at the counter, places held` : t`Sold at the counter`;
  };
  const refunded = (entry: Of<'refunded'>): string => {
    const sum = money(entry.amount);
    if (entry.why === 'void') return t`Sale undone: ${sum} back`;
    if (entry.why === 'cancel') return t`Event cancelled: ${sum} back`;
    return t`${sum} refunded`;
  };

  return (entry, zone) => {
    switch (entry.kind) {
      case 'made':
        return { what: made(entry), more: joined(entry.by) };
      case 'paid':
        return {
          what: t`${money(entry.amount)} paid: ${methodName(entry.method)}`,
          more: joined(
            entry.tendered === null || Number(entry.change) === 0
              ? null
              : t`${money(entry.tendered)} given, ${money(entry.change ?? '0')} back`,
            entry.reference,
            entry.reason,
            entry.by,
          ),
        };
      case 'released':
        return {
          what: entry.reason === 'expired' ? t`The hold ran out` : t`Places given back`,
          more: joined(entry.by),
        };
      case 'refunded':
        return {
          what: refunded(entry),
          more: joined(
            parts(entry),
            entry.tickets.map(({ tierName, holderName }) => joined(tierName, holderName)).join(', '),
            entry.reason,
            entry.receiptNumber,
            entry.by,
          ),
        };
      case 'admitted':
        return {
          what: entry.forced === null ? t`${named(entry.ticket)} admitted` : t`${named(entry.ticket)} let in anyway`,
          more: joined(
            entry.ticket.tierName,
            entry.gate,
            entry.forced,
            entry.uploadedAt === null ? null : t`offline, told at ${format.time(entry.uploadedAt, zone)}`,
            entry.by,
          ),
        };
      case 'exited':
        return { what: t`${named(entry.ticket)} went out`, more: joined(entry.ticket.tierName, entry.gate, entry.by) };
      case 'undone':
        return {
          what: t`Admission of ${named(entry.ticket)} taken back`,
          more: joined(entry.ticket.tierName, entry.reason, entry.by),
        };
      case 'refused':
        return {
          what: entry.oldCode
            ? t`Old code of ${named(entry.ticket)} refused`
            : t`${named(entry.ticket)} refused: ${refusal(entry.refusal)}`,
          more: joined(entry.ticket.tierName, entry.gate, entry.by),
        };
      case 'transferred':
        return {
          what:
            entry.to === null
              ? t`${entry.ticket.tierName} given to somebody else`
              : t`${entry.ticket.tierName} given to ${entry.to}`,
          more: joined(entry.from === null ? null : t`before: ${entry.from}`, entry.by),
        };
      case 'mailed':
        return { what: mail(entry), more: joined(entry.to, entry.error, entry.by) };
      case 'printed':
        return { what: print(entry), more: joined(entry.printer, entry.by) };
    }
  };
}

function useRefusalWord(): (code: string) => string {
  const { t } = useLingui();
  const words: Record<ScanRefusal, string> = {
    unknown_ticket: t`unknown code`,
    ticket_transferred: t`old code`,
    wrong_event: t`other event`,
    event_cancelled: t`event cancelled`,
    ticket_refunded: t`refunded`,
    order_unpaid: t`not paid`,
    not_yet_valid: t`not valid at that time`,
    wrong_gate: t`other gate`,
    already_checked_in: t`admitted before`,
    not_checked_in: t`not inside`,
  };
  return (code) => (code in words ? words[code as ScanRefusal] : code);
}

function useMailWord(): (entry: Of<'mailed'>) => string {
  const { t } = useLingui();
  const kinds: Record<Of<'mailed'>['mailKind'], string> = {
    tickets: t`Tickets`,
    tickets_again: t`Tickets once more`,
    refund: t`Notice of the refund`,
    ticket_received: t`Ticket for its new holder`,
    ticket_given: t`Notice of the transfer`,
    event_cancelled: t`Notice of the cancellation`,
  };
  return ({ mailKind, status }) => {
    const letter = kinds[mailKind];
    if (status === 'sent') return t`Mail sent: ${letter}`;
    return status === 'failed' ? t`Mail failed: ${letter}` : t`Mail waiting: ${letter}`;
  };
}

function usePrintWord(): (entry: Of<'printed'>) => string {
  const { t } = useLingui();
  const papers: Record<Of<'printed'>['what'], string> = {
    receipt: t`Receipt`,
    tickets: t`Tickets`,
    both: t`Tickets and receipt`,
  };
  return ({ what, copy, status }) => {
    const paper = papers[what];
    if (status === 'failed') return t`Not printed: ${paper}`;
    if (status === 'unknown') return t`Perhaps printed: ${paper}`;
    if (status !== 'printed') return t`Waiting to be printed: ${paper}`;
    return copy ? t`Printed again: ${paper}` : t`Printed: ${paper}`;
  };
}
