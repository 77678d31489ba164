import { useLingui } from '@lingui/react/macro';
import { type ListedEvent } from '../../src/shared/public-page.ts';
import { useFormat } from '../lib/format.ts';
import { withCode } from './with-code.ts';

interface ListPageProps {
  readonly events: readonly ListedEvent[];
  readonly affiliateCode: string | null;
}

export function ListPage({ events, affiliateCode }: ListPageProps) {
  const { t } = useLingui();
  return (
    <div className="py-6 sm:py-10">
      <h1 className="text-2xl font-bold">{t`What is on`}</h1>
      {events.length === 0 ? (
        <p className="mt-3 text-muted">{t`Nothing is on sale at the moment. Come back soon.`}</p>
      ) : (
        <ul className="mt-5 grid gap-3 sm:grid-cols-2">
          {events.map((event) => (
            <li key={event.slug}>
              <EventCard event={event} href={withCode(`/events/${event.slug}`, affiliateCode)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function EventCard({ event, href }: { event: ListedEvent; href: string }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <a
      href={href}
      className="flex h-full flex-col rounded-lg border bg-surface p-4 shadow-raised transition-colors hover:border-edge"
    >
      <span className="figures text-base font-medium text-muted">
        {format.day(event.date)}, {event.startTime}
      </span>
      <span className="mt-0.5 text-xl font-semibold">{event.title}</span>
      <span className="text-muted">{[event.venue, event.city].filter(Boolean).join(', ')}</span>
      <span className="mt-auto pt-3 font-medium">
        {event.from === null ? (
          <span className="text-bad">{t`Sold out`}</span>
        ) : (
          t`From ${format.money(event.from, event.currency)}`
        )}
      </span>
    </a>
  );
}
