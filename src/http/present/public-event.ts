import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { addOnsOf, tiersOf, type EventRow } from '../../db/events.ts';
import type { Settings } from '../../db/settings.ts';
import type { Tables } from '../../db/tables.ts';
import { formatMoney } from '../../shared/money.ts';
import type { publicEventOut } from '../../shared/public-events.ts';
import { eventUrl } from '../../usecases/event-details.ts';
import { placesLeft, stockLeft } from './event.ts';

/** What a visitor may know of an event. It costs as much as the event has tiers and add-ons, however much was sold. */
export async function presentPublicEvent(
  db: Kysely<Tables>,
  event: EventRow,
  { organization, publicUrl }: Settings,
  origin: string,
): Promise<z.output<typeof publicEventOut>> {
  const money = (minor: number): string => formatMoney(minor, event.currency);
  const tiers = (await tiersOf(db, event.id)).map((tier) => ({ tier, available: placesLeft(event, tier) }));
  const addOns = await addOnsOf(db, event.id);
  return {
    id: event.id,
    title: event.title,
    slug: event.slug,
    description: event.description,
    date: event.date,
    startTime: event.start_time,
    endTime: event.end_time,
    startsAt: event.starts_at,
    endsAt: event.ends_at,
    timeZone: event.time_zone,
    venue: event.venue_name,
    currency: event.currency,
    url: eventUrl(publicUrl ?? origin, event.slug),
    city: event.venue_city,
    address: event.venue_address,
    tiers: tiers.map(({ tier: { id, name, price }, available }) => {
      return { id, name, price: money(price), available, soldOut: available === 0 };
    }),
    addOns: addOns.map((addOn) => {
      return { id: addOn.id, name: addOn.name, price: money(addOn.price), available: stockLeft(addOn) };
    }),
    soldOut: tiers.every(({ available }) => available === 0),
    organization,
  };
}
