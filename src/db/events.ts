import { sql, type Kysely, type Selectable } from 'kysely';
import type { AddOnsTable, EventsTable, Tables, TiersTable } from './tables.ts';

type Db = Kysely<Tables>;

export type EventRow = Selectable<EventsTable> & { venue_name: string; time_zone: string };
export type TierRow = Selectable<TiersTable>;
export type AddOnRow = Selectable<AddOnsTable>;

const eventsWithVenue = (db: Db) =>
  db
    .selectFrom('events')
    .innerJoin('venues', 'venues.id', 'events.venue_id')
    .selectAll('events')
    .select(['venues.name as venue_name', 'venues.time_zone']);

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

/** Escapes what LIKE would read as a pattern; use with ESCAPE '\'. */
const likeText = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** Events by newest date with their number in all. Events are few (thousands), so a title is searched by LIKE. */
export async function listEvents(
  db: Db,
  filter: EventFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: EventRow[]; total: number }> {
  let query = eventsWithVenue(db);
  if (filter.status) query = query.where('events.status', '=', filter.status);
  if (filter.from) query = query.where('events.date', '>=', filter.from);
  if (filter.to) query = query.where('events.date', '<=', filter.to);
  if (filter.q) query = query.where(sql<boolean>`lower(events.title) LIKE ${likeText(filter.q)} ESCAPE '\\'`);
  const { total } = await query
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .orderBy('events.date', 'desc')
    .orderBy('events.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total };
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
