import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import { DAY, HOUR } from '../../src/shared/instant.ts';
import { listMail, retryMail, updateMailSettings } from '../../src/shared/mail.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { startServer } from '../../src/server.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { buildClient } from '../support/client.ts';
import { makeFolder, readFolder, removeFolder } from '../support/ledger.ts';
import { MAIL_LOGIN, startMailServer, type TestMailServer } from '../support/mail-server.ts';
import { NO_LIMITS } from '../support/no-limits.ts';
import { startTestServer } from '../support/server.ts';
import { withLedgerFile } from './support/ledger-file.ts';
import { useOffice } from './support/office.ts';
import { type ListedMail, sendBy, until } from './support/use-mail.ts';

const JANE = { customerName: 'Jane Doe', customerEmail: 'jane@example.com' };
const office = useOffice();
let server: TestMailServer;
/** On in two weeks by the clock with which the tests begin. */
let event: EventOut;

beforeAll(async () => {
  server = await startMailServer();
  event = await buildEvent(office, { date: '2026-07-30' });
});
afterAll(() => server.close());
/** Each test begins without a mail server in the settings. */
beforeEach(async () => {
  server.refuse = {};
  server.received.length = 0;
  await office.call(updateMailSettings, { body: { host: null } });
});

const mailsOf = ({ id }: OrderOut): Promise<ListedMail[]> => office.call(listMail, { query: { orderId: id } });
const becomes = (order: OrderOut, wanted: (mail: ListedMail) => boolean): Promise<ListedMail> =>
  until(
    async () => (await mailsOf(order))[0]!,
    (mail) => wanted(mail),
  );

test('without a mail server mail waits and says so; once there is one it goes out', async () => {
  const order = await sell(office, event, JANE);
  expect(await mailsOf(order)).toMatchObject([
    { status: 'queued', attempts: 0, waitingFor: 'No mail server is set.', nextAttemptAt: null },
  ]);
  await sendBy(office, server);
  await server.wait(1);
  expect(await becomes(order, ({ status }) => status === 'sent')).toMatchObject({ attempts: 1, waitingFor: null });
});

test('what waits outlives a restart, and so does what was under way when the machine died', async () => {
  const dataDir = makeFolder();
  const before = await startTestServer({ dataDir });
  const show = await buildEvent(before);
  const [waiting, underWay] = [await sell(before, show, JANE), await sell(before, show, JANE)];
  withLedgerFile(before, (database) =>
    database.prepare(`UPDATE mails SET status = 'sending', attempts = 1 WHERE order_id = ?`).run(underWay.id),
  );
  await before.stop();
  const again = await startServer({
    dataDir,
    port: 0,
    consoleDir: null,
    version: '0.0.0-test',
    rateLimits: NO_LIMITS,
    clock: before.clock.now,
  });
  const client = buildClient(again.url, before.owner);
  try {
    await sendBy(client, server);
    await until(
      () => client.call(listMail),
      (mails) => mails.every(({ status }) => status === 'sent'),
    );
  } finally {
    await again.stop();
  }
  expect(server.received).toHaveLength(2);
  const sent = await readFolder(dataDir, (db) => db.selectFrom('mails').select(['order_id', 'attempts']).execute());
  expect(new Map(sent.map((row) => [row.order_id, row.attempts]))).toEqual(
    new Map([
      [waiting.id, 1],
      [underWay.id, 2],
    ]),
  );
  removeFolder(dataDir);
});

test('an address that is refused for good is not tried again by itself, but by hand', async () => {
  await sendBy(office, server);
  server.refuse = { to: 550 };
  const order = await sell(office, event, JANE);
  const failed = await becomes(order, ({ status }) => status === 'failed');
  expect(failed).toMatchObject({ attempts: 1, nextAttemptAt: null });
  expect(failed.error).toContain('refuses the address: 550');
  server.refuse = {};
  const retried = await office.call(retryMail, { params: { id: failed.id } });
  expect(retried).toMatchObject({ status: 'queued', error: null });
  expect(await becomes(order, ({ status }) => status === 'sent')).toMatchObject({ attempts: 2 });
});

