import type { OrderHead } from '../db/orders.ts';
import { giveBack } from '../db/places.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import type { RefundPlan } from '../domain/refund.ts';

type AddOns = RefundPlan['addOns'];

/** Shuts the gate to tickets, or (a refund was undone) opens it to them again. */
export async function turnTickets(trx: Trx, ticketIds: readonly string[], to: 'refunded' | 'valid'): Promise<void> {
  if (ticketIds.length === 0) return;
  const turned = await trx
    .updateTable('tickets')
    .set({ status: to })
    .where('id', 'in', ticketIds)
    .where('status', '=', to === 'refunded' ? 'valid' : 'refunded')
    .executeTakeFirst();
  expectRows(turned, ticketIds.length, 'refunding tickets');
}

/** Counts add-ons of an order as handed back, or (`sign` −1) not any more. */
export async function countReturned(trx: Trx, orderId: string, addOns: AddOns, sign: 1 | -1): Promise<void> {
  for (const { addOnId, quantity } of addOns) {
    const line = await trx
      .updateTable('order_add_ons')
      .set((eb) => ({ refunded_quantity: eb('refunded_quantity', '+', sign * quantity) }))
      .where('order_id', '=', orderId)
      .where('add_on_id', '=', addOnId)
      .executeTakeFirst();
    expectRows(line, 1, 'returning an add-on');
  }
}

/** Ties dead tickets to their refund, and gives their places and the returned add-ons to whoever comes next. */
export async function freeLines(
  trx: Trx,
  order: OrderHead,
  refundId: string,
  { ticketIds, addOns }: Pick<RefundPlan, 'ticketIds' | 'addOns'>,
): Promise<void> {
  for (const { addOnId, quantity } of addOns) await giveBack(trx, 'add_ons', addOnId, quantity, 'sold');
  if (ticketIds.length === 0) return;
  await trx
    .insertInto('refund_tickets')
    .values(ticketIds.map((ticketId) => ({ refund_id: refundId, ticket_id: ticketId })))
    .execute();
  const byTier = await trx
    .selectFrom('tickets')
    .select((eb) => ['tier_id', eb.fn.countAll<number>().as('count')])
    .where('id', 'in', ticketIds)
    .groupBy('tier_id')
    .execute();
  for (const { tier_id: tierId, count } of byTier) await giveBack(trx, 'tiers', tierId, count, 'sold');
  await giveBack(trx, 'events', order.event_id, ticketIds.length, 'sold');
}
