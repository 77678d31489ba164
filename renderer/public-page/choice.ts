import { add, type Minor, parseMoney, times, ZERO } from '../../src/shared/minor.ts';
import { type PublicEvent } from '../../src/shared/public-page.ts';

/** Most tickets that a visitor may reserve at once (POST /api/checkout without a token). */
export const MOST_TICKETS = 10;

/** How many of which tier or add-on, by its id. */
export type Counts = Readonly<Record<string, number>>;

/** What was typed and chosen, as it stands in the form. */
export interface Choice {
  readonly tickets: Counts;
  readonly addOns: Counts;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly promoCode: string;
}

/** With a single tier there is nothing to choose but how many, so the first ticket stands there already. */
export function firstChoice(event: PublicEvent): Choice {
  const [tier, ...others] = event.tiers;
  const tickets = tier && others.length === 0 && !tier.soldOut ? { [tier.id]: 1 } : {};
  return { tickets, addOns: {}, name: '', email: '', phone: '', promoCode: '' };
}

export const countOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** No more than is left: after somebody else was faster, say. */
export function withinReach(choice: Choice, event: PublicEvent): Choice {
  const capped = (counts: Counts, things: readonly { id: string; available: number | null }[]): Counts =>
    Object.fromEntries(things.map(({ id, available }) => [id, Math.min(counts[id] ?? 0, available ?? Infinity)]));
  return { ...choice, tickets: capped(choice.tickets, event.tiers), addOns: capped(choice.addOns, event.addOns) };
}

/** What the choice costs before a promo code, which only the server knows. */
export function subtotalOf({ tickets, addOns }: Choice, event: PublicEvent): Minor {
  const sum = (counts: Counts, things: readonly { id: string; price: string }[]): Minor =>
    add(...things.map(({ id, price }) => times(parseMoney(price, event.currency) ?? ZERO, counts[id] ?? 0)));
  return add(sum(tickets, event.tiers), sum(addOns, event.addOns));
}
