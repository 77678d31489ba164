import { CalendarDays, MapPin } from 'lucide-react';
import { type PublicEvent } from '../../src/shared/public-page.ts';
import { useFormat } from '../lib/format.ts';

/** What, when and where, on the clock of the venue. */
export function EventFacts({ event }: { event: PublicEvent }) {
  const format = useFormat();
  const { date, startTime, endTime, venue, address, city } = event;
  return (
    <div>
      <h1 className="text-3xl font-bold tracking-tight text-balance">{event.title}</h1>
      <dl className="mt-4 flex flex-col gap-2.5">
        <div className="flex gap-3">
          <dt className="pt-0.5">
            <CalendarDays aria-hidden className="size-5 text-muted" />
          </dt>
          <dd className="figures">
            <time dateTime={event.startsAt} className="font-medium">
              {format.day(date)}
            </time>
            <span className="block text-muted">{endTime === null ? startTime : `${startTime} – ${endTime}`}</span>
          </dd>
        </div>
        <div className="flex gap-3">
          <dt className="pt-0.5">
            <MapPin aria-hidden className="size-5 text-muted" />
          </dt>
          <dd>
            <span className="font-medium">{venue}</span>
            <span className="block text-muted">{[address, city].filter(Boolean).join(', ')}</span>
          </dd>
        </div>
      </dl>
      {event.description !== null && <p className="mt-5 max-w-prose whitespace-pre-line">{event.description}</p>}
    </div>
  );
}
