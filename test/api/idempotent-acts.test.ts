import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import { HOUR } from '../../src/shared/instant.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { startServer, type BoxOffice } from '../../src/server.ts';
import { openLedger } from '../../src/db/open.ts';
import { beginCancel } from '../../src/usecases/cancel-event.ts';
import { beginOnce, hashOf } from '../../src/usecases/idempotency.ts';
import { buildEvent } from '../support/build-event.ts';
import { callAt } from '../support/build-in-ledger.ts';
import { sell } from '../support/build-order.ts';
import { buildClient, type Client } from '../support/client.ts';
import { makeFolder, readFolder, removeFolder } from '../support/ledger.ts';
import { startMailServer } from '../support/mail-server.ts';
import { NO_LIMITS } from '../support/no-limits.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { sendBy, until } from './support/use-mail.ts';

let dataDir: string;
let office: TestServer;
let later: BoxOffice | undefined;

beforeEach(async () => {
  dataDir = makeFolder();
  office = await startTestServer({ dataDir });
});
afterEach(async () => {
  await office.stop();
  await later?.stop();
  later = undefined;
  removeFolder(dataDir);
});

/** The same box office, closed and opened again; `between` sees its folder closed. */
async function restart(between: () => Promise<void> = () => Promise.resolve()): Promise<Client & { url: string }> {
  await office.boxOffice.stop();
  await between();
  const { now } = office.clock;
  later = await startServer({ dataDir, port: 0, consoleDir: null, version: '1', rateLimits: NO_LIMITS, clock: now });
  return { ...buildClient(later.url, office.owner), url: later.url };
}

const keyed = (key: string, body?: unknown) => ({ body, headers: { 'Idempotency-Key': key } });
const seen = ({ status, text }: { status: number; text: string }) => `${status} ${text}`;
const audited = (action: string) =>
  readFolder(dataDir, (db) => db.selectFrom('audit').select('id').where('action', '=', action).execute());

/** Uploads a file as the owner. */
async function upload(event: EventOut, key: string, csv: string, more = '', url = office.url) {
  const response = await fetch(`${url}/api/admin/import?eventId=${event.id}${more}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${office.owner}`, 'content-type': 'text/csv', 'idempotency-key': key },
    body: csv,
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as Record<string, unknown> };
}

const file = (...codes: string[]) => `code,tier\n${codes.map((code) => `${code},General\n`).join('')}`;
const conflict = { status: 409, body: { code: 'idempotency_conflict' } };

describe('cancelling an event', () => {
  const path = (event: EventOut) => `/api/admin/events/${event.id}/cancel`;

  test('raced, and again after a restart, is one cancellation; another reason under the key is a conflict', async () => {
    const event = await buildEvent(office);
    for (let count = 0; count < 3; count += 1) await sell(office, event);
    const body = { reason: 'storm' };
    const raced = await Promise.all([1, 2, 3].map(() => office.api('POST', path(event), keyed('storm', body))));
    expect(new Set(raced.map(seen)).size).toBe(1);
    expect(raced[0]).toMatchObject({ status: 200, body: { totalOrdersRefunded: 3, totalRefundAmount: '75.00' } });
    expect(await office.api('POST', path(event), keyed('storm', { reason: 'sun' }))).toMatchObject(conflict);
    const client = await restart();
    expect(seen(await client.api('POST', path(event), keyed('storm', body)))).toBe(seen(raced[0]!));
    expect(await client.api('POST', path(event), keyed('storm'))).toMatchObject(conflict);
    expect(await audited('event.cancel')).toHaveLength(1);
  });

  test('that a crash cut short is gone on with by the same call alone, and then answered for good', async () => {
    const event = await buildEvent(office);
    await sell(office, event);
    const { id } = (await office.api<{ id: string }>('GET', '/api/auth/me')).body;
    const body = { reason: 'storm' };
    const client = await restart(async () => {
      const ledger = await openLedger(dataDir);
      const call = callAt(office.clock.now());
      const key = { subject: id, route: `POST ${path(event)}`, key: 'cut' };
      await ledger.write((trx) => beginOnce(trx, call, key, hashOf(JSON.stringify(body))));
      await ledger.write((trx) => beginCancel(trx, call, event.id, body.reason));
      await ledger.close();
    });
    expect(await client.api('POST', path(event), keyed('cut', { reason: 'sun' }))).toMatchObject(conflict);
    const whole = await client.api('POST', path(event), keyed('cut', body));
    expect(whole).toMatchObject({ status: 200, body: { totalOrdersRefunded: 1, totalRefundAmount: '25.00' } });
    expect(seen(await client.api('POST', path(event), keyed('cut', body)))).toBe(seen(whole));
  });

  test('an event that is not there is refused again the same way', async () => {
    const missing = () => office.api('POST', '/api/admin/events/evt_missing/cancel', keyed('missing'));
    const first = await missing();
    expect(first.status).toBe(404);
    expect(seen(await missing())).toBe(seen(first));
  });
});

