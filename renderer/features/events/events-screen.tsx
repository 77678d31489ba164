import { useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { CalendarPlus, CalendarX, Plus } from 'lucide-react';
import { useState } from 'react';
import { type EventOut, type EventStatus, eventStatus, listEvents } from '../../../src/shared/events.ts';
import { buttonClass } from '../../components/button.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Meter } from '../../components/meter.tsx';
import { Screen } from '../../components/screen.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { Select } from '../../components/select.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { EventBadge } from '../../components/status-badge.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { useRows } from '../../lib/query.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';

export function EventsScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const mayPlan = useMay('manager');
  const columns = useColumns();
  const [typed, setTyped] = useState('');
  const [status, setStatus] = useState<EventStatus | 'all'>('all');
  const q = useDebounced(typed.trim());
  const query = { ...(q === '' ? {} : { q }), ...(status === 'all' ? {} : { status }) };
  const { rows, isPending, isCatchingUp, error, retry } = useRows(listEvents, query, { every: 30_000 });
  const filtered = q !== '' || status !== 'all';

  useShortcut('n', () => void navigate({ to: '/manage/events/new' }), {
    label: t`New event`,
    group: t`Events`,
    enabled: mayPlan,
  });

  const create = mayPlan && (
    <Link to="/manage/events/new" className={buttonClass('primary')}>
      <Plus aria-hidden className="size-4" />
      {t`New event`}
    </Link>
  );

  return (
    <Screen
      title={t`Events`}
      tools={
        <>
          <SearchInput label={t`Search events`} placeholder={t`Title…`} value={typed} onValue={setTyped} />
          <Select
            aria-label={t`Status`}
            className="w-44!"
            value={status}
            onValue={setStatus}
            options={[
              { value: 'all', label: t`Every status` },
              { value: eventStatus.enum.draft, label: t`Draft` },
              { value: eventStatus.enum.published, label: t`On sale` },
              { value: eventStatus.enum.completed, label: t`Completed` },
              { value: eventStatus.enum.cancelled, label: t`Cancelled` },
            ]}
          />
        </>
      }
      actions={create}
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : isPending ? (
        <SkeletonLines count={8} />
      ) : rows.count === 0 && filtered ? (
        <EmptyState
          icon={CalendarX}
          title={t`No event fits`}
        >{t`Take a filter away, or look for another title.`}</EmptyState>
      ) : rows.count === 0 ? (
        <EmptyState icon={CalendarPlus} title={t`No events yet`}>
          {t`An event needs a title, a date and one tier. It is sold once it is published.`}
        </EmptyState>
      ) : (
        <DataGrid
          label={t`Events`}
          rows={rows}
          columns={columns}
          keyOf={({ id }) => id}
          dimmed={isCatchingUp}
          rowHeight={48}
          onOpen={({ id }) => void navigate({ to: '/manage/events/$eventId', params: { eventId: id } })}
        />
      )}
    </Screen>
  );
}

function useColumns(): readonly Column<EventOut>[] {
  const { t } = useLingui();
  const format = useFormat();
  const seesMoney = useMay('manager');
  return [
    {
      id: 'title',
      header: t`Event`,
      width: 'minmax(14rem, 2fr)',
      cell: (event) => (
        <>
          <span className="block truncate font-medium">{event.title}</span>
          <span className="block truncate text-sm text-muted">{event.venue}</span>
        </>
      ),
    },
    {
      id: 'date',
      header: t`Date`,
      width: '11rem',
      cell: (event) => (
        <span className="figures">
          {format.day(event.date)}
          <span className="ml-2 text-muted">{event.startTime}</span>
        </span>
      ),
    },
    { id: 'status', header: t`Status`, width: '7rem', cell: (event) => <EventBadge status={event.status} /> },
    {
      id: 'sold',
      header: t`Sold`,
      width: 'minmax(10rem, 1fr)',
      cell: (event) => (
        <span className="flex items-center gap-3">
          <Meter
            label={t`${event.title}: sold`}
            value={event.sales.ticketsSold}
            of={event.totalCapacity}
            className="min-w-12 flex-1"
          />
          <span className="figures w-24 text-right">
            {format.number(event.sales.ticketsSold)}
            <span className="text-muted"> / {format.number(event.totalCapacity)}</span>
          </span>
        </span>
      ),
    },
    ...(seesMoney
      ? [
          {
            id: 'net',
            header: t`Net sales`,
            width: '8rem',
            align: 'right',
            from: 820,
            cell: (event) => format.money(event.sales.net, event.currency),
          } satisfies Column<EventOut>,
        ]
      : []),
  ];
}
