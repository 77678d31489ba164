import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CalendarDays } from 'lucide-react';
import { useEffect } from 'react';
import { type EventOut, getEvent } from '../../../src/shared/events.ts';
import { buttonClass } from '../../components/button.tsx';
import { EventSelect } from '../../components/event-select.tsx';
import { Screen } from '../../components/screen.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useChosenEvent } from '../../lib/event-at-hand.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';
import { AddOnList } from './add-on-list.tsx';
import { CustomerBar } from './customer-bar.tsx';
import { sellFor, useDraft } from './draft.ts';
import { usePromoPreview } from './promo-preview.ts';
import { SalePanel } from './sale-panel.tsx';
import { SoldScreen } from './sold-screen.tsx';
import { TierGrid } from './tier-grid.tsx';
import { takeOver, useTill } from './till.ts';
import { watchSale } from './under-way.ts';
import { UnknownSale } from './unknown-sale.tsx';
import { useScannedTicket } from './use-scanned-ticket.ts';

watchSale();

/** Selling at the counter: tiers on the left, the sale and its payment on the right. */
export function SellScreen() {
  const { t } = useLingui();
  const { events, event, choose, error, retry } = useChosenEvent('sell');
  const person = useMe();
  const till = useTill();
  useScannedTicket();

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
      actions={events && event && <EventSelect events={events} event={event} onChoose={choose} />}
    >
      {till.phase === 'sold' ? (
        <SoldScreen order={till.order} />
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
