import type { Trx } from '../../../src/db/ledger.ts';
import type { SaleInput } from '../../../src/usecases/sell-order.ts';

// What should happen, told by the rows of tickets and stays alone: neither by counters nor by the rules under test.

/** Whether the door should open. */
export async function mayPass(trx: Trx, qrCode: string, mode: 'entry' | 'exit'): Promise<boolean> {
  const ticket = await trx
    .selectFrom('tickets')
    .innerJoin('events', 'events.id', 'tickets.event_id')
    .innerJoin('tiers', 'tiers.id', 'tickets.tier_id')
    .select(['tickets.id', 'tickets.status', 'events.status as eventStatus', 'tiers.reentry'])
    .where('qr_code', '=', qrCode)
    .executeTakeFirst();
  if (!ticket) return false;
  const stays = await trx.selectFrom('admissions').selectAll().where('ticket_id', '=', ticket.id).execute();
  const inside = stays.some((stay) => stay.ended_at === null);
  if (mode === 'exit') return inside;
  const wasInside = stays.some((stay) => stay.ended_how === 'exit');
  const good = ticket.status === 'valid' && ticket.eventStatus === 'published';
  return good && !inside && (ticket.reentry === 1 || !wasInside);
}

/** Whether there is room for a sale of one tier and at most one kind of add-on. */
export async function mayBuy(trx: Trx, { eventId, items, addOns = [] }: SaleInput): Promise<boolean> {
  const event = await trx.selectFrom('events').selectAll().where('id', '=', eventId).executeTakeFirstOrThrow();
  if (event.status !== 'published') return false;
  const tickets = await trx
    .selectFrom('tickets')
    .select(['tier_id', 'status'])
    .where('event_id', '=', eventId)
    .execute();
  const taken = tickets.filter(({ status }) => status === 'valid' || status === 'held');
  for (const { tierId, quantity } of items) {
    const tier = await trx.selectFrom('tiers').select('quantity').where('id', '=', tierId).executeTakeFirstOrThrow();
    const ofTier = taken.filter((ticket) => ticket.tier_id === tierId).length;
    if (ofTier + quantity > tier.quantity || taken.length + quantity > event.total_capacity) return false;
  }
  for (const { addOnId, quantity } of addOns) {
    const stock = await trx
      .selectFrom('add_ons')
      .select('quantity')
      .where('id', '=', addOnId)
      .executeTakeFirstOrThrow();
    const lines = await trx
      .selectFrom('order_add_ons')
      .innerJoin('orders', 'orders.id', 'order_add_ons.order_id')
      .select(['order_add_ons.quantity', 'refunded_quantity'])
      .where('add_on_id', '=', addOnId)
      .where('orders.status', '<>', 'cancelled')
      .execute();
    const bought = lines.reduce((sum, line) => sum + line.quantity - line.refunded_quantity, 0);
    if (stock.quantity !== null && bought + quantity > stock.quantity) return false;
  }
  return true;
}
