import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import { DAY, HOUR } from '../../src/shared/instant.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { startServer } from '../../src/server.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { buildClient } from '../support/client.ts';
import { makeFolder, readFolder, removeFolder } from '../support/ledger.ts';
import { MAIL_LOGIN, startMailServer, type TestMailServer } from '../support/mail-server.ts';
import { NO_LIMITS } from '../support/no-limits.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { withLedgerFile } from './support/ledger-file.ts';
import { type ListedMail, sendBy, until } from './support/use-mail.ts';

const JANE = { customerName: 'Jane Doe', customerEmail: 'jane@example.com' };
let dataDir: string;
let office: TestServer;
let server: TestMailServer;
let event: EventOut;

beforeEach(async () => {
  dataDir = makeFolder();
  office = await startTestServer({ dataDir });
  server = await startMailServer();
  event = await buildEvent(office);
});
afterEach(async () => {
  await office.stop();
  await server.close();
  removeFolder(dataDir);
});

const mailOf = async ({ id }: OrderOut): Promise<ListedMail> =>
  (await office.api<ListedMail[]>('GET', `/api/admin/mail?orderId=${id}`)).body[0]!;
const becomes = (order: OrderOut, wanted: (mail: ListedMail) => boolean) => until(() => mailOf(order), wanted);

test('without a mail server mail waits and says so; once there is one it goes out', async () => {
  const order = await sell(office, event, JANE);
  expect(await mailOf(order)).toMatchObject({
    status: 'queued',
    attempts: 0,
    waitingFor: 'No mail server is set.',
    nextAttemptAt: null,
  });
  await sendBy(office, server);
  await server.wait(1);
  expect(await becomes(order, ({ status }) => status === 'sent')).toMatchObject({ attempts: 1, waitingFor: null });
});

test('what waits outlives a restart, and so does what was under way when the machine died', async () => {
  const waiting = await sell(office, event, JANE);
  const underWay = await sell(office, event, JANE);
  withLedgerFile(office, (database) =>
    database.prepare(`UPDATE mails SET status = 'sending', attempts = 1 WHERE order_id = ?`).run(underWay.id),
  );
  const { boxOffice, owner } = office;
  await boxOffice.stop();
  const again = await startServer({
    dataDir,
    port: 0,
    consoleDir: null,
    version: '0.0.0-test',
    rateLimits: NO_LIMITS,
    clock: office.clock.now,
  });
  const client = buildClient(again.url, owner);
  try {
    await sendBy(client, server);
    await server.wait(2);
    await until(
      async () => (await client.api<ListedMail[]>('GET', '/api/admin/mail')).body,
      (mails) => mails.every(({ status }) => status === 'sent'),
    );
  } finally {
    await again.stop();
  }
  const sent = await readFolder(dataDir, (db) => db.selectFrom('mails').select(['order_id', 'attempts']).execute());
  expect(new Map(sent.map((row) => [row.order_id, row.attempts]))).toEqual(
    new Map([
      [waiting.id, 1],
      [underWay.id, 2],
    ]),
  );
  office = await startTestServer();
});

test('an address that is refused for good is not tried again by itself, but by hand', async () => {
  await sendBy(office, server);
  server.refuse = { to: 550 };
  const order = await sell(office, event, JANE);
  const failed = await becomes(order, ({ status }) => status === 'failed');
  expect(failed).toMatchObject({ attempts: 1, nextAttemptAt: null });
  expect(failed.error).toContain('refuses the address: 550');
  server.refuse = {};
  const retried = await office.api<ListedMail>('POST', `/api/admin/mail/${failed.id}/retry`);
  expect(retried).toMatchObject({ status: 200, body: { status: 'queued', error: null } });
  expect(await becomes(order, ({ status }) => status === 'sent')).toMatchObject({ attempts: 2 });
});

test('a mail that is put off is tried again later, and given up after 21 attempts in three days', async () => {
  await sendBy(office, server);
  server.refuse = { message: 451 };
  const order = await sell(office, event, JANE);
  const first = await becomes(order, ({ attempts, status }) => attempts === 1 && status === 'queued');
  expect(first.error).toContain('refuses the mail: 451');
  const wait = Date.parse(first.nextAttemptAt!) - office.clock.now();
  expect(wait).toBeGreaterThanOrEqual(48_000);
  expect(wait).toBeLessThanOrEqual(72_000);
  // Its time has not come.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await mailOf(order)).toMatchObject({ attempts: 1 });
  withLedgerFile(office, (database) =>
    database.prepare('UPDATE mails SET attempts = 20, failures = 20 WHERE order_id = ?').run(order.id),
  );
  office.clock.pass(8 * HOUR);
  expect(await becomes(order, ({ status }) => status === 'failed')).toMatchObject({ attempts: 21 });
});

test('a refused password rests the whole outbox; the right one lets it go at once', async () => {
  await sendBy(office, server);
  await office.api('PATCH', '/api/admin/settings/mail', { body: { password: 'wrong' } });
  const orders = [await sell(office, event, JANE), await sell(office, event, JANE), await sell(office, event, JANE)];
  const tried = await becomes(orders[0]!, ({ error }) => error !== null);
  expect(tried.error).toContain('refuses the user name or the password');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  const { body } = await office.api<ListedMail[]>('GET', '/api/admin/mail');
  expect(body.filter(({ attempts }) => attempts > 0)).toHaveLength(1);
  expect(JSON.stringify(body)).not.toContain('wrong');
  await office.api('PATCH', '/api/admin/settings/mail', { body: { password: MAIL_LOGIN.password } });
  await server.wait(3);
});

test('a server that is down rests the outbox; a mail retried by hand ends the rest', async () => {
  await sendBy(office, server);
  const { port } = server;
  await server.close();
  const order = await sell(office, event, JANE);
  const down = await becomes(order, ({ error }) => error !== null);
  expect(down.error).toBe(`Nothing listens at 127.0.0.1:${port}.`);
  server = await startMailServer({ port });
  await office.api('POST', `/api/admin/mail/${down.id}/retry`);
  await server.wait(1);
});

test('tickets of an event that is over are not mailed late', async () => {
  const order = await sell(office, event, JANE);
  office.clock.pass(2 * DAY);
  await sendBy(office, server);
  const failed = await becomes(order, ({ status }) => status === 'failed');
  expect(failed.error).toBe('The event was over before it was sent.');
  expect(server.received).toEqual([]);
});

test('no code goes out that died while its mail waited', async () => {
  const order = await sell(office, event, JANE);
  await office.api('POST', `/api/admin/orders/${order.id}/refund`, { body: {} });
  await sendBy(office, server);
  const [note] = await server.wait(1);
  expect(note?.mail.subject).toBe('Refund of €25.00 for Summer Pool Party');
  const { body } = await office.api<ListedMail[]>('GET', `/api/admin/mail?orderId=${order.id}&status=failed`);
  expect(body[0]?.error).toBe('Its tickets were refunded, cancelled or transferred before it was sent.');
});

test('a sale that is undone leaves no mail', async () => {
  const tier = event.tiers[1]!;
  const body = {
    eventId: event.id,
    items: [{ tierId: tier.id, quantity: 51 }],
    payment: { method: 'cash' },
    ...JANE,
  };
  expect((await office.api('POST', '/api/checkout', { body })).status).toBe(409);
  expect((await office.api('GET', '/api/admin/mail')).body).toEqual([]);
});
