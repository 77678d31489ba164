import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CalendarDays, ListPlus, Printer, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type EventOut, getEvent } from '../../../src/shared/events.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { EventSelect } from '../../components/event-select.tsx';
import { Screen } from '../../components/screen.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { VoidDialog } from '../../components/void-dialog.tsx';
import { useChosenEvent } from '../../lib/event-at-hand.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { AddOnList } from './add-on-list.tsx';
import { CustomerBar } from './customer-bar.tsx';
import { sellFor, useDraft } from './draft.ts';
import { GuestDialog } from './guest-dialog.tsx';
import { rememberSale, useLastSale } from './last-sale.ts';
import { OpenHolds } from './open-holds.tsx';
import { usePromoPreview } from './promo-preview.ts';
import { SalePanel } from './sale-panel.tsx';
import { SoldScreen } from './sold-screen.tsx';
import { TierGrid } from './tier-grid.tsx';
import { nextSale, takeOver, useTill } from './till.ts';
import { TillState } from './till-state.tsx';
import { watchSale } from './under-way.ts';
import { UnknownSale } from './unknown-sale.tsx';
import { usePrintTickets } from './use-print-tickets.ts';
import { useScannedTicket } from './use-scanned-ticket.ts';

watchSale();

/** Selling at the counter: tiers on the left, the sale and its payment on the right. */
export function SellScreen() {
  const { t } = useLingui();
  const { events, event, choose, error, retry } = useChosenEvent('sell');
  const person = useMe();
  const till = useTill();
  const [doing, setDoing] = useState<'guests' | 'void' | null>(null);
  const print = usePrintTickets();
  const last = useLastSale();
  const undoable = last?.payments[0]?.tillSessionId != null;
  const group = t`Sell`;
  useScannedTicket();
  useShortcut('alt+p', () => last && print(last.id), {
    label: t`Print the last sale again`,
    group,
    enabled: last !== null,
  });
  useShortcut('alt+z', () => setDoing('void'), { label: t`Undo the last sale`, group, enabled: undoable });
  useShortcut('g', () => setDoing('guests'), { label: t`Guest list`, group, enabled: event !== undefined });

  const [userId, eventId] = [person?.id, event?.id];
  useEffect(() => {
    if (userId !== undefined) takeOver(userId);
  }, [userId]);
  useEffect(() => {
    if (eventId !== undefined) sellFor(eventId);
  }, [eventId]);

  return (
    <Screen
      title={t`Sell`}
      note={<TillState />}
      actions={
        <>
          {last !== null && till.phase !== 'sold' && (
            <>
              <Button look="quiet" icon={Printer} onClick={() => print(last.id)}>{t`Print last`}</Button>
              {undoable && <Button look="quiet" icon={Undo2} onClick={() => setDoing('void')}>{t`Undo last…`}</Button>}
            </>
          )}
          {event && <Button icon={ListPlus} onClick={() => setDoing('guests')}>{t`Guest list…`}</Button>}
          {events && event && <EventSelect events={events} event={event} onChoose={choose} />}
        </>
      }
    >
      {till.phase === 'sold' ? (
        <SoldScreen order={till.order} onUndo={undoable ? () => setDoing('void') : null} />
      ) : till.phase === 'unknown' && person ? (
        <UnknownSale attempt={till.attempt} userId={person.id} />
      ) : error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : event && person ? (
        <Counter event={event} userId={person.id} />
      ) : events ? (
        <NothingOnSale />
      ) : (
        <SkeletonLines count={6} />
      )}
      {doing === 'guests' && event && <GuestDialog event={event} onClose={() => setDoing(null)} />}
      {doing === 'void' && last && (
        <VoidDialog
          order={last}
          onClose={() => setDoing(null)}
          onVoided={() => {
            rememberSale(null);
            nextSale();
          }}
        />
      )}
    </Screen>
  );
}

function Counter({ event: listed, userId }: { event: EventOut; userId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const draft = useDraft();
  // Places go at other tills too.
  const { data: event = listed } = useAsk(getEvent, { params: { id: listed.id } }, { every: 5_000 });
  const preview = usePromoPreview(draft.promoCode, event);
  return (
    <div className="flex h-full">
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-5">
          <p className="flex items-baseline gap-3">
            <span className="truncate text-xl font-semibold">{event.title}</span>
            <span className="figures shrink-0 text-base text-muted">
              {format.day(event.date)}, {event.startTime} · {event.venue} ·{' '}
              {t`${format.number(event.sales.ticketsAvailable)} of ${format.number(event.totalCapacity)} places left`}
            </span>
          </p>
          <OpenHolds eventId={event.id} />
          <TierGrid event={event} />
          <AddOnList event={event} />
        </div>
        <CustomerBar preview={preview} />
      </div>
      <SalePanel event={event} userId={userId} preview={preview} />
    </div>
  );
}

function NothingOnSale() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={CalendarDays}
      title={t`Nothing is on sale`}
      action={<Link to="/manage/events" className={buttonClass('primary')}>{t`To the events`}</Link>}
    >
      {t`Publish an event, and it can be sold here.`}
    </EmptyState>
  );
}
