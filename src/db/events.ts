import { sql, type Kysely, type Selectable } from 'kysely';
import { fold } from '../shared/search-words.ts';
import { toInstant } from '../shared/instant.ts';
import type { AddOnsTable, EventsTable, Tables, TiersTable } from './tables.ts';

type Db = Kysely<Tables>;

export type EventRow = Selectable<EventsTable> & {
  venue_name: string;
  venue_city: string | null;
  venue_address: string | null;
  time_zone: string;
};
export type TierRow = Selectable<TiersTable>;
export type AddOnRow = Selectable<AddOnsTable>;

const eventsWithVenue = (db: Db) =>
  db
    .selectFrom('events')
    .innerJoin('venues', 'venues.id', 'events.venue_id')
    .selectAll('events')
    .select([
      'venues.name as venue_name',
      'venues.city as venue_city',
      'venues.address as venue_address',
      'venues.time_zone',
    ]);

export const findEvent = (db: Db, id: string): Promise<EventRow | undefined> =>
  eventsWithVenue(db).where('events.id', '=', id).executeTakeFirst();

export const findEventBySlug = (db: Db, slug: string): Promise<EventRow | undefined> =>
  eventsWithVenue(db).where('events.slug', '=', slug).executeTakeFirst();

export const tiersOf = (db: Db, eventId: string): Promise<TierRow[]> =>
  db.selectFrom('tiers').selectAll().where('event_id', '=', eventId).orderBy('position').execute();

export const addOnsOf = (db: Db, eventId: string): Promise<AddOnRow[]> =>
  db.selectFrom('add_ons').selectAll().where('event_id', '=', eventId).orderBy('position').execute();

export interface EventFilter {
  readonly status?: EventsTable['status'] | undefined;
  /** Calendar days of the event, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
}

/** Events by newest date with their number in all. */
export async function listEvents(
  db: Db,
  filter: EventFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: EventRow[]; total: number }> {
  let query = db.selectFrom('events').select(['id', 'title']);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.from) query = query.where('date', '>=', filter.from);
  if (filter.to) query = query.where('date', '<=', filter.to);
  const matching = await query.orderBy('date', 'desc').orderBy('id', 'desc').execute();
  // Events are few (thousands), and no database folds accents and capitals as `fold` does: so titles are compared here.
  const wanted = fold(filter.q ?? '');
  const ids = matching.filter(({ title }) => fold(title).includes(wanted)).map(({ id }) => id);
  const shown = ids.slice(page.offset, page.offset + page.limit);
  if (shown.length === 0) return { rows: [], total: ids.length };
  const rows = await eventsWithVenue(db)
    .where('events.id', 'in', shown)
    .orderBy('events.date', 'desc')
    .orderBy('events.id', 'desc')
    .execute();
  return { rows, total: ids.length };
}

/** Published events: those to come and under way at `now` (milliseconds), the next one first, then the past ones. */
export async function listPublished(
  db: Db,
  now: number,
  page: { limit: number; offset: number },
): Promise<{ rows: EventRow[]; total: number }> {
  const open = eventsWithVenue(db).where('events.status', '=', 'published');
  const { total } = await open
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await open
    .orderBy((eb) => eb('events.ends_at', '<', toInstant(now)))
    .orderBy('events.starts_at')
    .orderBy('events.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total };
}

/** Published events that are not over at `now` (milliseconds), the next one first, each with its tiers. */
export async function listOnSale(db: Db, now: number, limit: number): Promise<(EventRow & { tiers: TierRow[] })[]> {
  const events = await eventsWithVenue(db)
    .where('events.status', '=', 'published')
    .where('events.ends_at', '>=', toInstant(now))
    .orderBy('events.starts_at')
    .orderBy('events.id')
    .limit(limit)
    .execute();
  if (events.length === 0) return [];
  const ids = events.map(({ id }) => id);
  const tiers = await db.selectFrom('tiers').selectAll().where('event_id', 'in', ids).orderBy('position').execute();
  return events.map((event) => ({ ...event, tiers: tiers.filter((tier) => tier.event_id === event.id) }));
}

export interface EventSales {
  readonly orders: number;
  readonly gross: number;
  readonly discounts: number;
  readonly refunded: number;
  readonly checkedIn: number;
}

/** Money and admissions of an event: orders that were paid once; refunds are subtracted from `gross − discounts` to make the net. */
export async function salesOf(db: Db, eventId: string): Promise<EventSales> {
  const money = await db
    .selectFrom('orders')
    .select((eb) => [
      eb.fn.countAll<number>().as('orders'),
      eb.fn.coalesce(eb.fn.sum<number>('subtotal'), sql<number>`0`).as('gross'),
      eb.fn.coalesce(eb.fn.sum<number>('discount'), sql<number>`0`).as('discounts'),
      eb.fn.coalesce(eb.fn.sum<number>('refunded'), sql<number>`0`).as('refunded'),
    ])
    .where('event_id', '=', eventId)
    .where('paid_at', 'is not', null)
    .executeTakeFirstOrThrow();
  const { checkedIn } = await db
    .selectFrom('admissions')
    .select((eb) => eb.fn.count<number>('ticket_id').distinct().as('checkedIn'))
    .where('event_id', '=', eventId)
    .where((eb) => eb.or([eb('ended_how', 'is', null), eb('ended_how', '=', 'exit')]))
    .executeTakeFirstOrThrow();
  return { ...money, checkedIn };
}

export async function hasOrders(db: Db, eventId: string): Promise<boolean> {
  const row = await db.selectFrom('orders').select('id').where('event_id', '=', eventId).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** A slug that no event has yet: `wanted`, else `wanted-2`, `wanted-3` … */
export async function freeSlug(db: Db, wanted: string, exceptId = ''): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    const taken = await db
      .selectFrom('events')
      .select('id')
      .where('slug', '=', slug)
      .where('id', '<>', exceptId)
      .executeTakeFirst();
    if (!taken) return slug;
  }
}
