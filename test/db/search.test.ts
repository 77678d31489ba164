import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listCustomers } from '../../src/db/customers.ts';
import { kyselyOver } from '../../src/db/kysely-driver.ts';
import type { Reads } from '../../src/db/ledger.ts';
import { listOrders } from '../../src/db/orders.ts';
import { orderWords } from '../../src/db/order-words.ts';
import { wordsOf } from '../../src/shared/search-words.ts';
import { buildEventIn, callAt } from '../support/build-in-ledger.ts';
import { fillOrders, filledOrder } from '../support/fill-orders.ts';
import { openTestLedger, type TestLedger } from '../support/ledger.ts';
import { plansOf } from '../support/query-plans.ts';

/** More than a common word has entries, so that both ways of looking are taken. */
const ORDERS = 2_500;
const all = Array.from({ length: ORDERS }, (_, at) => filledOrder(at + 1));
const one = filledOrder(777);

let opened: TestLedger;
let database: Sqlite.Database;
let db: Reads;

beforeAll(async () => {
  opened = await openTestLedger();
  const tiers = [{ name: 'General', price: 10, quantity: 10_000 }];
  const event = await buildEventIn(opened.ledger, callAt(Date.now()), { totalCapacity: 10_000, tiers });
  await fillOrders(opened.ledger, event, ORDERS);
  database = new Sqlite(opened.ledger.file, { readonly: true });
  db = kyselyOver(database);
});
afterAll(async () => {
  database.close();
  await opened.close();
});

/** What a search finds by the words' definition, order by order. */
function expected(question: string): string[] {
  const words = wordsOf(question);
  return all
    .filter((order) => {
      const has = orderWords({ ...order, names: [order.name] });
      return words.every((word) => has.some((own) => own.startsWith(word)));
    })
    .map(({ id }) => id)
    .toReversed();
}

const QUESTIONS = [
  one.number,
  one.codes[0] ?? '',
  one.email,
  one.name,
  'mar',
  'm',
  't',
  'tw',
  '2026',
  'example',
  'gar mar',
  'tw example',
  'com mar',
  'josé',
  'nobody',
  'general tw nobody',
];

describe('a search', () => {
  it.each(QUESTIONS)('for “%s” finds each order that fits, newest first, page by page', async (question) => {
    const ids = expected(question);
    for (const offset of [0, 40, 2_000]) {
      const { rows, total } = await listOrders(db, { q: question }, { limit: 40, offset });
      expect(total).toBe(ids.length);
      expect(rows.map(({ id }) => id)).toEqual(ids.slice(offset, offset + 40));
    }
  });

  it.each(QUESTIONS)('for “%s” finds the customers of those orders', async (question) => {
    const ids = expected(question).map((id) => id.replace('ord_', 'cus_'));
    const { rows, total } = await listCustomers(db, question, { limit: 40, offset: 0 });
    expect(total).toBe(ids.length);
    expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 40));
  });

  it('takes a telephone number however it is dialled', async () => {
    for (const q of [one.phone, '+34 600 000 777', '600-000-777', '0034600000777']) {
      const { rows } = await listOrders(db, { q }, { limit: 5, offset: 0 });
      expect(rows.map(({ id }) => id)).toEqual([one.id]);
    }
  });

  it('reads no table from one end to the other', async () => {
    for (const question of QUESTIONS) {
      const plans = await plansOf(database, async (fresh) => {
        await listOrders(fresh, { q: question }, { limit: 40, offset: 0 });
        await listCustomers(fresh, question, { limit: 40, offset: 0 });
      });
      const scans = plans.flatMap(({ steps }) => steps).filter((step) => /^SCAN (?!begun)/.test(step));
      // A walk from the newest ends as soon as the page is full.
      expect(scans.filter((step) => !/^SCAN (orders|customers)( USING (COVERING )?INDEX \w+)?$/.test(step))).toEqual(
        [],
      );
      for (const { sql, steps } of plans)
        if (steps.some((step) => /^SCAN (orders|customers)/.test(step))) expect(sql).toMatch(/limit \? offset \?$/);
    }
  });
});
