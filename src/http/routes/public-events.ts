import { findEventBySlug, listPublished } from '../../db/events.ts';
import { readSettings } from '../../db/settings.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { getPublicEvent, listPublicEvents } from '../../shared/public-events.ts';
import { pageOf } from '../page.ts';
import { presentPublicEvent } from '../present/public-event.ts';
import { Answer, type RouteTable } from '../route-table.ts';

/** @param origin where this server is reached while no public address is set */
export function publicEventRoutes(routes: RouteTable, origin: () => string): void {
  routes.read(listPublicEvents, async ({ db, now }, { query }) => {
    const { rows, total } = await listPublished(db, now, pageOf(query));
    const settings = await readSettings(db);
    const shown = [];
    for (const row of rows) shown.push(await presentPublicEvent(db, row, settings, origin()));
    return new Answer(shown, { total });
  });

  routes.read(getPublicEvent, async ({ db }, { params }) => {
    const event = await findEventBySlug(db, params['slug'] ?? '');
    if (event?.status !== 'published') throw new BoxOfficeError('not_found', 'There is no such event.');
    return presentPublicEvent(db, event, await readSettings(db), origin());
  });
}
