import { findOrder, paymentsOf, ticketsOf, type OrderHead } from '../db/orders.ts';
import { readSettings } from '../db/settings.ts';
import { findTillSession, tillSessionAt } from '../db/tills.ts';
import type { Trx } from '../db/write-door.ts';
import { planRefund } from '../domain/refund.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { mayActAs } from '../shared/operation.ts';
import type { Call } from './context.ts';
import { applyRefund, backTo, refundFacts, type RefundDone } from './refund-order.ts';

/**
 * Undoes a sale within its shift: all of its tickets die, its places are free again, and the money goes back out of the drawer that it
 * came into. Staff undo sales of the till session that they work at, a manager those of any that is open. No limit of a refund counts, as
 * the drawer's own report shows it.
 *
 * @throws 404 · 409 order_unpaid, void_not_possible (admitted or refunded), void_too_late (its shift is over or another's)
 */
export async function voidOrder(trx: Trx, call: Call, id: string, reason: string): Promise<RefundDone> {
  const order = await findOrder(trx, id);
  if (!order) throw new BoxOfficeError('not_found', 'There is no such order.');
  if (order.paid_at === null) throw new BoxOfficeError('order_unpaid', 'The order was never paid. Release it instead.');
  const till = await shiftOf(trx, call, order);
  await refuseTouched(trx, order);
  const plan = planRefund(await refundFacts(trx, order), { kind: 'everything' });
  if (typeof plan === 'string') throw new BoxOfficeError('void_not_possible', 'Nothing is left of this order.');
  const back = await backTo(trx, order, plan.amount);
  const settings = await readSettings(trx);
  return applyRefund(trx, call, { order, plan, back, till, reason, settings, why: 'void' });
}

/** The open till session that took this order's money. */
async function shiftOf(trx: Trx, call: Call, order: OrderHead): Promise<string> {
  const [payment] = await paymentsOf(trx, [order.id]);
  const soldAt = payment?.till_session_id ?? null;
  const session = soldAt === null ? undefined : await findTillSession(trx, soldAt);
  if (!session || session.closed_at !== null) {
    throw new BoxOfficeError('void_too_late', 'This was not sold in a shift that is still open. Refund it instead.');
  }
  const { role, id: userId, sessionId } = call.actor;
  const here = await tillSessionAt(trx, { sessionId, userId });
  if (here?.id !== session.id && !(role !== null && mayActAs(role, 'manager'))) {
    throw new BoxOfficeError(
      'void_too_late',
      `This was sold at ${session.till_name}, not in your shift. Refund it instead, or ask a manager.`,
    );
  }
  return session.id;
}

async function refuseTouched(trx: Trx, order: OrderHead): Promise<void> {
  const tickets = await ticketsOf(trx, [order.id]);
  if (order.status !== 'paid' || tickets.some(({ status }) => status !== 'valid'))
    throw new BoxOfficeError(
      'void_not_possible',
      'Something of this order was refunded already. Refund the rest instead.',
    );
  if (tickets.some((ticket) => ticket.checked_in_at !== null))
    throw new BoxOfficeError('void_not_possible', 'A ticket of this order was admitted. Refund it instead.');
}
