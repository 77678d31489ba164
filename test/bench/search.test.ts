import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ledger } from '../../src/db/ledger.ts';
import { openLedger } from '../../src/db/open.ts';
import { listOrders } from '../../src/db/orders.ts';
import { buildEventIn, callAt } from '../support/build-in-ledger.ts';
import { fillOrders, filledOrder } from '../support/fill-orders.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';

/** 2.5 tickets an order: a million tickets in the long run. */
const ORDERS = process.env['BOX_OFFICE_LONG'] === '1' ? 400_000 : 6_000;
const TIMES = 40;

let folder: string;
let ledger: Ledger;

beforeAll(async () => {
  folder = makeFolder();
  ledger = await openLedger(folder);
  const tiers = [{ name: 'General', price: 10, quantity: 1_000_000 }];
  const event = await buildEventIn(ledger, callAt(Date.now()), { totalCapacity: 1_000_000, tiers });
  await fillOrders(ledger, event, ORDERS);
}, 900_000);
afterAll(async () => {
  await ledger.close();
  removeFolder(folder);
});

/** Milliseconds of this thread's processor. The machine counts them coarsely, so some together are measured. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  for (let time = 0; time < TIMES; time += 1) await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000 / TIMES;
}

const find = (q?: string) => listOrders(ledger.reads, q === undefined ? {} : { q }, { limit: 50, offset: 0 });

test(`a search among ${ORDERS * 2.5} tickets costs what it finds, not what there is`, async () => {
  const one = filledOrder(ORDERS / 2);
  const questions = {
    'a scanned code': one.codes[0] ?? '',
    'an order number': one.number,
    'an e-mail address': one.email,
    'a telephone number': one.phone,
    'a whole name': one.name,
    'half a name': 'garc',
    'three letters of a common name': 'mar',
    'half of both names': 'gar mar',
  };
  const costs: number[] = [];
  for (const [what, question] of Object.entries(questions)) {
    const { total } = await find(question);
    const cost = await cpuOf(() => find(question));
    costs.push(cost);
    console.log(`${what} (“${question}”, ${total} found): ${cost.toFixed(1)} ms of the thread`);
  }
  const newest = await cpuOf(() => find());
  console.log(`the newest, unasked: ${newest.toFixed(1)} ms; median of the searches ${median(costs).toFixed(1)} ms`);
  // A code or a number is looked up: no dearer than a few pages of the newest orders, among however many.
  for (const exact of costs.slice(0, 4)) expect(exact).toBeLessThan(20 * Math.max(newest, 0.5));
});

const median = (of: readonly number[]): number => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
