import { useLingui } from '@lingui/react/macro';
import {
  Banknote,
  CircleX,
  DoorOpen,
  type LucideIcon,
  Mail,
  Printer,
  ShoppingCart,
  TicketX,
  Undo2,
  UserRoundPen,
} from 'lucide-react';
import { getEvent } from '../../../src/shared/events.ts';
import { type HistoryEntry, orderHistory } from '../../../src/shared/order-history.ts';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { ErrorNote, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';
import { useHistoryWords } from './history-words.ts';
import { Section } from './section.tsx';

const ICONS: Record<HistoryEntry['kind'], LucideIcon> = {
  made: ShoppingCart,
  paid: Banknote,
  released: TicketX,
  refunded: Undo2,
  admitted: DoorOpen,
  exited: DoorOpen,
  undone: Undo2,
  refused: CircleX,
  transferred: UserRoundPen,
  mailed: Mail,
  printed: Printer,
};

/** What needs a second look. */
const isTrouble = (entry: HistoryEntry): boolean =>
  entry.kind === 'refused' ||
  (entry.kind === 'mailed' && entry.status === 'failed') ||
  (entry.kind === 'printed' && (entry.status === 'failed' || entry.status === 'unknown'));

/** Everything that happened to the order and its tickets, the latest first, on the clock of the venue. */
export function OrderHistory({ order }: { order: OrderOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useHistoryWords(order.currency);
  const { data: entries, error } = useAsk(orderHistory, { params: { id: order.id } }, { every: 10_000 });
  const { data: event } = useAsk(getEvent, { params: { id: order.eventId } });
  return (
    <Section title={t`What happened`}>
      {entries === undefined ? (
        error ? (
          <ErrorNote error={error} />
        ) : (
          <SkeletonLines count={3} />
        )
      ) : (
        <ol aria-label={t`What happened`}>
          {entries.map((entry) => {
            const Icon = ICONS[entry.kind];
            const { what, more } = words(entry, event?.timeZone);
            return (
              <li key={entry.id} className="group relative flex gap-3 py-1.5">
                <span aria-hidden className="absolute top-7 -bottom-1.5 left-2 w-px bg-line group-last:hidden" />
                <Icon
                  aria-hidden
                  className={`mt-0.5 size-4 shrink-0 ${isTrouble(entry) ? 'text-bad' : 'text-muted'}`}
                />
                <div className="min-w-0 flex-1">
                  <p className={isTrouble(entry) ? 'text-bad' : ''}>{what}</p>
                  {more !== '' && <p className="text-sm text-muted select-text">{more}</p>}
                </div>
                <time dateTime={entry.at} className="figures shrink-0 text-sm text-muted">
                  {format.dateTime(entry.at, event?.timeZone)}
                </time>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}
