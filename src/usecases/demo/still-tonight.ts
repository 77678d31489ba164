import type { Reads } from '../../db/ledger.ts';
import { HOUR, dayIn, toInstant, type Milliseconds } from '../../shared/instant.ts';

/**
 * Whether the night for which a demo was made is not over: an event is today's by the venue's clock, or is on, or begins within 2 hours
 * (a demo made just before midnight plays tomorrow). Whatever became of the event meanwhile: who cancels it keeps what they did.
 */
export async function isStillTonight(db: Reads, now: Milliseconds): Promise<boolean> {
  const events = await db
    .selectFrom('events')
    .innerJoin('venues', 'venues.id', 'events.venue_id')
    .select(['events.date', 'events.starts_at', 'events.ends_at', 'venues.time_zone'])
    .execute();
  const [at, soon] = [toInstant(now), toInstant(now + 2 * HOUR)];
  return events.some(
    (event) => event.date === dayIn(at, event.time_zone) || (event.starts_at <= soon && at <= event.ends_at),
  );
}
