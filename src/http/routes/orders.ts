import { listOrders as findOrders } from '../../db/orders.ts';
import type { Trx } from '../../db/ledger.ts';
import { invalidField } from '../../shared/errors.ts';
import { formatMoney } from '../../shared/money.ts';
import * as contract from '../../shared/orders.ts';
import { payOrder, releaseOrder } from '../../usecases/pending-order.ts';
import { refundOrder, type RefundDone } from '../../usecases/refund-order.ts';
import { sellOrder, type Sale } from '../../usecases/sell-order.ts';
import { voidOrder } from '../../usecases/void-order.ts';
import { pageOf } from '../page.ts';
import { periodOf } from '../period.ts';
import { presentOrder, presentOrders } from '../present/order.ts';
import { Answer, type RouteTable } from '../route-table.ts';

async function presentSale(trx: Trx, sale: Sale) {
  const order = await presentOrder(trx, sale.orderId);
  return { ...order, change: sale.change === null ? null : formatMoney(sale.change, sale.currency) };
}

const presentRefund = (done: RefundDone) => ({
  orderId: done.orderId,
  refundId: done.refundId,
  refundAmount: formatMoney(done.amount, done.currency),
  isFullRefund: done.isFull,
  status: done.status,
  reason: done.reason,
  stripeRefundId: null,
});

export function orderRoutes(routes: RouteTable): void {
  routes.change(contract.checkout, async (trx, call, { body }) => presentSale(trx, await sellOrder(trx, call, body)));

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

  routes.change(contract.payOrder, async (trx, call, { params, body }) =>
    presentSale(trx, await payOrder(trx, call, params['id'] ?? '', body)),
  );

  routes.change(contract.releaseOrder, async (trx, call, { params }) => {
    await releaseOrder(trx, call, params['id'] ?? '');
    return presentOrder(trx, params['id'] ?? '');
  });

  routes.change(contract.refundOrder, async (trx, call, { params, body }) => {
    return presentRefund(await refundOrder(trx, call, params['id'] ?? '', body ?? { reason: null }));
  });

  routes.change(contract.voidOrder, async (trx, call, { params, body }) =>
    presentRefund(await voidOrder(trx, call, params['id'] ?? '', body.reason)),
  );
}
