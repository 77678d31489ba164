import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { entriesOfNextQuarter } from '../../db/reports.ts';
import { readSettings } from '../../db/settings.ts';
import type { Tables } from '../../db/tables.ts';
import { invalidField } from '../../shared/errors.ts';
import { dayBounds, machineTimeZone } from '../../shared/instant.ts';
import * as contract from '../../shared/reports.ts';
import { salesFigures } from '../../usecases/sales-report.ts';
import { csvStream } from '../csv.ts';
import { periodOf, type Days } from '../period.ts';
import { presentSales, SALES_CSV_HEADER, salesCsvRows } from '../present/report.ts';
import { Answer, type RouteTable } from '../route-table.ts';

type Db = Kysely<Tables>;

interface Wanted extends Days {
  readonly eventId?: string | undefined;
  readonly currency?: string | undefined;
}

const findEvent = async (db: Db, id: string) => {
  const event = await db
    .selectFrom('events')
    .innerJoin('venues', 'venues.id', 'events.venue_id')
    .select(['events.currency', 'venues.time_zone'])
    .where('events.id', '=', id)
    .executeTakeFirst();
  if (!event) throw invalidField('eventId', 'There is no such event', 'unknown_event');
  return event;
};

/** Days are those of the default venue, an event's those of its own. */
async function report(db: Db, query: Wanted) {
  const event = query.eventId === undefined ? undefined : await findEvent(db, query.eventId);
  const settings = await readSettings(db);
  const currency = query.currency ?? event?.currency ?? settings.currency;
  const venue = await db
    .selectFrom('venues')
    .select('time_zone')
    .where('id', '=', settings.defaultVenueId)
    .executeTakeFirst();
  const filter = { currency, eventId: query.eventId, ...(await periodOf(db, query)) };
  return presentSales(db, await salesFigures(db, filter, venue?.time_zone ?? machineTimeZone()), currency);
}

export function reportRoutes(routes: RouteTable): void {
  routes.read(contract.salesReport, ({ db }, { query }) => report(db, query));

  routes.read(contract.exportSalesReport, async ({ db, ctx }, { query }) => {
    const rows = salesCsvRows(await report(db, query));
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment('sales-report.csv');
    async function* pages() {
      yield await Promise.resolve(rows);
    }
    return new Answer(csvStream(SALES_CSV_HEADER, pages()) as unknown as string);
  });

  routes.read(contract.entriesReport, async ({ db }, { query }) => {
    const { time_zone: timeZone } = await findEvent(db, query.eventId);
    const quarters = [];
    const to = query.to === undefined ? '9999' : dayBounds(query.to, timeZone).to;
    let from = query.from === undefined ? '' : dayBounds(query.from, timeZone).from;
    for (;;) {
      const quarter = await entriesOfNextQuarter(db, query.eventId, from, to);
      if (quarter === null) break;
      const total = quarter.gates.reduce((sum, { count }) => sum + count, 0);
      if (total > 0) quarters.push({ at: quarter.begin, total, gates: quarter.gates });
      from = quarter.end;
      await nextTurn();
    }
    return { timeZone, quarters };
  });
}
