import { sql } from 'kysely';
import { addOnLinesOf, findOrder, ticketsOf, type OrderHead } from '../db/orders.ts';
import { giveBack, settleHeld, takeFromAddOn, takeFromEvent, takeFromTier } from '../db/places.ts';
import { readSettings } from '../db/settings.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { mayActAs } from '../shared/operation.ts';
import { ZERO, type Minor } from '../shared/money.ts';
import { creditAffiliate } from './affiliates.ts';
import { beginStripePayment } from './begin-stripe-payment.ts';
import { instantOf, type Call } from './context.ts';
import { tellOrderCreated } from './order-created.ts';
import { recordAudit } from './record-audit.ts';
import type { Sale } from './sell-order.ts';
import { changeOf, drawReceipt, methodsOf, recordPayments, refuseMethod, settle, type Paying } from './take-payment.ts';
import { givePromoBack, redeemPromoAgain } from './redeem-promo-code.ts';
import { tillFor } from './till-of-call.ts';

async function pendingOrder(trx: Trx, id: string): Promise<OrderHead> {
  const order = await findOrder(trx, id);
  if (!order) throw new BoxOfficeError('not_found', 'There is no such order.');
  return order;
}

const countBy = <T>(rows: readonly T[], key: (row: T) => string, count: (row: T) => number): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + count(row));
  return counts;
};

/** What a pending order holds: places by tier, stock by add-on. */
async function heldBy(trx: Trx, orderId: string) {
  const tickets = await ticketsOf(trx, [orderId]);
  const addOns = await addOnLinesOf(trx, [orderId]);
  return {
    count: tickets.length,
    tiers: countBy(
      tickets,
      (ticket) => ticket.tier_id,
      () => 1,
    ),
    addOns: countBy(
      addOns,
      (line) => line.add_on_id,
      (line) => line.quantity,
    ),
  };
}

/**
 * Takes the money of a pending order and turns its held places into sold ones. A comp makes the whole order free. Through Stripe the order
 * stays pending until the money has arrived there (`arrived`, in minor units): then it is paid as long as it has its places.
 *
 * @throws 404 · 409 hold_expired, order_not_pending, event_cancelled, till_required · 400 tendered_too_little,
 *   payments_do_not_add_up · 403 over_limit
 */
export async function payOrder(
  trx: Trx,
  call: Call,
  id: string,
  paying: Paying,
  { arrived, stripeReady = false }: { arrived?: number; stripeReady?: boolean } = {},
): Promise<Sale> {
  const order = await pendingOrder(trx, id);
  const hasArrived = arrived !== undefined;
  const expired = !hasArrived && order.hold_expires_at !== null && order.hold_expires_at <= instantOf(call);
  if ((order.status === 'pending' && expired) || (order.status === 'cancelled' && order.paid_at === null)) {
    throw new BoxOfficeError(
      'hold_expired',
      'The hold has ended and the places are free again. Sell the tickets anew.',
    );
  }
  if (order.status !== 'pending') {
    throw new BoxOfficeError('order_not_pending', `The order is ${order.status} already.`);
  }
  if (order.event_status === 'cancelled') throw new BoxOfficeError('event_cancelled', 'The event is cancelled.');
  refuseMethod(paying, ['cash', 'card', 'comp', ...(stripeReady || hasArrived ? (['stripe'] as const) : [])]);
  if (paying.payment?.method === 'stripe' && !hasArrived) {
    const due = { id: order.id, due: order.total - order.paid, currency: order.currency };
    const stripePaymentId = await beginStripePayment(trx, call, due);
    return { orderId: order.id, change: null, currency: order.currency, stripePaymentId };
  }
  if (hasArrived && arrived !== order.total)
    throw new BoxOfficeError('order_not_pending', 'Another amount is due by now.');
  const held = await heldBy(trx, order.id);
  const settings = await readSettings(trx);
  const isComp = paying.payment?.method === 'comp';
  if (isComp && !(call.actor.role && mayActAs(call.actor.role, 'manager')) && held.count > settings.staffCompLimit) {
    throw new BoxOfficeError(
      'over_limit',
      `Staff may give away ${settings.staffCompLimit} tickets an order. Ask a manager.`,
    );
  }
  const due = isComp ? ZERO : (order.total as Minor);
  const taken = settle(paying, due, order.currency);
  const till = await tillFor(trx, call, settings, order.currency);
  const receipt = await drawReceipt(trx, settings);
  if (isComp) {
    await trx
      .updateTable('tickets')
      .set((eb) => ({ discount: eb.ref('price') }))
      .where('order_id', '=', order.id)
      .execute();
    await trx
      .updateTable('order_add_ons')
      .set((eb) => ({ discount: eb('quantity', '*', eb.ref('unit_price')) }))
      .where('order_id', '=', order.id)
      .execute();
  }
  const paid = await trx
    .updateTable('orders')
    .set({
      status: 'paid',
      paid: due,
      paid_at: instantOf(call),
      hold_expires_at: null,
      sold_by: call.actor.id ?? order.sold_by,
      receipt_number: receipt.number,
      receipt: receipt.text,
      ...(isComp ? { discount: order.subtotal, total: 0, tax: 0 } : {}),
    })
    .where('id', '=', order.id)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  expectRows(paid, 1, 'paying a pending order');
  await trx
    .updateTable('tickets')
    .set({ status: 'valid' })
    .where('order_id', '=', order.id)
    .where('status', '=', 'held')
    .execute();
  await settleHeld(trx, 'events', order.event_id, held.count);
  for (const [tierId, count] of held.tiers) await settleHeld(trx, 'tiers', tierId, count);
  for (const [addOnId, count] of held.addOns) await settleHeld(trx, 'add_ons', addOnId, count);
  await recordPayments(trx, call, order.id, taken, till);
  await creditAffiliate(trx, order.id);
  await recordAudit(
    trx,
    call,
    'order.pay',
    order.id,
    { status: 'pending' },
    { status: 'paid', total: due, method: methodsOf(paying) },
  );
  await tellOrderCreated(trx, call, order.id);
  return { orderId: order.id, change: changeOf(taken), currency: order.currency, stripePaymentId: null };
}

