import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { EventOut } from '../../../src/shared/events.ts';
import { SearchInput } from '../../components/search-input.tsx';
import { DoorSearch } from './door-search.tsx';
import { useStation } from './station.ts';

/** The last scans, or what a search by name finds. */
export function Lookup({
  event,
  onTicket,
  children,
}: {
  event: EventOut | undefined;
  onTicket: (code: string) => void;
  children: ReactNode;
}) {
  const { t } = useLingui();
  const { mode } = useStation();
  const [q, setQ] = useState('');
  return (
    <section
      aria-label={q === '' ? t`Last scans` : t`Search`}
      className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-surface"
    >
      {event && (
        <div className="shrink-0 border-b border-line p-2 [&>div]:w-full">
          <SearchInput
            label={t`Search by name`}
            placeholder={t`Name, e-mail, phone or order number`}
            value={q}
            onValue={setQ}
          />
        </div>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto">
        {event && q.trim() !== '' ? (
          <DoorSearch eventId={event.id} q={q} mode={mode} zone={event.timeZone} onTicket={onTicket} />
        ) : (
          children
        )}
      </div>
    </section>
  );
}
