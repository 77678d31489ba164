import { readSettings, writeSettings } from '../db/settings.ts';
import { isConstraint, type Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { eventWindow, machineTimeZone } from '../shared/instant.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { recordAudit } from './record-audit.ts';

export interface VenueInput {
  readonly name: string;
  readonly city: string | null;
  readonly address: string | null;
  readonly timeZone?: string | undefined;
}

/** Adds a venue, in this machine's zone unless told; the first one becomes the default. @returns its id */
export async function createVenue(trx: Trx, call: Call, input: VenueInput): Promise<string> {
  const id = newId('venue', call.now);
  const timeZone = input.timeZone ?? machineTimeZone();
  await trx
    .insertInto('venues')
    .values({
      id,
      name: input.name,
      city: input.city,
      address: input.address,
      time_zone: timeZone,
      created_at: instantOf(call),
    })
    .execute();
  if ((await readSettings(trx)).defaultVenueId === '') await writeSettings(trx, { defaultVenueId: id });
  await recordAudit(trx, call, 'venue.create', id, null, { ...input, timeZone });
  return id;
}

async function mustFindVenue(trx: Trx, id: string) {
  const venue = await trx.selectFrom('venues').selectAll().where('id', '=', id).executeTakeFirst();
  if (!venue) throw new BoxOfficeError('not_found', 'There is no such venue.');
  return venue;
}

/** Changes a venue; a new time zone moves its events' instants, as their wall clock is what was announced. @throws 404 */
export async function updateVenue(
  trx: Trx,
  call: Call,
  id: string,
  change: {
    name?: string | undefined;
    city?: string | null | undefined;
    address?: string | null | undefined;
    timeZone?: string | undefined;
  },
): Promise<void> {
  const venue = await mustFindVenue(trx, id);
  const after = {
    name: change.name ?? venue.name,
    city: change.city === undefined ? venue.city : change.city,
    address: change.address === undefined ? venue.address : change.address,
    time_zone: change.timeZone ?? venue.time_zone,
  };
  await trx.updateTable('venues').set(after).where('id', '=', id).execute();
  if (after.time_zone !== venue.time_zone) {
    const events = await trx
      .selectFrom('events')
      .select(['id', 'date', 'start_time', 'end_time'])
      .where('venue_id', '=', id)
      .execute();
    for (const event of events) {
      const window = eventWindow(
        { date: event.date, startTime: event.start_time, endTime: event.end_time },
        after.time_zone,
      );
      await trx
        .updateTable('events')
        .set({ starts_at: window.startsAt, ends_at: window.endsAt })
        .where('id', '=', event.id)
        .execute();
    }
  }
  await recordAudit(trx, call, 'venue.update', id, { ...venue }, after);
}

/** Removes a venue that no event uses and that is not the default. @throws 404 · 409 in_use */
export async function deleteVenue(trx: Trx, call: Call, id: string): Promise<void> {
  const venue = await mustFindVenue(trx, id);
  if ((await readSettings(trx)).defaultVenueId === id)
    throw new BoxOfficeError('in_use', 'This is the default venue. Make another one the default first.');
  try {
    await trx.deleteFrom('venues').where('id', '=', id).execute();
  } catch (error) {
    throw isConstraint(error) ? new BoxOfficeError('in_use', 'Events take place here.') : error;
  }
  await recordAudit(trx, call, 'venue.delete', id, { name: venue.name }, null);
}