test('a batch of scans, raced, is one batch: the second hears of the first’s clock, not of its own', async () => {
  const event = await buildEvent(office);
  const order = await sell(office, event, { quantity: 2 });
  const scans = order.tickets.map(({ qrCode }, index) => ({
    nonce: `batch-nonce-${index}-000000`,
    qrCode,
    scannedAt: '2026-07-15T20:00:00.000Z',
  }));
  const send = (body: unknown) => office.api('POST', '/api/scan/batch', keyed('batch', body));
  const raced = await Promise.all([1, 2, 3, 4].map(() => send({ scans })));
  expect(new Set(raced.map(seen)).size).toBe(1);
  expect(raced[0]?.status).toBe(200);
  office.clock.pass(HOUR);
  expect(seen(await send({ scans }))).toBe(seen(raced[0]!));
  expect(await send({ scans: scans.slice(1) })).toMatchObject(conflict);
  const client = await restart();
  expect(seen(await client.api('POST', '/api/scan/batch', keyed('batch', { scans })))).toBe(seen(raced[0]!));
});

describe('an import', () => {
  test('raced, streamed, takes the file once; another file, and another event, are conflicts', async () => {
    const [event, other] = [await buildEvent(office), await buildEvent(office)];
    const raced = await Promise.all([1, 2, 3].map(() => upload(event, 'file', file('A-1', 'A-2'))));
    expect(raced[0]).toMatchObject({ status: 200, body: { imported: 2, skipped: 0 } });
    expect(new Set(raced.map(seen)).size).toBe(1);
    expect(await upload(event, 'file', file('A-1', 'A-3'))).toMatchObject(conflict);
    expect(await upload(other, 'file', file('A-1', 'A-2'))).toMatchObject(conflict);
    const { url } = await restart();
    expect(seen(await upload(event, 'file', file('A-1', 'A-2'), '', url))).toBe(seen(raced[0]!));
    expect(await audited('order.import')).toHaveLength(1);
  });

  test('is refused again the same way, and a rehearsal’s key is not the import’s', async () => {
    const event = await buildEvent(office);
    const refused = await upload(event, 'empty', '');
    expect(refused).toMatchObject({ status: 400, body: { error: 'The file is empty.' } });
    expect(seen(await upload(event, 'empty', ''))).toBe(seen(refused));
    expect((await upload(event, 'dry', file('D-1'), '&dryRun=true')).body).toMatchObject({ imported: 1 });
    expect(await upload(event, 'dry', file('D-1'))).toMatchObject(conflict);
    const rows = [{ qrCode: 'J-1', tierName: 'General' }];
    const json = () => office.api('POST', `/api/admin/import?eventId=${event.id}`, keyed('json', { rows }));
    expect((await json()).body).toMatchObject({ imported: 1 });
    expect((await json()).body).toMatchObject({ imported: 1 });
  });

  test('whose connection broke is sent again whole under the same key, after a restart too', async () => {
    const event = await buildEvent(office);
    const whole = file(...Array.from({ length: 60 }, (_, index) => `W-${index}`));
    const broken = request(`${office.url}/api/admin/import?eventId=${event.id}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${office.owner}`, 'content-type': 'text/csv', 'idempotency-key': 'broken' },
    });
    broken.on('error', () => undefined);
    broken.write(whole.slice(0, whole.length / 2));
    const imported = (client: Client) => client.api<OrderOut[]>('GET', `/api/admin/orders?event=${event.id}`);
    await until(
      () => imported(office),
      ({ body }) => body.length >= 20,
    );
    broken.destroy();
    const client = await restart();
    const again = await upload(event, 'broken', whole, '', client.url);
    expect(again).toMatchObject({ status: 200, body: { rows: 60, badCount: 0 } });
    expect(Number((await imported(client)).headers.get('x-total-count'))).toBe(60);
    expect(seen(await upload(event, 'broken', whole, '', client.url))).toBe(seen(again));
    expect(await upload(event, 'broken', file('W-0'), '', client.url)).toMatchObject(conflict);
  });
});

test('a test mail goes out once a key', async () => {
  const server = await startMailServer();
  try {
    await sendBy(office, server);
    const send = (to: string) => office.api('POST', '/api/admin/settings/mail/test', keyed('try', { to }));
    const raced = await Promise.all([1, 2, 3].map(() => send('owner@example.com')));
    expect(raced[0]).toMatchObject({ status: 200, body: { sent: true } });
    expect(new Set(raced.map(seen)).size).toBe(1);
    expect(await send('other@example.com')).toMatchObject(conflict);
    expect(server.received).toHaveLength(1);
  } finally {
    await server.close();
  }
});

test('leaving the demo answers the same', async () => {
  const leave = () => office.api('DELETE', '/api/demo', keyed('leave'));
  const first = await leave();
  expect(first).toMatchObject({ status: 200, body: { demo: false } });
  expect(seen(await leave())).toBe(seen(first));
});
