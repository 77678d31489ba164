import { EMPTY_SPLIT, type Split } from '../../lib/split.ts';
import { createStore, useStore } from '../../lib/store.ts';

/** How the sale ends. A hold takes no money yet: it keeps the places for a quarter of an hour. */
export type Method = 'cash' | 'card' | 'split' | 'comp' | 'hold';

/** A sale as far as it was entered; texts as typed. */
export interface Draft {
  readonly eventId: string | null;
  /** How many of each tier. */
  readonly tickets: Readonly<Record<string, number>>;
  readonly addOns: Readonly<Record<string, number>>;
  /** The tier that + and − count. */
  readonly lastTier: string | null;
  readonly promoCode: string;
  readonly affiliateCode: string;
  readonly customerName: string;
  readonly customerEmail: string;
  readonly phone: string;
  readonly method: Method;
  /** Cash handed over; "" is exactly what it costs. */
  readonly tendered: string;
  readonly split: Split;
  readonly reference: string;
  readonly reason: string;
}

/** As many tickets as one order may hold. */
const MOST_TICKETS = 100;

const EMPTY: Draft = {
  eventId: null,
  tickets: {},
  addOns: {},
  lastTier: null,
  promoCode: '',
  affiliateCode: '',
  customerName: '',
  customerEmail: '',
  phone: '',
  method: 'cash',
  tendered: '',
  split: EMPTY_SPLIT,
  reference: '',
  reason: '',
};

/** Outside the screen, so that a look at another screen amid a sale loses nothing. */
export const draft = createStore<Draft>(EMPTY);

export const useDraft = (): Draft => useStore(draft);

export const changeDraft = (change: Partial<Draft>): void => draft.set({ ...draft.get(), ...change });

export const clearDraft = (): void => draft.set({ ...EMPTY, eventId: draft.get().eventId });

export const countOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

export const hasTickets = ({ tickets }: Draft): boolean => countOf(tickets) > 0;

/** Tickets of another event cannot stay in the basket. */
export function sellFor(eventId: string): void {
  const { customerName, customerEmail, phone, eventId: before } = draft.get();
  if (before !== eventId) draft.set({ ...EMPTY, eventId, customerName, customerEmail, phone });
}

const within = (count: number, most: number): number => Math.max(0, Math.min(count, most));

/** `by` more tickets of a tier, or fewer, but no more than there are. */
export function addTickets(tier: { id: string; available: number }, by: number): void {
  const { tickets } = draft.get();
  const others = countOf(tickets) - (tickets[tier.id] ?? 0);
  const count = within((tickets[tier.id] ?? 0) + by, Math.min(tier.available, MOST_TICKETS - others));
  changeDraft({ tickets: { ...tickets, [tier.id]: count }, lastTier: tier.id, tendered: '' });
}

export function addAddOns(addOn: { id: string; available: number | null }, by: number): void {
  const { addOns } = draft.get();
  const count = within((addOns[addOn.id] ?? 0) + by, addOn.available ?? Number.MAX_SAFE_INTEGER);
  changeDraft({ addOns: { ...addOns, [addOn.id]: count }, tendered: '' });
}
