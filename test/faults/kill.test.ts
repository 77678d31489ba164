import Sqlite from 'better-sqlite3';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody } from '../support/build-order.ts';
import { buildClient, type Answered, type Client } from '../support/client.ts';
import { makeFolder, readFolder, removeFolder } from '../support/ledger.ts';
import { signUp } from '../support/owner.ts';
import { brokenPromises } from '../support/promises.ts';
import { serve, type Served } from '../support/served.ts';

const KILLS = process.env['BOX_OFFICE_LONG'] === '1' ? 20 : 3;
const COUNTERS = 8;

/** A call with what makes its repetition harmless, so that whoever got no answer may ask again. */
interface Asked {
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the box office has said "done" to: none of it may ever be gone. */
const acknowledged = { orders: new Set<string>(), scans: new Set<string>(), refunds: new Set<string>() };
/** Calls that a kill left without an answer. */
let unanswered: Asked[] = [];
/** Tickets that were sold and are not yet scanned. */
const unscanned: string[] = [];
/** Turns that the counters took so far. */
let number = 0;
let answers = 0;

let dataDir: string;
let served: Served | undefined;
beforeAll(() => {
  dataDir = makeFolder();
});
afterAll(async () => {
  await served?.end('SIGKILL');
  removeFolder(dataDir);
});

const key = (name: string): Record<string, string> => ({ 'Idempotency-Key': `kill-test-${name}` });

/** Asks, and notes what was acknowledged; null where no answer came. */
async function ask(client: Client, asked: Asked): Promise<Answered<Record<string, unknown>> | null> {
  const answer = await client.api('POST', asked.path, asked).catch(() => null);
  if (answer === null) {
    unanswered.push(asked);
    return null;
  }
  answers += 1;
  const { body } = answer;
  if (answer.status === 201) {
    const order = body as unknown as OrderOut;
    acknowledged.orders.add(order.id);
    unscanned.push(...order.tickets.map((ticket) => ticket.qrCode));
  }
  if (body['result'] === 'admitted') acknowledged.scans.add(String(body['nonce']));
  if (typeof body['refundId'] === 'string') acknowledged.refunds.add(body['refundId']);
  return answer;
}

/** A counter that sells two tickets, scans one, refunds a part of every third order, and so on until nobody answers. */
async function work(client: Client, event: EventOut): Promise<void> {
  for (;;) {
    number += 1;
    const turn = number;
    const sale = { path: '/api/checkout', body: checkoutBody(event, { quantity: 2 }), headers: key(`sale-${turn}`) };
    const sold = await ask(client, sale);
    if (!sold) return;
    expect(sold.status).toBe(201);
    const nonce = `scan-${turn}`;
    const scan = { path: '/api/scan', body: { qrCode: unscanned.shift(), nonce }, headers: {} };
    const scanned = await ask(client, scan);
    if (!scanned) return;
    expect(scanned.status).toBe(200);
    if (turn % 3 > 0) continue;
    const refund = {
      path: `/api/admin/orders/${String(sold.body['id'])}/refund`,
      body: { amount: 5 },
      headers: key(`refund-${turn}`),
    };
    if (!(await ask(client, refund))) return;
  }
}

/** All ids or nonces that a table holds. */
const held = (table: 'orders' | 'refunds' | 'admissions'): Promise<Set<string>> =>
  readFolder(dataDir, async (db) => {
    if (table !== 'admissions') return new Set((await db.selectFrom(table).select('id').execute()).map(({ id }) => id));
    return new Set((await db.selectFrom(table).select('nonce').execute()).map(({ nonce }) => nonce ?? ''));
  });

/** What was acknowledged and is not there. */
const lost = (promised: ReadonlySet<string>, there: ReadonlySet<string>): string[] =>
  [...promised].filter((name) => !there.has(name));

/** The ledger is whole and holds everything that was acknowledged. */
async function expectNothingLost(): Promise<void> {
  const database = new Sqlite(path.join(dataDir, 'ledger.db'), { readonly: true });
  expect(database.pragma('quick_check', { simple: true })).toBe('ok');
  database.close();
  expect(await readFolder(dataDir, brokenPromises)).toEqual([]);
  expect(lost(acknowledged.orders, await held('orders'))).toEqual([]);
  expect(lost(acknowledged.scans, await held('admissions'))).toEqual([]);
  expect(lost(acknowledged.refunds, await held('refunds'))).toEqual([]);
}

/** Lets the counters work for a while; every kill finds the box office at another point of it. */
async function killAmidWork(kill: number): Promise<void> {
  const enough = answers + 30 + 7 * kill;
  while (answers < enough) await sleep(1 + (kill % 5));
  await served?.end('SIGKILL');
}

it(`${KILLS} × kill -9 amid sales, scans and refunds lose nothing acknowledged and do nothing twice`, async () => {
  served = await serve({ dataDir });
  const owner = await signUp(buildClient(served.url, null));
  const event = await buildEvent(buildClient(served.url, owner), {
    totalCapacity: 1_000_000,
    tiers: [{ name: 'General', price: 25, quantity: 1_000_000 }],
  });

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const client = buildClient(served.url, owner);
    const counters = Array.from({ length: COUNTERS }, () => work(client, event));
    await Promise.all([...counters, killAmidWork(kill)]);

    served = await serve({ dataDir });
    await expectNothingLost();
    // Who got no answer asks again, and the call is done once, whether it was before the kill or not.
    const again = unanswered;
    unanswered = [];
    expect(again.length).toBeGreaterThan(0);
    for (const asked of again) {
      const answer = await ask(buildClient(served.url, owner), asked);
      expect(answer?.status).toBeLessThan(300);
    }
    await expectNothingLost();
    expect((await held('orders')).size).toBe(acknowledged.orders.size);
    expect((await held('admissions')).size).toBe(acknowledged.scans.size);
    expect((await held('refunds')).size).toBe(acknowledged.refunds.size);
  }
  expect(await served.end('SIGTERM')).toBe(0);
  for (const done of Object.values(acknowledged)) expect(done.size).toBeGreaterThan(KILLS);
  console.log(
    `${KILLS} kills: ${acknowledged.orders.size} orders, ${acknowledged.scans.size} scans and ${acknowledged.refunds.size} refunds acknowledged, none lost`,
  );
});
