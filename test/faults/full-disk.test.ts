import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getEvent, type EventOut } from '../../src/shared/events.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody, sell } from '../support/build-order.ts';
import { makeFolder, readFolder, removeFolder } from '../support/ledger.ts';
import { brokenPromises } from '../support/promises.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** A disk of 4 MiB, in memory. Only root may make one, and not in every container. */
const disk = makeFolder();
const mounted =
  process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4M', 'tmpfs', disk]).status === 0;
if (!mounted) console.log('left out: a full disk, none can be mounted here');

const filler = path.join(disk, 'somebody-elses-photographs');

/** Writes until not one byte more fits. */
function fillDisk(): void {
  const file = openSync(filler, 'a');
  for (let size = 65_536; size >= 1;) {
    try {
      writeSync(file, Buffer.alloc(size, 1));
    } catch {
      size = Math.floor(size / 2);
    }
  }
  closeSync(file);
}

let server: TestServer;
let event: EventOut;
let order: OrderOut;
beforeAll(async () => {
  if (!mounted) return;
  server = await startTestServer({ dataDir: path.join(disk, 'data') });
  // More places than the disk can hold: it must be full before the event is sold out.
  const tiers = [{ name: 'General', price: 25, quantity: 100_000 }];
  event = await buildEvent(server, { totalCapacity: 100_000, tiers });
  order = await sell(server, event, { quantity: 20 });
});
afterAll(async () => {
  if (mounted) {
    rmSync(filler, { force: true });
    await server.stop();
    // Lazily: the log of the stopped server is still open in this process.
    spawnSync('umount', ['-l', disk]);
  }
  removeFolder(disk);
});

const scanAll = () =>
  Promise.all(
    order.tickets.map(({ qrCode, ticketId }) =>
      server.api('POST', '/api/scan', { body: { qrCode, nonce: `nonce-${ticketId}` } }),
    ),
  );

it.runIf(mounted)('a full disk refuses changes in words, keeps answering reads, and loses nothing', async () => {
  fillDisk();
  // What is left of the last page may take a small change or two; then there is no room for any.
  let refused = await server.api('POST', '/api/checkout', { body: checkoutBody(event, { quantity: 50 }) });
  for (let more = 0; refused.status === 201 && more < 100; more += 1)
    refused = await server.api('POST', '/api/checkout', { body: checkoutBody(event, { quantity: 50 }) });
  expect(refused.status).toBe(503);
  expect(refused.body).toEqual({
    error: 'The disk is full or cannot be written. Nothing was changed; free some space and try again.',
    code: 'storage_unavailable',
  });
  const before = (await server.call(getEvent, { params: { id: event.id } })).sales;
  const scans = await scanAll();
  const admitted = scans.filter(({ status }) => status === 200).length;
  expect(admitted).toBeLessThan(20);
  expect(scans.every(({ status }) => status === 200 || status === 503)).toBe(true);
  const after = (await server.call(getEvent, { params: { id: event.id } })).sales;
  expect(after).toEqual({ ...before, checkedIn: admitted });

  rmSync(filler);
  // Those that were admitted already answer their nonce as before.
  expect((await scanAll()).map(({ status }) => status)).toEqual(order.tickets.map(() => 200));
  await sell(server, event);
  const { sales } = await server.call(getEvent, { params: { id: event.id } });
  expect(sales).toMatchObject({ ticketsSold: before.ticketsSold + 1, checkedIn: 20 });
  expect(await readFolder(server.dataDir, brokenPromises)).toEqual([]);
});
