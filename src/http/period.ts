import type { Kysely } from 'kysely';
import { readSettings } from '../db/settings.ts';
import type { Tables } from '../db/tables.ts';
import { dayBounds, machineTimeZone, type Instant } from '../shared/instant.ts';

export interface Days {
  readonly date?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The days that a caller names, as instants in the default venue's zone: `from` inclusive, `to` exclusive. */
export async function periodOf(
  db: Kysely<Tables>,
  days: Days,
): Promise<{ from: Instant | undefined; to: Instant | undefined }> {
  const { defaultVenueId } = await readSettings(db);
  const venue = await db.selectFrom('venues').select('time_zone').where('id', '=', defaultVenueId).executeTakeFirst();
  const zone = venue?.time_zone ?? machineTimeZone();
  const bounds = (wanted: readonly (string | undefined)[]) =>
    wanted.flatMap((day) => (day === undefined ? [] : [dayBounds(day, zone)]));
  return {
    from: bounds([days.date, days.from])
      .map((day) => day.from)
      .sort()
      .at(-1),
    to: bounds([days.date, days.to])
      .map((day) => day.to)
      .sort()
      .at(0),
  };
}
