import type { OrderOut } from '../../src/shared/orders.ts';
import { storage } from '../lib/storage.ts';

/** What a visitor must still see after the phone was locked or the page loaded again; nothing about the person. */
export interface KeptOrder {
  readonly number: string;
  readonly subtotal: string;
  readonly discount: string;
  readonly total: string;
  readonly currency: string;
  readonly lines: readonly { readonly name: string; readonly quantity: number }[];
  /** When the hold ends, by this browser's clock (milliseconds). */
  readonly until: number;
}

const placeOf = (eventId: string): string => `public.order.${eventId}`;

/** @param serverNow the server's clock when it answered; not a number where it did not say */
export function keepOrder(order: OrderOut, serverNow: number): KeptOrder {
  const answeredAt = Number.isNaN(serverNow) ? Date.parse(order.createdAt) : serverNow;
  const names = [...new Set(order.tickets.map(({ tierName }) => tierName))];
  const kept: KeptOrder = {
    number: order.orderNumber,
    subtotal: order.subtotal,
    discount: order.discount,
    total: order.total,
    currency: order.currency,
    lines: [
      ...names.map((name) => ({ name, quantity: order.tickets.filter(({ tierName }) => tierName === name).length })),
      ...order.addOns.map(({ name, quantity }) => ({ name, quantity })),
    ],
    until: Date.now() + Date.parse(order.holdExpiresAt ?? order.createdAt) - answeredAt,
  };
  storage.write(placeOf(order.eventId), JSON.stringify(kept));
  return kept;
}

export function keptOrder(eventId: string): KeptOrder | null {
  const kept = storage.read(placeOf(eventId));
  return kept === null ? null : (JSON.parse(kept) as KeptOrder);
}

export const forgetOrder = (eventId: string): void => storage.write(placeOf(eventId), null);
