import { addOnsOf, freeSlug, hasOrders, tiersOf, type EventRow } from '../db/events.ts';
import { readSettings } from '../db/settings.ts';
import { isConstraint, type Trx } from '../db/write-door.ts';
import { statusRefusal } from '../domain/event-status.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import type { EventStatus } from '../shared/events.ts';
import { slugOf } from '../shared/ids.ts';
import { instantOf, type Call } from './context.ts';
import {
  addOnColumns,
  eventColumns,
  mustFindEvent,
  tellPublished,
  tierColumns,
  venueFor,
  type AddOnInput,
  type EventDetails,
  type TierInput,
} from './event-details.ts';
import { newId } from './new-id.ts';
import { recordAudit } from './record-audit.ts';

export type EventChange = Partial<{ [Key in keyof EventDetails]: EventDetails[Key] | undefined }> & {
  readonly tiers?: readonly TierInput[] | undefined;
  readonly addOns?: readonly AddOnInput[] | undefined;
  readonly status?: EventStatus | undefined;
};

/**
 * Changes an event: what is absent stays. Tiers with an id change, without one are added, left out are removed.
 *
 * @param origin where this server is reached while no public address is set
 * @throws 404 · 400 · 409 tier_sold, add_on_sold, below_sold, currency_fixed, use_cancel, event_cancelled, event_has_orders
 */
export async function updateEvent(
  trx: Trx,
  call: Call,
  id: string,
  change: EventChange,
  origin: string,
): Promise<void> {
  const event = await mustFindEvent(trx, id);
  if (event.status === 'cancelled') throw new BoxOfficeError('event_cancelled', 'A cancelled event stays as it is.');
  const currency = await currencyFor(trx, event, change);
  await writeDetails(trx, call, event, change, currency);
  const { taxRate } = await readSettings(trx);
  if (change.tiers) await writeTiers(trx, call, event, change.tiers, currency, taxRate);
  if (change.addOns) await writeAddOns(trx, call, event, change.addOns, currency, taxRate);
  if (change.status) await changeStatus(trx, call, event, change.status, origin);
  const after = await mustFindEvent(trx, id);
  await recordAudit(trx, call, 'event.update', id, details(event), details(after));
}

const details = (event: EventRow) => ({
  title: event.title,
  status: event.status,
  date: event.date,
  startTime: event.start_time,
  endTime: event.end_time,
  venueId: event.venue_id,
  totalCapacity: event.total_capacity,
  currency: event.currency,
});

/** A currency changes only while nothing was sold and every price is given anew: 25.00 EUR are not 25 JPY. */
async function currencyFor(trx: Trx, event: EventRow, change: EventChange): Promise<string> {
  if (change.currency === undefined || change.currency === event.currency) return event.currency;
  if (await hasOrders(trx, event.id))
    throw new BoxOfficeError('currency_fixed', 'The currency is fixed once an order was made.');
  const priced =
    change.tiers?.every((tier) => tier.price !== undefined) &&
    (change.addOns ?? []).every((addOn) => addOn.price !== undefined);
  const addOnsLeft = change.addOns === undefined && (await addOnsOf(trx, event.id)).length > 0;
  if (!priced || addOnsLeft) throw invalidField('currency', 'Give every price in the new currency along with it');
  return change.currency;
}

async function writeDetails(
  trx: Trx,
  call: Call,
  event: EventRow,
  change: EventChange,
  currency: string,
): Promise<void> {
  const capacity = change.totalCapacity ?? event.total_capacity;
  if (capacity < event.sold + event.held) {
    throw new BoxOfficeError('below_sold', `${event.sold + event.held} places are sold or held already.`);
  }
  const venue =
    change.venueId === undefined
      ? { id: event.venue_id, timeZone: event.time_zone }
      : await venueFor(trx, call, change.venueId);
  const title = change.title ?? event.title;
  const date = change.date ?? event.date;
  const columns = eventColumns(
    {
      title,
      description: change.description === undefined ? event.description : change.description,
      date,
      startTime: change.startTime ?? event.start_time,
      endTime: change.endTime === undefined ? event.end_time : change.endTime,
      totalCapacity: capacity,
    },
    venue,
    currency,
  );
  // A published event's address is out in the world: it moves only before that.
  const renamed = event.published_at === null && (title !== event.title || date !== event.date);
  const slug = renamed ? await freeSlug(trx, slugOf(title, date), event.id) : event.slug;
  await trx
    .updateTable('events')
    .set({ ...columns, slug, updated_at: instantOf(call) })
    .where('id', '=', event.id)
    .execute();
}

