import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { findEventBySlug, listPublished, type EventRow } from '../../db/events.ts';
import { readSettings } from '../../db/settings.ts';
import type { Tables } from '../../db/tables.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { getPublicEvent, listPublicEvents, type publicEventOut } from '../../shared/public-events.ts';
import { pageOf } from '../page.ts';
import { presentEvent } from '../present/event.ts';
import { Answer, type RouteTable } from '../route-table.ts';

/** The public side of an event: what the full answer says, less what is the organizer's business. */
async function presentPublic(
  db: Kysely<Tables>,
  event: EventRow,
  origin: string,
): Promise<z.input<typeof publicEventOut>> {
  const full = await presentEvent(db, event, origin);
  const { organization } = await readSettings(db);
  const { id, title, slug, description, date, startTime, endTime, startsAt, endsAt, timeZone, venue, currency, url } =
    full;
  return {
    id,
    title,
    slug,
    description,
    date,
    startTime,
    endTime,
    startsAt,
    endsAt,
    timeZone,
    venue,
    currency,
    url,
    city: event.venue_city,
    address: event.venue_address,
    tiers: full.tiers.map((tier) => ({
      id: tier.id,
      name: tier.name,
      price: tier.price,
      available: tier.available,
      soldOut: tier.available === 0,
    })),
    addOns: full.addOns.map((addOn) => ({
      id: addOn.id,
      name: addOn.name,
      price: addOn.price,
      available: addOn.available,
    })),
    soldOut: full.sales.ticketsAvailable === 0,
    organization,
  };
}

/** @param origin where this server is reached while no public address is set */
export function publicEventRoutes(routes: RouteTable, origin: () => string): void {
  routes.read(listPublicEvents, async ({ db, now }, { query }) => {
    const { rows, total } = await listPublished(db, now, pageOf(query));
    const shown = [];
    for (const row of rows) shown.push(await presentPublic(db, row, origin()));
    return new Answer(shown, { total });
  });

  routes.read(getPublicEvent, async ({ db }, { params }) => {
    const event = await findEventBySlug(db, params['slug'] ?? '');
    if (event?.status !== 'published') throw new BoxOfficeError('not_found', 'There is no such event.');
    return presentPublic(db, event, origin());
  });
}
