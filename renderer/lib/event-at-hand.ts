import { useState } from 'react';
import { type EventOut, listEvents } from '../../src/shared/events.ts';
import { useAsk } from './query.ts';
import { storage } from './storage.ts';

type Timed = Pick<EventOut, 'id' | 'startsAt' | 'endsAt'>;

/** The event that work is likely to be about: the one that is on, else the next one, else the last one. `now` in milliseconds. */
export function eventAtHand<Event extends Timed>(events: readonly Event[], now: number): Event | undefined {
  const byStart = events.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  return byStart.find((event) => Date.parse(event.endsAt) > now) ?? byStart.at(-1);
}

interface ChosenEvent {
  /** Those on sale, newest date first; undefined until the server said so. */
  readonly events: readonly EventOut[] | undefined;
  readonly event: EventOut | undefined;
  readonly choose: (id: string) => void;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** The event that a screen works on: the one chosen there last while it is not over, else the one at hand. Remembered a screen. */
export function useChosenEvent(screen: 'sell' | 'scan', enabled = true): ChosenEvent {
  const {
    data,
    dataUpdatedAt: now,
    error,
    refetch,
  } = useAsk(listEvents, { query: { status: 'published', pageSize: 200 } }, { enabled, every: 20_000 });
  const [chosen, setChosen] = useState(() => ({ id: storage.read(`${screen}.event`), here: false }));
  // What was chosen on another day gives way once it is over; what was chosen just now stays.
  const remembered = data?.find(({ id, endsAt }) => id === chosen.id && (chosen.here || Date.parse(endsAt) > now));
  return {
    events: data,
    event: remembered ?? (data && eventAtHand(data, now)),
    choose(id) {
      storage.write(`${screen}.event`, id);
      setChosen({ id, here: true });
    },
    error: data === undefined ? error : null,
    retry: () => void refetch(),
  };
}
