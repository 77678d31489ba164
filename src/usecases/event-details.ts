import { findEvent, type EventRow } from '../db/events.ts';
import { readSettings } from '../db/settings.ts';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import { eventWindow, machineTimeZone } from '../shared/instant.ts';
import { formatMoney, type MoneyIn } from '../shared/money.ts';
import { toHundredths } from '../shared/operation.ts';
import type { Call } from './context.ts';
import { createVenue } from './venues.ts';
import { moneyOf } from './order-input.ts';
import { tellWebhooks } from './tell-webhooks.ts';

export interface TierInput {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly price?: MoneyIn | undefined;
  readonly quantity?: number | undefined;
  readonly taxRate?: number | undefined;
  readonly validFrom?: string | null | undefined;
  readonly validUntil?: string | null | undefined;
  readonly gates?: readonly string[] | null | undefined;
  readonly reentry?: boolean | undefined;
}

export interface AddOnInput {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly price?: MoneyIn | undefined;
  readonly quantity?: number | null | undefined;
  readonly taxRate?: number | undefined;
}

export interface EventDetails {
  readonly title: string;
  readonly description?: string | null | undefined;
  readonly date: string;
  readonly startTime: string;
  readonly endTime?: string | null | undefined;
  readonly venueId?: string | null | undefined;
  readonly totalCapacity: number;
  readonly currency?: string | undefined;
}

export async function mustFindEvent(trx: Trx, id: string): Promise<EventRow> {
  const event = await findEvent(trx, id);
  if (!event) throw new BoxOfficeError('not_found', 'There is no such event.');
  return event;
}

/** The named venue, else the default one, which is made at the first need. @throws 400 unknown_venue */
export async function venueFor(
  trx: Trx,
  call: Call,
  venueId: string | null | undefined,
): Promise<{ id: string; timeZone: string }> {
  const wanted = venueId ?? (await readSettings(trx)).defaultVenueId;
  if (wanted !== '') {
    const venue = await trx
      .selectFrom('venues')
      .select(['id', 'time_zone'])
      .where('id', '=', wanted)
      .executeTakeFirst();
    if (venue) return { id: venue.id, timeZone: venue.time_zone };
    if (venueId != null) throw invalidField('venueId', 'There is no such venue', 'unknown_venue');
  }
  const { organization } = await readSettings(trx);
  const id = await createVenue(trx, call, {
    name: organization,
    city: null,
    address: null,
    timeZone: machineTimeZone(),
  });
  return { id, timeZone: machineTimeZone() };
}

/** The columns of an event that follow from its details. */
export function eventColumns(details: EventDetails, venue: { id: string; timeZone: string }, currency: string) {
  const endTime = details.endTime ?? null;
  const window = eventWindow({ date: details.date, startTime: details.startTime, endTime }, venue.timeZone);
  return {
    title: details.title,
    description: details.description || null,
    date: details.date,
    start_time: details.startTime,
    end_time: endTime,
    starts_at: window.startsAt,
    ends_at: window.endsAt,
    venue_id: venue.id,
    total_capacity: details.totalCapacity,
    currency,
  };
}

function required<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw invalidField(path, 'is required');
  return value;
}

/** The columns of a tier, from its input over what it is today (`known`). @throws 400 */
export function tierColumns(tier: TierInput, index: number, currency: string, defaultTax: number, known?: KnownTier) {
  const path = `tiers.${index}`;
  const validFrom = tier.validFrom === undefined ? (known?.valid_from ?? null) : tier.validFrom;
  const validUntil = tier.validUntil === undefined ? (known?.valid_until ?? null) : tier.validUntil;
  if (validFrom !== null && validUntil !== null && validFrom >= validUntil)
    throw invalidField(`${path}.validUntil`, 'must be after validFrom');
  return {
    name: required(tier.name ?? known?.name, `${path}.name`),
    price: required(
      tier.price === undefined ? known?.price : moneyOf(tier.price, currency, `${path}.price`),
      `${path}.price`,
    ),
    quantity: required(tier.quantity ?? known?.quantity, `${path}.quantity`),
    tax_rate: tier.taxRate === undefined ? (known?.tax_rate ?? defaultTax) : toHundredths(tier.taxRate),
    valid_from: validFrom,
    valid_until: validUntil,
    gates:
      tier.gates === undefined
        ? (known?.gates ?? null)
        : tier.gates && tier.gates.length > 0
          ? JSON.stringify(tier.gates)
          : null,
    reentry: tier.reentry === undefined ? (known?.reentry ?? 1) : tier.reentry ? (1 as const) : (0 as const),
    position: index,
  };
}

export interface KnownTier {
  readonly name: string;
  readonly price: number;
  readonly quantity: number;
  readonly tax_rate: number;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly gates: string | null;
  readonly reentry: 0 | 1;
}

/** The columns of an add-on. @throws 400 */
export function addOnColumns(
  addOn: AddOnInput,
  index: number,
  currency: string,
  defaultTax: number,
  known?: { name: string; price: number; quantity: number | null; tax_rate: number },
) {
  const path = `addOns.${index}`;
  return {
    name: required(addOn.name ?? known?.name, `${path}.name`),
    price: required(
      addOn.price === undefined ? known?.price : moneyOf(addOn.price, currency, `${path}.price`),
      `${path}.price`,
    ),
    quantity: addOn.quantity === undefined ? (known?.quantity ?? null) : addOn.quantity,
    tax_rate: addOn.taxRate === undefined ? (known?.tax_rate ?? defaultTax) : toHundredths(addOn.taxRate),
    position: index,
  };
}

/** Where the public finds an event. */
export const eventUrl = (base: string, slug: string): string => `${base}/events/${slug}`;

/**
 * Tells that an event went live, with the fields of the reference's example.
 *
 * @param origin where this server is reached while no public address is set
 */
export async function tellPublished(trx: Trx, call: Call, eventId: string, origin: string): Promise<void> {
  await tellWebhooks(trx, call, 'event.published', eventId, async () => {
    const event = await mustFindEvent(trx, eventId);
    const tiers = await trx
      .selectFrom('tiers')
      .select(['name', 'price', 'quantity'])
      .where('event_id', '=', eventId)
      .orderBy('position')
      .execute();
    const { publicUrl } = await readSettings(trx);
    return {
      eventId,
      title: event.title,
      slug: event.slug,
      date: event.date,
      startTime: event.start_time,
      endTime: event.end_time,
      venue: event.venue_name,
      totalCapacity: event.total_capacity,
      tiers: tiers.map((tier) => ({
        name: tier.name,
        price: formatMoney(tier.price, event.currency),
        quantity: tier.quantity,
      })),
      url: eventUrl(publicUrl ?? origin, event.slug),
    };
  });
}
