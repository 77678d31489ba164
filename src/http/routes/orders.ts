import type { Kysely } from 'kysely';
import type { Trx } from '../../db/ledger.ts';
import { findOrder, listOrders as findOrders } from '../../db/orders.ts';
import { openStripePayment, readStripeSettings } from '../../db/stripe.ts';
import type { Tables } from '../../db/tables.ts';
import { BoxOfficeError, invalidField } from '../../shared/errors.ts';
import { formatMoney, type Minor } from '../../shared/money.ts';
import { orderHistory } from '../../shared/order-history.ts';
import * as contract from '../../shared/orders.ts';
import type { Call } from '../../usecases/context.ts';
import { payOrder, releaseOrder, releaseUnpaid } from '../../usecases/pending-order.ts';
import { refundOrder, type RefundDone } from '../../usecases/refund-order.ts';
import { sellOrder, type Sale } from '../../usecases/sell-order.ts';
import { undoUnasked } from '../../usecases/stripe-refunds.ts';
import { stripeKeysOf } from '../../usecases/stripe-settings.ts';
import { voidOrder } from '../../usecases/void-order.ts';
import type { House } from '../context.ts';
import { pageOf } from '../page.ts';
import { periodOf } from '../period.ts';
import { presentOrderHistory } from '../present/order-history.ts';
import { presentOrder, presentOrders } from '../present/order.ts';
import { Answer, GoOn, type RouteTable } from '../route-table.ts';

type Db = Kysely<Tables>;

/** A sale as its seller gets it: with what opens Stripe's form while the customer has still to pay there. */
async function presentSale(db: Db, { orderId, change, currency }: Omit<Sale, 'stripePaymentId'>) {
  const order = await presentOrder(db, orderId);
  const open = order.stripe && (await openStripePayment(db, orderId));
  const keys = {
    publishableKey: open ? (await readStripeSettings(db)).publishableKey : null,
    clientSecret: open?.client_secret ?? null,
  };
  return {
    ...order,
    stripe: order.stripe && { ...order.stripe, ...keys },
    change: change === null ? null : formatMoney(change, currency),
  };
}

export function orderRoutes(routes: RouteTable, house: House): void {
  const { ledger, stripe } = house;
  const stripeReady = async (db: Db): Promise<boolean> =>
    stripe !== null && typeof (await stripeKeysOf(db, house.vault)) !== 'string';

  /** What a sale answers at once, or the payment that Stripe is to be asked for. */
  const askedOf = (trx: Trx, sale: Sale) =>
    sale.stripePaymentId === null ? presentSale(trx, sale) : new GoOn(sale.stripePaymentId);

  /** Has Stripe make the intent of a payment. Without an answer the order waits all the same, and Stripe is asked again. */
  async function open(paymentId: string, refused: (orderId: string) => Promise<void>) {
    const payment = await stripe?.goOn(paymentId);
    if (!payment) throw new Error(`No payment ${paymentId} to open`);
    if (payment.status === 'cancelled' && payment.trouble !== null) {
      await refused(payment.order_id);
      throw new BoxOfficeError('stripe_refused', `Stripe has refused: ${payment.trouble}`);
    }
    return presentSale(ledger.reads, { orderId: payment.order_id, change: null, currency: payment.currency });
  }

  routes.changeInSteps(
    contract.checkout,
    async (trx, call, { body }) =>
      askedOf(trx, await sellOrder(trx, call, { ...body, stripeReady: await stripeReady(trx) })),
    (id, call) => open(id, (orderId) => ledger.write((trx) => releaseUnpaid(trx, call, orderId))),
  );

  routes.read(contract.listOrders, async ({ db }, { query }) => {
    if (query.event !== undefined && query.eventId !== undefined && query.event !== query.eventId)
      throw invalidField('eventId', 'names another event than event');
    const filter = {
      ...(await periodOf(db, query)),
      status: query.status,
      eventId: query.eventId ?? query.event,
      q: query.q,
    };
    const { rows, total } = await findOrders(db, filter, pageOf(query));
    return new Answer(await presentOrders(db, rows), { total });
  });

  routes.read(contract.getOrder, ({ db }, { params }) => presentOrder(db, params['id'] ?? ''));

  routes.read(orderHistory, ({ db }, { params }) => presentOrderHistory(db, params['id'] ?? ''));

  routes.changeInSteps(
    contract.payOrder,
    async (trx, call, { params, body }) => {
      const ready = { stripeReady: await stripeReady(trx) };
      return askedOf(trx, await payOrder(trx, call, params['id'] ?? '', body, ready));
    },
    (id) => open(id, () => Promise.resolve()),
  );

  routes.change(contract.releaseOrder, async (trx, call, { params }) => {
    await releaseOrder(trx, call, params['id'] ?? '');
    return presentOrder(trx, params['id'] ?? '');
  });

  routes.changeInSteps(
    contract.refundOrder,
    async (trx, call, { params, body }) => {
      const done = await refundOrder(trx, call, params['id'] ?? '', body ?? { reason: null });
      return 'waiting' in done ? new GoOn(done.waiting) : presentRefund(done);
    },
    async (id, call) => presentRefund(await refundByStripe(house, id, call)),
  );

  routes.change(contract.voidOrder, async (trx, call, { params, body }) =>
    presentRefund(await voidOrder(trx, call, params['id'] ?? '', body.reason)),
  );
}

const presentRefund = (done: RefundDone) => ({
  orderId: done.orderId,
  refundId: done.refundId,
  refundAmount: formatMoney(done.amount, done.currency),
  isFullRefund: done.isFull,
  status: done.status,
  reason: done.reason,
  stripeRefundId: done.stripeRefundId,
});

/**
 * Asks Stripe for a reserved refund; what came of it.
 *
 * @throws 409 stripe_refused: nothing was paid back, all is as before · refund_waiting: nobody knows yet, it stays reserved
 */
async function refundByStripe({ stripe, ledger, vault }: House, id: string, call: Call): Promise<RefundDone> {
  const missing = await stripeKeysOf(ledger.reads, vault);
  if (typeof missing === 'string') await ledger.write((trx) => undoUnasked(trx, call, id, missing));
  const refund = await stripe?.refund(id);
  const order = refund && (await findOrder(ledger.reads, refund.order_id));
  if (!refund || !order) throw new Error(`No refund ${id} to ask for`);
  if (refund.status === 'refused')
    throw new BoxOfficeError('stripe_refused', `Nothing was refunded. ${refund.trouble ?? 'Stripe has refused.'}`, {
      details: { refundId: id },
    });
  if (refund.status === 'waiting') {
    const why = refund.trouble ?? 'Stripe did not answer.';
    throw new BoxOfficeError(
      'refund_waiting',
      `${why} The refund of ${formatMoney(refund.amount, order.currency)} ${order.currency} is reserved and goes on by itself; do not pay it out otherwise.`,
      { details: { refundId: id } },
    );
  }
  return {
    orderId: order.id,
    refundId: id,
    amount: refund.amount as Minor,
    currency: order.currency,
    isFull: refund.is_full === 1,
    status: refund.is_full === 1 ? 'refunded' : 'partially_refunded',
    reason: refund.reason,
    stripeRefundId: refund.stripe_refund_id,
  };
}
