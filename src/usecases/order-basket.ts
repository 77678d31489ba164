import { addOnsOf, tiersOf, type AddOnRow, type EventRow, type TierRow } from '../db/events.ts';
import { takeFromAddOn, takeFromEvent, takeFromTier, type Taking } from '../db/places.ts';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';

export interface BasketInput {
  readonly items: readonly {
    readonly tierId: string;
    readonly quantity: number;
    readonly holders?: readonly (string | null)[] | undefined;
  }[];
  readonly addOns?: readonly { readonly addOnId: string; readonly quantity: number }[] | undefined;
}

/** What is bought: one entry a ticket, one a kind of add-on. */
export interface Basket {
  readonly tickets: readonly { readonly tier: TierRow; readonly holder: string | null }[];
  readonly addOns: readonly { readonly addOn: AddOnRow; readonly quantity: number }[];
}

/** Reads a basket against its event. @throws 400 for a tier or add-on of another event, more holders than tickets, or too many tickets. */
export async function readBasket(trx: Trx, event: EventRow, input: BasketInput, mostTickets: number): Promise<Basket> {
  const tiers = new Map((await tiersOf(trx, event.id)).map((tier) => [tier.id, tier]));
  const tickets = input.items.flatMap((item, index) => {
    const tier = tiers.get(item.tierId);
    if (!tier) throw invalidField(`items.${index}.tierId`, 'is not a tier of this event', 'unknown_tier');
    const holders = item.holders ?? [];
    if (holders.length > item.quantity) throw invalidField(`items.${index}.holders`, 'names more holders than tickets');
    return Array.from({ length: item.quantity }, (_, number) => ({ tier, holder: holders[number] ?? null }));
  });
  if (tickets.length > mostTickets) throw invalidField('items', `must be at most ${mostTickets} tickets in one order`);
  return { tickets, addOns: await readAddOns(trx, event, input) };
}

async function readAddOns(trx: Trx, event: EventRow, input: BasketInput): Promise<Basket['addOns']> {
  if (!input.addOns?.length) return [];
  const known = new Map((await addOnsOf(trx, event.id)).map((addOn) => [addOn.id, addOn]));
  const quantities = new Map<string, number>();
  for (const [index, line] of input.addOns.entries()) {
    if (!known.has(line.addOnId))
      throw invalidField(`addOns.${index}.addOnId`, 'is not an add-on of this event', 'unknown_add_on');
    quantities.set(line.addOnId, (quantities.get(line.addOnId) ?? 0) + line.quantity);
  }
  return [...known.values()]
    .filter((addOn) => quantities.has(addOn.id))
    .map((addOn) => ({ addOn, quantity: quantities.get(addOn.id) ?? 0 }));
}

const soldOut = (what: string): BoxOfficeError =>
  new BoxOfficeError('sold_out', `Not enough places are left: ${what}.`, { details: { soldOut: what } });

/** Takes the places and stock of a basket, all or none. @throws 409 `sold_out` */
export async function takePlaces(trx: Trx, event: EventRow, basket: Basket, how: Taking): Promise<void> {
  const byTier = new Map<TierRow, number>();
  for (const { tier } of basket.tickets) byTier.set(tier, (byTier.get(tier) ?? 0) + 1);
  for (const [tier, count] of byTier) if (!(await takeFromTier(trx, tier.id, count, how))) throw soldOut(tier.name);
  if (!(await takeFromEvent(trx, event.id, basket.tickets.length, how))) throw soldOut(event.title);
  for (const { addOn, quantity } of basket.addOns)
    if (!(await takeFromAddOn(trx, addOn.id, quantity, how))) throw soldOut(addOn.name);
}
