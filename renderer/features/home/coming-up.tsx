import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type EventOut } from '../../../src/shared/events.ts';
import { Meter } from '../../components/meter.tsx';
import { Panel } from '../../components/panel.tsx';
import { useFormat } from '../../lib/format.ts';

/** The next nights and how they sell. */
export function ComingUp({ events }: { events: readonly EventOut[] }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Panel title={t`Coming up`} className="shrink-0">
      <ul>
        {events.slice(0, 3).map((event) => (
          <li key={event.id} className="border-b border-line/70 last:border-0">
            <Link
              to="/manage/events/$eventId"
              params={{ eventId: event.id }}
              className="grid h-row grid-cols-[10rem_minmax(0,1fr)_10rem_8rem] items-center gap-4 px-4 hover:bg-sunken focus-visible:-outline-offset-2"
            >
              <span className="text-muted">{format.day(event.date)}</span>
              <span className="truncate font-medium">{event.title}</span>
              <Meter label={t`${event.title}: sold`} value={event.sales.ticketsSold} of={event.totalCapacity} />
              <span className="figures text-right">
                {format.number(event.sales.ticketsSold)}
                <span className="text-muted"> / {format.number(event.totalCapacity)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
