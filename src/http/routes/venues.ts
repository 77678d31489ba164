import type { Kysely, Selectable } from 'kysely';
import type { Tables, VenuesTable } from '../../db/tables.ts';
import { readSettings } from '../../db/settings.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { createVenue, deleteVenue, getVenue, listVenues, updateVenue } from '../../shared/venues.ts';
import * as venues from '../../usecases/venues.ts';
import { pageOf } from '../page.ts';
import { Answer, type RouteTable } from '../route-table.ts';

const present = (venue: Selectable<VenuesTable>, defaultId: string) => ({
  id: venue.id,
  name: venue.name,
  city: venue.city,
  address: venue.address,
  timeZone: venue.time_zone,
  isDefault: venue.id === defaultId,
  createdAt: venue.created_at,
});

async function presentVenue(db: Kysely<Tables>, id: string) {
  const venue = await db.selectFrom('venues').selectAll().where('id', '=', id).executeTakeFirst();
  if (!venue) throw new BoxOfficeError('not_found', 'There is no such venue.');
  return present(venue, (await readSettings(db)).defaultVenueId);
}

export function venueRoutes(routes: RouteTable): void {
  routes.read(listVenues, async ({ db }, { query }) => {
    const { defaultVenueId } = await readSettings(db);
    const { limit, offset } = pageOf(query);
    const rows = await db
      .selectFrom('venues')
      .selectAll()
      .orderBy('name')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute();
    const { total } = await db
      .selectFrom('venues')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    return new Answer(
      rows.map((venue) => present(venue, defaultVenueId)),
      { total },
    );
  });
  routes.read(getVenue, ({ db }, { params }) => presentVenue(db, params['id'] ?? ''));
  routes.change(createVenue, async (trx, call, { body }) =>
    presentVenue(trx, await venues.createVenue(trx, call, body)),
  );
  routes.change(updateVenue, async (trx, call, { params, body }) => {
    await venues.updateVenue(trx, call, params['id'] ?? '', body);
    return presentVenue(trx, params['id'] ?? '');
  });
  routes.change(deleteVenue, async (trx, call, { params }) => {
    await venues.deleteVenue(trx, call, params['id'] ?? '');
    return { id: params['id'] ?? '', deleted: true as const };
  });
}
