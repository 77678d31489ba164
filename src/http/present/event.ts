import type { Kysely } from 'kysely';
import { addOnsOf, salesOf, tiersOf, type AddOnRow, type EventRow, type TierRow } from '../../db/events.ts';
import { readSettings } from '../../db/settings.ts';
import type { Tables } from '../../db/tables.ts';
import type { EventOut } from '../../shared/events.ts';
import { formatMoney } from '../../shared/money.ts';
import { eventUrl } from '../../usecases/event-details.ts';

type Places = Pick<EventRow, 'total_capacity' | 'sold' | 'held'>;

/** Places of a tier that can be had: what it has left, within the capacity that binds across tiers. */
export const placesLeft = (event: Places, tier: Pick<TierRow, 'quantity' | 'sold' | 'held'>): number =>
  Math.min(tier.quantity - tier.sold - tier.held, event.total_capacity - event.sold - event.held);

/** What is left of an add-on; null where it is without limit. */
export const stockLeft = (addOn: Pick<AddOnRow, 'quantity' | 'sold' | 'held'>): number | null =>
  addOn.quantity === null ? null : addOn.quantity - addOn.sold - addOn.held;

/** An event as the API shows it. Available places are what its tiers have left within the capacity that binds across them. */
export async function presentEvent(db: Kysely<Tables>, event: EventRow, origin: string): Promise<EventOut> {
  const money = (minor: number): string => formatMoney(minor, event.currency);
  const [tiers, addOns, sales, settings] = [
    await tiersOf(db, event.id),
    await addOnsOf(db, event.id),
    await salesOf(db, event.id),
    await readSettings(db),
  ];
  const left = event.total_capacity - event.sold - event.held;
  const inTiers = tiers.reduce((sum, tier) => sum + placesLeft(event, tier), 0);
  return {
    id: event.id,
    title: event.title,
    slug: event.slug,
    description: event.description,
    status: event.status,
    date: event.date,
    startTime: event.start_time,
    endTime: event.end_time,
    timeZone: event.time_zone,
    startsAt: event.starts_at,
    endsAt: event.ends_at,
    venueId: event.venue_id,
    venue: event.venue_name,
    totalCapacity: event.total_capacity,
    currency: event.currency,
    tiers: tiers.map((tier) => ({
      id: tier.id,
      name: tier.name,
      price: money(tier.price),
      quantity: tier.quantity,
      sold: tier.sold,
      available: placesLeft(event, tier),
      held: tier.held,
      taxRate: tier.tax_rate / 100,
      validFrom: tier.valid_from,
      validUntil: tier.valid_until,
      gates: tier.gates === null ? null : (JSON.parse(tier.gates) as string[]),
      reentry: tier.reentry === 1,
    })),
    addOns: addOns.map((addOn) => ({
      id: addOn.id,
      name: addOn.name,
      price: money(addOn.price),
      quantity: addOn.quantity,
      sold: addOn.sold,
      available: stockLeft(addOn),
      taxRate: addOn.tax_rate / 100,
    })),
    sales: {
      orders: sales.orders,
      ticketsSold: event.sold,
      ticketsAvailable: Math.min(inTiers, left),
      gross: money(sales.gross),
      discounts: money(sales.discounts),
      refunded: money(sales.refunded),
      net: money(sales.gross - sales.discounts - sales.refunded),
      checkedIn: sales.checkedIn,
    },
    url: eventUrl(settings.publicUrl ?? origin, event.slug),
    createdAt: event.created_at,
    updatedAt: event.updated_at,
  };
}
