import type { Kysely } from 'kysely';
import { addOnsOf, salesOf, tiersOf, type EventRow } from '../../db/events.ts';
import { readSettings } from '../../db/settings.ts';
import type { Tables } from '../../db/tables.ts';
import type { EventOut } from '../../shared/events.ts';
import { formatMoney } from '../../shared/money.ts';
import { eventUrl } from '../../usecases/event-details.ts';

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
  const availableOf = (tier: { quantity: number; sold: number; held: number }): number =>
    Math.min(tier.quantity - tier.sold - tier.held, left);
  const inTiers = tiers.reduce((sum, tier) => sum + availableOf(tier), 0);
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
      available: availableOf(tier),
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
      available: addOn.quantity === null ? null : addOn.quantity - addOn.sold - addOn.held,
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
