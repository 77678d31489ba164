import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Banknote, CalendarPlus, ScanLine } from 'lucide-react';
import { useState } from 'react';
import { welcome } from '../../../src/shared/auth.ts';
import { type EventOut, listEvents } from '../../../src/shared/events.ts';
import { dayIn, moveDay, toInstant } from '../../../src/shared/instant.ts';
import { buttonClass } from '../../components/button.tsx';
import { Screen } from '../../components/screen.tsx';
import { Select } from '../../components/select.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';
import { AttentionPanel } from './attention-panel.tsx';
import { ComingUp } from './coming-up.tsx';
import { Tonight } from './tonight.tsx';

/** What the night is like at a glance: the event that is on, or the next one. */
export function HomeScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const mayPlan = useMay('manager');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data: office } = useAsk(welcome);
  const today = dayIn(toInstant(Date.now()), office?.timeZone ?? 'UTC');
  const events = useAsk(
    listEvents,
    { query: { status: 'published', from: moveDay(today, { days: -1 }), pageSize: 200 } },
    { enabled: office !== undefined, every: 30_000 },
  );

  const coming = inOrder(events.data ?? []);
  const tonight = coming.find(({ id }) => id === chosen) ?? coming[0];
  const others = coming.filter((event) => event !== tonight);

  return (
    <Screen
      title={t`Tonight`}
      note={
        tonight !== undefined &&
        coming.length > 1 && (
          <Select
            aria-label={t`Event`}
            size="sm"
            className="window-still w-72!"
            value={tonight.id}
            onValue={setChosen}
            options={coming.map((event) => ({
              value: event.id,
              label: event.title,
              note: format.shortDay(event.date),
            }))}
          />
        )
      }
      actions={
        <>
          <Link to="/scan" className={buttonClass()}>
            <ScanLine aria-hidden className="size-4" />
            {t`Scan`}
          </Link>
          <Link to="/sell" className={buttonClass('primary')}>
            <Banknote aria-hidden className="size-4" />
            {t`Sell`}
          </Link>
        </>
      }
    >
      {events.error && events.data === undefined ? (
        <ErrorState error={events.error} onRetry={() => void events.refetch()} />
      ) : events.data === undefined ? (
        <SkeletonLines count={6} />
      ) : tonight === undefined ? (
        <div className="flex h-full flex-col p-5">
          <EmptyState
            icon={CalendarPlus}
            title={t`Nothing is on sale`}
            action={
              mayPlan && (
                <Link to="/manage/events/new" className={buttonClass()}>
                  {t`Create an event`}
                </Link>
              )
            }
          >
            {t`Once an event is published, this is where its night is followed.`}
          </EmptyState>
          <AttentionPanel />
        </div>
      ) : (
        <div className="flex h-full flex-col gap-4 overflow-y-auto p-5">
          <Tonight event={tonight} key={tonight.id} />
          {others.length > 0 && <ComingUp events={others} />}
        </div>
      )}
    </Screen>
  );
}

/** Those that are not over, the soonest first. */
function inOrder(events: readonly EventOut[]): EventOut[] {
  const now = toInstant(Date.now());
  return events.filter(({ endsAt }) => endsAt > now).toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}
