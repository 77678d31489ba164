import type { Kysely } from 'kysely';
import {
  exportPage,
  listCustomers as findCustomers,
  ordersOfCustomers,
  type CustomerRow,
  type ExportFilter,
} from '../../db/customers.ts';
import type { Reads } from '../../db/ledger.ts';
import { readSettings } from '../../db/settings.ts';
import type { Tables } from '../../db/tables.ts';
import * as contract from '../../shared/customers.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { formatMoney } from '../../shared/money.ts';
import { beginErasing } from '../../usecases/erase-customer.ts';
import { csvStream } from '../csv.ts';
import { pageOf } from '../page.ts';
import { periodOf } from '../period.ts';
import { presentTraces } from '../present/customer-data.ts';
import { Answer, type RouteTable } from '../route-table.ts';

async function present(db: Kysely<Tables>, customers: readonly CustomerRow[]) {
  const { currency } = await readSettings(db);
  const orders = Map.groupBy(
    await ordersOfCustomers(
      db,
      customers.map((customer) => customer.id),
    ),
    (order) => order.customer_id,
  );
  return customers.map((customer) => {
    const mine = orders.get(customer.id) ?? [];
    const paid = mine.filter((order) => order.paid_at !== null);
    const spent = paid
      .filter((order) => order.currency === currency)
      .reduce((sum, order) => sum + order.paid - order.refunded, 0);
    return {
      id: customer.id,
      name: customer.name,
      email: customer.email,
      phone: customer.phone,
      orderCount: paid.length,
      totalSpent: formatMoney(spent, currency),
      currency,
      orders: mine.map((order) => ({
        id: order.id,
        orderNumber: order.number,
        eventTitle: order.title,
        total: formatMoney(order.total, order.currency),
        currency: order.currency,
        status: order.status,
        createdAt: order.created_at,
      })),
    };
  });
}

async function mustFind(db: Kysely<Tables>, id: string): Promise<CustomerRow> {
  const customer = await db
    .selectFrom('customers')
    .selectAll()
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (!customer) throw new BoxOfficeError('not_found', 'There is no such customer.');
  return customer;
}

const HEADER = ['id', 'name', 'email', 'phone', 'orderCount', 'totalSpent', 'currency', 'firstOrderAt', 'lastOrderAt'];
/** Customers a page: 5 ms of the event loop (DESIGN.md, "The write door"). */
const PAGE = 200;

async function* exportPages(db: Reads, filter: ExportFilter) {
  let after: string | null = '';
  while (after !== null) {
    const page: Awaited<ReturnType<typeof exportPage>> = await exportPage(db, filter, after, PAGE);
    yield page.rows.map((row) => [
      row.id,
      row.name,
      row.email,
      row.phone,
      row.orders,
      formatMoney(row.spent, row.currency),
      row.currency,
      row.first_order,
      row.last_order,
    ]);
    after = page.last;
  }
}

export function customerRoutes(routes: RouteTable): void {
  routes.read(contract.listCustomers, async ({ db }, { query }) => {
    const { rows, total } = await findCustomers(db, query.q, pageOf(query));
    return new Answer(await present(db, rows), { total });
  });

  routes.read(contract.exportCustomers, async ({ db, ctx }, { query }) => {
    const filter = { eventId: query.eventId ?? query.event, ...(await periodOf(db, query)) };
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment('customers.csv');
    return new Answer(csvStream(HEADER, exportPages(db, filter)) as unknown as string);
  });

  routes.read(contract.getCustomer, async ({ db }, { params }) => {
    const [shown] = await present(db, [await mustFind(db, params['id'] ?? '')]);
    if (!shown) throw new BoxOfficeError('not_found', 'There is no such customer.');
    return shown;
  });

  routes.read(contract.customerData, async ({ db }, { params }) => {
    const { id, name, email, phone, created_at: createdAt } = await mustFind(db, params['id'] ?? '');
    return { customer: { id, name, email, phone, createdAt }, ...(await presentTraces(db, id)) };
  });

  routes.act(contract.eraseCustomer, async ({ house, actor, now }, { params }) => {
    const id = params['id'] ?? '';
    await house.ledger.write((trx) => beginErasing(trx, { actor, now }, id));
    await house.finishErasing(id);
    return { id, erased: true as const };
  });
}