async function writeTiers(
  trx: Trx,
  call: Call,
  event: EventRow,
  tiers: readonly TierInput[],
  currency: string,
  taxRate: number,
): Promise<void> {
  const known = new Map((await tiersOf(trx, event.id)).map((tier) => [tier.id, tier]));
  const kept = keptIds(tiers, known, 'tiers', 'unknown_tier');
  for (const [index, input] of tiers.entries()) {
    const tier = input.id === undefined ? undefined : known.get(input.id);
    const columns = tierColumns(input, index, currency, taxRate, tier);
    if (!tier) {
      await trx
        .insertInto('tiers')
        .values({ id: newId('tier', call.now), event_id: event.id, sold: 0, held: 0, ...columns })
        .execute();
      continue;
    }
    if (columns.quantity < tier.sold + tier.held)
      throw new BoxOfficeError('below_sold', `${tier.sold + tier.held} of ${tier.name} are sold or held already.`);
    await trx.updateTable('tiers').set(columns).where('id', '=', tier.id).execute();
  }
  for (const tier of known.values()) {
    if (!kept.has(tier.id))
      await removeUnsold(
        trx,
        'tiers',
        tier.id,
        new BoxOfficeError('tier_sold', `${tier.name} was sold and cannot be removed.`),
      );
  }
}

async function writeAddOns(
  trx: Trx,
  call: Call,
  event: EventRow,
  addOns: readonly AddOnInput[],
  currency: string,
  taxRate: number,
): Promise<void> {
  const known = new Map((await addOnsOf(trx, event.id)).map((addOn) => [addOn.id, addOn]));
  const kept = keptIds(addOns, known, 'addOns', 'unknown_add_on');
  for (const [index, input] of addOns.entries()) {
    const addOn = input.id === undefined ? undefined : known.get(input.id);
    const columns = addOnColumns(input, index, currency, taxRate, addOn);
    if (!addOn) {
      await trx
        .insertInto('add_ons')
        .values({ id: newId('addOn', call.now), event_id: event.id, sold: 0, held: 0, ...columns })
        .execute();
      continue;
    }
    if (columns.quantity !== null && columns.quantity < addOn.sold + addOn.held)
      throw new BoxOfficeError('below_sold', `${addOn.sold + addOn.held} of ${addOn.name} are sold or held already.`);
    await trx.updateTable('add_ons').set(columns).where('id', '=', addOn.id).execute();
  }
  for (const addOn of known.values()) {
    if (!kept.has(addOn.id))
      await removeUnsold(
        trx,
        'add_ons',
        addOn.id,
        new BoxOfficeError('add_on_sold', `${addOn.name} was sold and cannot be removed.`),
      );
  }
}

function keptIds(
  inputs: readonly { id?: string | undefined }[],
  known: ReadonlyMap<string, unknown>,
  list: string,
  code: 'unknown_tier' | 'unknown_add_on',
): Set<string> {
  const kept = new Set<string>();
  for (const [index, { id }] of inputs.entries()) {
    if (id === undefined) continue;
    if (!known.has(id)) throw invalidField(`${list}.${index}.id`, 'is not one of this event', code);
    if (kept.has(id)) throw invalidField(`${list}.${index}.id`, 'is named twice');
    kept.add(id);
  }
  return kept;
}

/** Removes a row that no ticket or order line ever named: the foreign keys decide. */
async function removeUnsold(trx: Trx, table: 'tiers' | 'add_ons', id: string, refusal: BoxOfficeError): Promise<void> {
  try {
    await trx.deleteFrom(table).where('id', '=', id).execute();
  } catch (error) {
    throw isConstraint(error) ? refusal : error;
  }
}

async function changeStatus(trx: Trx, call: Call, event: EventRow, status: EventStatus, origin: string): Promise<void> {
  const refusal = statusRefusal(event.status, status, await hasOrders(trx, event.id));
  if (refusal) throw new BoxOfficeError(refusal, STATUS_SENTENCES[refusal] ?? `The event cannot become ${status}.`);
  if (event.status === status) return;
  const first = status === 'published' && event.published_at === null;
  await trx
    .updateTable('events')
    .set({ status, ...(first ? { published_at: instantOf(call) } : {}) })
    .where('id', '=', event.id)
    .execute();
  if (first) await tellPublished(trx, call, event.id, origin);
}

const STATUS_SENTENCES: Record<string, string> = {
  use_cancel: 'Cancel the event instead: its orders are refunded then.',
  event_has_orders: 'The event has orders, so it stays published. Cancel it instead.',
  status_not_possible: 'Only a published event can be completed.',
};
