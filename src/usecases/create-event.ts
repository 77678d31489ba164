import { freeSlug } from '../db/events.ts';
import { readSettings } from '../db/settings.ts';
import type { Trx } from '../db/write-door.ts';
import { slugOf } from '../shared/ids.ts';
import { instantOf, type Call } from './context.ts';
import {
  addOnColumns,
  eventColumns,
  tellPublished,
  tierColumns,
  venueFor,
  type AddOnInput,
  type EventDetails,
  type TierInput,
} from './event-details.ts';
import { newId } from './new-id.ts';
import { recordAudit } from './record-audit.ts';

export interface NewEvent extends EventDetails {
  readonly tiers: readonly TierInput[];
  readonly addOns?: readonly AddOnInput[] | undefined;
  readonly status?: 'draft' | 'published' | undefined;
}

/**
 * Creates an event, a draft unless told.
 *
 * @param origin where this server is reached while no public address is set
 * @returns its id
 * @throws 400 for an unknown venue or a price that is no amount of its currency
 */
export async function createEvent(trx: Trx, call: Call, input: NewEvent, origin: string): Promise<string> {
  const settings = await readSettings(trx);
  const venue = await venueFor(trx, call, input.venueId);
  const currency = input.currency ?? settings.currency;
  const id = newId('event', call.now);
  const now = instantOf(call);
  const status = input.status ?? 'draft';
  await trx
    .insertInto('events')
    .values({
      id,
      slug: await freeSlug(trx, slugOf(input.title, input.date)),
      status,
      ...eventColumns(input, venue, currency),
      sold: 0,
      held: 0,
      cancel_reason: null,
      published_at: status === 'published' ? now : null,
      cancelled_at: null,
      cancelled_by: null,
      cancel_finished_at: null,
      created_at: now,
      updated_at: now,
    })
    .execute();
  for (const [index, tier] of input.tiers.entries()) {
    await trx
      .insertInto('tiers')
      .values({
        id: newId('tier', call.now),
        event_id: id,
        sold: 0,
        held: 0,
        ...tierColumns(tier, index, currency, settings.taxRate),
      })
      .execute();
  }
  for (const [index, addOn] of (input.addOns ?? []).entries()) {
    await trx
      .insertInto('add_ons')
      .values({
        id: newId('addOn', call.now),
        event_id: id,
        sold: 0,
        held: 0,
        ...addOnColumns(addOn, index, currency, settings.taxRate),
      })
      .execute();
  }
  await recordAudit(trx, call, 'event.create', id, null, { title: input.title, date: input.date, status });
  if (status === 'published') await tellPublished(trx, call, id, origin);
  return id;
}
