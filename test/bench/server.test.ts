import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStale } from '../../tools/lib/build-stale.ts';
import type { EventOut } from '../../src/shared/events.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody, sell } from '../support/build-order.ts';
import { buildClient, type Client } from '../support/client.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';
import { load, type LoadResult } from '../support/load.ts';
import { signUp } from '../support/owner.ts';
import { serve, type Served } from '../support/served.ts';

const LONG = process.env['BOX_OFFICE_LONG'] === '1';
const SCANS = LONG ? 10_000 : 400;
const SALES = LONG ? 4_000 : 200;
const MANY = 32;
const program = path.join('dist', 'main', 'serve.cjs');

let dataDir: string;
let served: Served;
let owner: string;
let client: Client;
let event: EventOut;
let startedIn: number;

beforeAll(async () => {
  await buildStale();
  dataDir = makeFolder();
  const before = performance.now();
  served = await serve({ dataDir, program });
  startedIn = performance.now() - before;
  owner = await signUp(buildClient(served.url, null));
  client = buildClient(served.url, owner);
  const tiers = [{ name: 'General', price: 25, quantity: 1_000_000 }];
  event = await buildEvent(client, { totalCapacity: 1_000_000, tiers });
}, 300_000);
afterAll(async () => {
  await served.end('SIGTERM');
  removeFolder(dataDir);
});

const figures = (what: string, { rate, within }: LoadResult): string =>
  `${what}: ${rate.toFixed(0)}/s, ${within(0.5).toFixed(1)} ms median, ${within(0.99).toFixed(1)} ms for 99 %, ${within(1).toFixed(1)} ms at most`;

/** Megabytes of the server's process, now or at its highest. */
function memory(line: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${served.child.pid}/status`, 'utf8');
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
}

/** Milliseconds of processor time that the server's one JavaScript thread has used. */
const threadTime = (): number =>
  Number(readFileSync(`/proc/${served.child.pid}/task/${served.child.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

async function soldCodes(count: number): Promise<string[]> {
  const orders = [];
  for (let left = count; left > 0; left -= 100)
    orders.push(await sell(client, event, { quantity: Math.min(100, left) }));
  return orders.flatMap((order) => order.tickets.map((ticket) => ticket.qrCode));
}

const scan = (qrCode: string) => ({ method: 'POST', path: '/api/scan', body: { qrCode, gate: 'North' } }) as const;

describe.runIf(process.platform === 'linux')('the server', () => {
  it('listens soon after it was started', () => {
    console.log(`listening after ${startedIn.toFixed(0)} ms, ${memory('VmRSS').toFixed(0)} MB resident`);
    expect(startedIn).toBeLessThan(10_000);
  });

  it('admits many at once, each behind a commit of its own or a shared one', async () => {
    const codes = await soldCodes(SCANS + SCANS / 10);
    const alone = await load(served.url, owner, 1, codes.slice(SCANS).map(scan));
    const before = threadTime();
    const together = await load(served.url, owner, MANY, codes.slice(0, SCANS).map(scan));
    const cpu = (threadTime() - before) / SCANS;
    const bare = await load(
      served.url,
      owner,
      MANY,
      Array.from({ length: SCANS }, () => ({ method: 'GET', path: '/api/health' })),
    );
    expect(alone.statuses).toEqual({ 200: SCANS / 10 });
    expect(together.statuses).toEqual({ 200: SCANS });
    console.log(figures('scans, one connection', alone));
    console.log(figures(`scans, ${MANY} connections`, together));
    console.log(figures(`GET /api/health, ${MANY} connections`, bare));
    console.log(`${cpu.toFixed(2)} ms of the JavaScript thread a scan; ${memory('VmHWM').toFixed(0)} MB at most`);
    expect(together.rate / alone.rate).toBeGreaterThan(1);
    expect(cpu).toBeLessThan(5);
  });

  it('sells from many counters at once', async () => {
    const body = checkoutBody(event, { quantity: 2 });
    const before = threadTime();
    const sales = await load(
      served.url,
      owner,
      MANY,
      Array.from({ length: SALES }, () => ({ method: 'POST', path: '/api/checkout', body })),
    );
    const cpu = (threadTime() - before) / SALES;
    expect(sales.statuses).toEqual({ 201: SALES });
    console.log(figures(`sales of two tickets, ${MANY} connections`, sales));
    console.log(`${cpu.toFixed(2)} ms of the JavaScript thread a sale`);
    expect(cpu).toBeLessThan(10);
  });
});