/** Gives the places of a pending order back and cancels it. @throws 404 · 409 order_not_pending */
export async function releaseOrder(trx: Trx, call: Call, id: string, action = 'order.release'): Promise<void> {
  const order = await pendingOrder(trx, id);
  const cancelled = await trx
    .updateTable('orders')
    .set({ status: 'cancelled', hold_expires_at: null })
    .where('id', '=', order.id)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  if (cancelled.numUpdatedRows !== 1n)
    throw new BoxOfficeError('order_not_pending', `The order is ${order.status} already.`);
  const held = await heldBy(trx, order.id);
  await trx.updateTable('tickets').set({ status: 'cancelled' }).where('order_id', '=', order.id).execute();
  await giveBack(trx, 'events', order.event_id, held.count, 'held');
  for (const [tierId, count] of held.tiers) await giveBack(trx, 'tiers', tierId, count, 'held');
  for (const [addOnId, count] of held.addOns) await giveBack(trx, 'add_ons', addOnId, count, 'held');
  await givePromoBack(trx, order.promo_code_id);
  await recordAudit(trx, call, action, order.id, { status: 'pending' }, { status: 'cancelled' });
}

/** Releases an order if it is still to be paid. */
export async function releaseUnpaid(trx: Trx, call: Call, id: string): Promise<void> {
  if ((await pendingOrder(trx, id)).status === 'pending') await releaseOrder(trx, call, id);
}

/**
 * Takes the places of an order again whose hold ended before its money came: all of them, or it throws.
 *
 * @throws 409 sold_out, event_not_on_sale, promo_code_used_up
 */
export async function holdAgain(trx: Trx, call: Call, order: OrderHead): Promise<void> {
  if (order.event_status !== 'published')
    throw new BoxOfficeError('event_not_on_sale', `The event is ${order.event_status}.`);
  const pending = await trx
    .updateTable('orders')
    .set({ status: 'pending', hold_expires_at: instantOf(call) })
    .where('id', '=', order.id)
    .where('status', '=', 'cancelled')
    .where('paid_at', 'is', null)
    .executeTakeFirst();
  expectRows(pending, 1, 'holding places again');
  const wanted = await heldBy(trx, order.id);
  const gone = new BoxOfficeError('sold_out', 'The places were sold to somebody else meanwhile.');
  if (!(await takeFromEvent(trx, order.event_id, wanted.count, 'held'))) throw gone;
  for (const [tierId, count] of wanted.tiers) if (!(await takeFromTier(trx, tierId, count, 'held'))) throw gone;
  for (const [addOnId, count] of wanted.addOns) if (!(await takeFromAddOn(trx, addOnId, count, 'held'))) throw gone;
  await redeemPromoAgain(trx, order);
  await trx
    .updateTable('tickets')
    .set({ status: 'held' })
    .where('order_id', '=', order.id)
    .where('status', '=', 'cancelled')
    .execute();
  await recordAudit(trx, call, 'order.hold_again', order.id, { status: 'cancelled' }, { status: 'pending' });
}

/** Releases up to `most` holds that have ended; returns how many. */
export async function expireHolds(trx: Trx, call: Call, most: number): Promise<number> {
  const ended = await trx
    .selectFrom('orders')
    .select('id')
    .where('status', '=', sql.lit('pending'))
    .where('hold_expires_at', '<=', instantOf(call))
    .orderBy('hold_expires_at')
    .limit(most)
    .execute();
  for (const { id } of ended) await releaseOrder(trx, call, id, 'order.expire');
  return ended.length;
}
