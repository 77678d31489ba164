import { addOnsOf, freeSlug, tiersOf } from '../db/events.ts';
import type { Trx } from '../db/write-door.ts';
import { slugOf } from '../shared/ids.ts';
import { fromInstant, toInstant, type Instant } from '../shared/instant.ts';
import { instantOf, type Call } from './context.ts';
import { eventColumns, mustFindEvent } from './event-details.ts';
import { newId } from './new-id.ts';
import { recordAudit } from './record-audit.ts';

export interface DuplicateInput {
  readonly date: string;
  readonly startTime?: string | undefined;
  readonly endTime?: string | null | undefined;
  readonly title?: string | undefined;
}

/** A draft with the same tiers and add-ons on another day, nothing sold; validity windows move along with the start. @returns its id. @throws 404 */
export async function duplicateEvent(trx: Trx, call: Call, id: string, input: DuplicateInput): Promise<string> {
  const event = await mustFindEvent(trx, id);
  const copyId = newId('event', call.now);
  const now = instantOf(call);
  const columns = eventColumns(
    {
      title: input.title ?? event.title,
      description: event.description,
      date: input.date,
      startTime: input.startTime ?? event.start_time,
      endTime: input.endTime === undefined ? event.end_time : input.endTime,
      totalCapacity: event.total_capacity,
    },
    { id: event.venue_id, timeZone: event.time_zone },
    event.currency,
  );
  await trx
    .insertInto('events')
    .values({
      id: copyId,
      slug: await freeSlug(trx, slugOf(columns.title, input.date)),
      status: 'draft',
      ...columns,
      sold: 0,
      held: 0,
      cancel_reason: null,
      published_at: null,
      cancelled_at: null,
      cancelled_by: null,
      cancel_finished_at: null,
      created_at: now,
      updated_at: now,
    })
    .execute();
  const move = fromInstant(columns.starts_at) - fromInstant(event.starts_at);
  const moved = (at: Instant | null): Instant | null => (at === null ? null : toInstant(fromInstant(at) + move));
  for (const tier of await tiersOf(trx, id)) {
    const fresh = { id: newId('tier', call.now), event_id: copyId, sold: 0, held: 0 };
    const window = { valid_from: moved(tier.valid_from), valid_until: moved(tier.valid_until) };
    await trx
      .insertInto('tiers')
      .values({ ...tier, ...window, ...fresh })
      .execute();
  }
  for (const addOn of await addOnsOf(trx, id)) {
    await trx
      .insertInto('add_ons')
      .values({ ...addOn, id: newId('addOn', call.now), event_id: copyId, sold: 0, held: 0 })
      .execute();
  }
  await recordAudit(trx, call, 'event.duplicate', copyId, null, { from: id, date: input.date });
  return copyId;
}
