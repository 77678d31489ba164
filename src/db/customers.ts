import { sql, type ExpressionBuilder, type Kysely, type Selectable } from 'kysely';
import { countWith, weighReadings, type Reading } from './order-search.ts';
import { ordersWithWord } from './order-words.ts';
import type { CustomersTable, Tables } from './tables.ts';

type Db = Kysely<Tables>;

export type CustomerRow = Selectable<CustomersTable>;

/** Customers newest first; every word of `q` begins a word of one of their orders. */
export async function listCustomers(
  db: Db,
  q: string | undefined,
  page: { limit: number; offset: number },
): Promise<{ rows: CustomerRow[]; total: number }> {
  const readings = q === undefined ? [null] : await weighReadings(db, q);
  if (readings.length === 0) return { rows: [], total: 0 };
  const walks = readings.some((reading) => reading?.isCommon);
  const rows = await matching(db, readings, walks ? 'walk' : 'find')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total: await count(db, readings) };
}

async function count(db: Db, readings: readonly (Reading | null)[]): Promise<number> {
  const [reading] = readings;
  if (reading === null) return countAll(db);
  if (readings.length === 1 && reading?.others.length === 0) return countWith(db, reading.rarest, 'customers');
  const { total } = await matching(db, readings)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** All but the few who were erased: both are counted without a look at a row. */
async function countAll(db: Db): Promise<number> {
  const all = await db
    .selectFrom('customers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const erased = await db
    .selectFrom('customers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('erased_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(all.count) - Number(erased.count);
}

/** The customers who fit: found from the rarest word of each reading, or tested for it one after the other. */
function matching(db: Db, readings: readonly (Reading | null)[], how: 'find' | 'walk' = 'find') {
  const customers = db.selectFrom('customers').where('customers.erased_at', 'is', null);
  if (readings.includes(null)) return customers;
  const found = (word: string) =>
    db
      .selectFrom('orders')
      .select('customer_id')
      .where('customer_id', 'is not', null)
      .where('id', 'in', ordersWithWord(db, word))
      .$castTo<{ customer_id: string }>();
  return customers.where((eb) =>
    eb.or(
      readings.map((reading) =>
        eb.and([
          how === 'find'
            ? eb('customers.id', 'in', found(reading?.rarest ?? ''))
            : hasOrderWith(eb, reading?.rarest ?? ''),
          ...(reading?.others ?? []).map((word) => hasOrderWith(eb, word)),
        ]),
      ),
    ),
  );
}

const hasOrderWith = (eb: ExpressionBuilder<Tables, 'customers'>, word: string) =>
  eb.exists(
    eb
      .selectFrom('orders')
      .innerJoin('order_words', 'order_words.order_id', 'orders.id')
      .select('orders.id')
      .whereRef('orders.customer_id', '=', 'customers.id')
      .where('order_words.word', '>=', word)
      .where('order_words.word', '<', `${word}\u{10ffff}`),
  );

/** The orders of customers, newest first, each with its event's title. */
export async function ordersOfCustomers(db: Db, customerIds: readonly string[]) {
  if (customerIds.length === 0) return [];
  return db
    .selectFrom('orders')
    .innerJoin('events', 'events.id', 'orders.event_id')
    .select([
      'orders.id',
      'orders.number',
      'orders.customer_id',
      'orders.currency',
      'orders.total',
      'orders.paid',
      'orders.refunded',
      'orders.status',
      'orders.paid_at',
      'orders.created_at',
      'events.title',
    ])
    .where('orders.customer_id', 'in', customerIds)
    .orderBy('orders.customer_id')
    .orderBy('orders.id', 'desc')
    .execute();
}

export interface ExportFilter {
  readonly eventId?: string | undefined;
  /** UTC instants of the order, `from` inclusive, `to` exclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** One line of the customers' export: sums over the orders that the filter lets through, in one currency a line. */
export interface ExportRow {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly currency: string;
  readonly orders: number;
  readonly spent: number;
  readonly first_order: string;
  readonly last_order: string;
}

/**
 * The next customers after a cursor with their sums: a keyset page. `examined` counts customers looked at, so that a filter that lets few
 * through still works in short steps. The sums come from the index of orders by customer.
 */
export async function exportPage(
  db: Db,
  filter: ExportFilter,
  after: string,
  size: number,
): Promise<{ rows: ExportRow[]; last: string | null }> {
  const page = await db
    .selectFrom('customers')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(size)
    .execute();
  const last = page.at(-1)?.id ?? null;
  if (last === null) return { rows: [], last };
  let sums = db
    .selectFrom('orders')
    .innerJoin('customers', 'customers.id', 'orders.customer_id')
    .select([
      'customers.id',
      'customers.name',
      'customers.email',
      'customers.phone',
      'orders.currency',
      sql<number>`count(*)`.as('orders'),
      sql<number>`sum(orders.paid - orders.refunded)`.as('spent'),
      sql<string>`min(orders.created_at)`.as('first_order'),
      sql<string>`max(orders.created_at)`.as('last_order'),
    ])
    .where('orders.customer_id', '>', after)
    .where('orders.customer_id', '<=', last)
    .where('orders.paid_at', 'is not', null)
    .where('customers.erased_at', 'is', null);
  if (filter.eventId !== undefined) sums = sums.where('orders.event_id', '=', filter.eventId);
  if (filter.from !== undefined) sums = sums.where('orders.created_at', '>=', filter.from);
  if (filter.to !== undefined) sums = sums.where('orders.created_at', '<', filter.to);
  const rows = await sums
    .groupBy(['customers.id', 'customers.name', 'customers.email', 'customers.phone', 'orders.currency'])
    .orderBy('customers.id')
    .orderBy('orders.currency')
    .execute();
  return { rows, last };
}
