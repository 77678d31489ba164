import type { EventOut } from '../../src/shared/events.ts';
import type { BodyOf } from '../../src/shared/operation.ts';
import { checkout, type OrderOut } from '../../src/shared/orders.ts';
import type { Client } from './client.ts';

export type CheckoutBody = BodyOf<typeof checkout>;

export interface Wanted extends Partial<CheckoutBody> {
  /** Tickets of the tier; 1 unless told. */
  readonly quantity?: number;
  /** Name of the tier; the event's first unless told. */
  readonly tier?: string;
}

/** Tickets of one tier for exact cash: the smallest sale. */
export function checkoutBody(event: EventOut, { quantity = 1, tier, ...changes }: Wanted = {}): CheckoutBody {
  const sold = event.tiers.find(({ name }) => name === tier) ?? event.tiers[0];
  if (!sold || (tier !== undefined && sold.name !== tier)) throw new Error(`${event.title} has no tier ${tier}`);
  return { eventId: event.id, items: [{ tierId: sold.id, quantity }], payment: { method: 'cash' }, ...changes };
}

/** Sells at the counter, as the owner. */
export const sell = (client: Client, event: EventOut, wanted: Wanted = {}): Promise<OrderOut> =>
  client.call(checkout, { body: checkoutBody(event, wanted) });

/** Orders from outside: pending, its places held for 15 minutes. */
export const hold = (client: Client, event: EventOut, wanted: Wanted = {}): Promise<OrderOut> =>
  client.call(checkout, { token: null, body: checkoutBody(event, { customerName: 'Pat Public', ...wanted }) });