test('a refused password rests the whole outbox; the right one lets it go at once', async () => {
  await sendBy(office, server);
  await office.call(updateMailSettings, { body: { password: 'wrong' } });
  for (let count = 0; count < 5; count += 1) await sell(office, event, JANE);
  const list = () => office.call(listMail, { query: { pageSize: '5' } });
  const attemptsBecome = (sum: number) =>
    until(
      list,
      (mails) =>
        mails.every(({ status }) => status !== 'sending') &&
        mails.reduce((total, { attempts }) => total + attempts, 0) === sum,
    );
  await attemptsBecome(1);
  // The rest doubles: one mail is tried at the end of each.
  office.clock.pass(5_000);
  await attemptsBecome(2);
  office.clock.pass(10_000);
  const tried = await attemptsBecome(3);
  expect(tried.filter(({ error }) => error !== null)).toHaveLength(3);
  for (const { error } of tried.filter(({ attempts }) => attempts > 0))
    expect(error).toContain('refuses the user name or the password');
  expect(JSON.stringify(tried)).not.toContain('wrong');
  await office.call(updateMailSettings, { body: { password: MAIL_LOGIN.password } });
  await server.wait(5);
  await attemptsBecome(3 + 5);
});

test('a server that is down rests the outbox; a mail retried by hand ends the rest', async () => {
  await sendBy(office, server);
  const { port } = server;
  await server.close();
  const order = await sell(office, event, JANE);
  const down = await becomes(order, ({ error }) => error !== null);
  expect(down.error).toBe(`Nothing listens at 127.0.0.1:${port}.`);
  server = await startMailServer({ port });
  await office.call(retryMail, { params: { id: down.id } });
  await server.wait(1);
});

test('no code goes out that died while its mail waited', async () => {
  const order = await sell(office, event, JANE);
  await office.api('POST', `/api/admin/orders/${order.id}/refund`, { body: {} });
  await sendBy(office, server);
  const [note] = await server.wait(1);
  expect(note?.mail.subject).toBe('Refund of €25.00 for Summer Pool Party');
  const failed = await office.call(listMail, { query: { orderId: order.id, status: 'failed' } });
  expect(failed[0]?.error).toBe('Its tickets were refunded, cancelled or transferred before it was sent.');
});

test('a sale that is undone leaves no mail', async () => {
  const before = await office.call(listMail);
  const items = [{ tierId: event.tiers[1]!.id, quantity: 51 }];
  const body = { eventId: event.id, items, payment: { method: 'cash' }, ...JANE };
  expect((await office.api('POST', '/api/checkout', { body })).status).toBe(409);
  expect(await office.call(listMail)).toEqual(before);
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
  // Another one goes out meanwhile: its time has not come.
  server.refuse = {};
  const other = await sell(office, event, { ...JANE, customerEmail: 'other@example.com' });
  await becomes(other, ({ status }) => status === 'sent');
  expect(await mailsOf(order)).toMatchObject([{ attempts: 1, status: 'queued' }]);
  server.refuse = { message: 451 };
  withLedgerFile(office, (database) =>
    database.prepare('UPDATE mails SET attempts = 20, failures = 20 WHERE order_id = ?').run(order.id),
  );
  office.clock.pass(8 * HOUR);
  const last = await becomes(order, ({ status }) => status === 'failed');
  expect(last).toMatchObject({ attempts: 21, nextAttemptAt: null });
  expect(last.error).toContain('refuses the mail: 451');
});

test('tickets of an event that is over are not mailed late', async () => {
  const soon = await buildEvent(office, { date: '2026-07-17' });
  const order = await sell(office, soon, JANE);
  office.clock.pass(3 * DAY);
  await sendBy(office, server);
  const failed = await becomes(order, ({ status }) => status === 'failed');
  expect(failed.error).toBe('The event was over before it was sent.');
  expect(server.received).toEqual([]);
});
