import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLedger } from '../../src/db/open.ts';
import type { listCustomers } from '../../src/shared/customers.ts';
import type { EventOut } from '../../src/shared/events.ts';
import type { AnswerOf } from '../../src/shared/operation.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { startServer } from '../../src/server.ts';
import { beginErasing, eraseSlice } from '../../src/usecases/erase-customer.ts';
import { buildEvent } from '../support/build-event.ts';
import { callAt } from '../support/build-in-ledger.ts';
import { checkoutBody, hold, sell } from '../support/build-order.ts';
import { buildClient } from '../support/client.ts';
import { makeFolder, readFolder, removeFolder } from '../support/ledger.ts';
import { NO_LIMITS } from '../support/no-limits.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { answerWith, startReceiver, type Receiver } from '../support/webhook-receiver.ts';
import { witness } from './support/contract.ts';
import { withLedgerFile } from './support/ledger-file.ts';
import { until } from './support/use-mail.ts';

const PERSON = { customerName: 'Quentin Quist', customerEmail: 'quentin@quist.example', phone: '+34600555444' };
/** How this person would show, whatever the case and the form of the number. */
const TRACES = ['quentin', 'quist', '600555444'];

let dataDir: string;
let office: TestServer;
let receiver: Receiver;
let event: EventOut;

beforeEach(async () => {
  dataDir = makeFolder();
  office = await startTestServer({ dataDir, witness });
  receiver = await startReceiver();
  event = await buildEvent(office);
});
afterEach(async () => {
  await office.stop();
  await receiver.stop();
  removeFolder(dataDir);
});

let keys = 0;
/** Every change carries a key, so that its answer is kept. */
async function send<T = Record<string, unknown>>(method: string, to: string, body?: unknown, token?: string | null) {
  keys += 1;
  const headers = { 'Idempotency-Key': `erased-${String(keys).padStart(12, '0')}` };
  const answer = await office.api<T>(method, to, { body, headers, ...(token === undefined ? {} : { token }) });
  if (answer.status > 201) throw new Error(`${method} ${to}: ${answer.status} ${answer.text}`);
  return answer.body;
}

const customers = async (q = 'quentin') =>
  (await office.api<AnswerOf<typeof listCustomers>>('GET', `/api/admin/customers?q=${q}`)).body;

/** Where a trace still is: `table.column`, looked for in every text of every table. */
const tracesInTables = (): string[] =>
  withLedgerFile(office, (database) => {
    const found: string[] = [];
    const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
    for (const table of tables) {
      for (const row of database.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[]) {
        for (const [column, value] of Object.entries(row)) {
          const text = String(value).toLowerCase();
          if (TRACES.some((trace) => text.includes(trace))) found.push(`${table}.${column}`);
        }
      }
    }
    return [...new Set(found)].sort();
  });

/** The same in the bytes of every file of the data folder: pages that were freed, the write-ahead log, the log. */
const tracesInFiles = (): string[] =>
  (readdirSync(dataDir, { recursive: true }) as string[]).filter((name) => {
    const file = path.join(dataDir, name);
    if (!statSync(file).isFile() || name.startsWith('backups')) return false;
    const bytes = readFileSync(file).toString('latin1').toLowerCase();
    return TRACES.some((trace) => bytes.includes(trace));
  });

const sums = () =>
  readFolder(dataDir, async (db) => [
    await db.selectFrom('orders').select(['id', 'status', 'total', 'paid', 'refunded', 'tax']).orderBy('id').execute(),
    await db.selectFrom('payments').select(['order_id', 'method', 'amount']).orderBy('id').execute(),
    await db.selectFrom('refunds').select(['order_id', 'amount', 'receipt']).orderBy('id').execute(),
    await db.selectFrom('admissions').select(['ticket_id', 'admitted_at']).orderBy('id').execute(),
    await db.selectFrom('tiers').select(['id', 'sold']).orderBy('id').execute(),
  ]);

/** Leaves traces of the person by every way there is; their orders. */
async function leaveTraces(): Promise<OrderOut[]> {
  await office.api('PUT', '/api/admin/webhooks/config', {
    body: {
      url: receiver.url,
      events: ['order.created', 'order.refunded', 'checkin.completed'],
      allowPrivateAddress: true,
    },
  });
  await receiver.hears('webhook.ping');
  receiver.answering = (response, { raw }) => response.end(raw);
  const sold = await send<OrderOut>('POST', '/api/checkout', {
    ...checkoutBody(event, { quantity: 4, payment: { method: 'card', reference: 'Quentin’s card' } }),
    items: [
      { tierId: event.tiers[0]!.id, quantity: 4, holders: ['Quentin Quist', 'Quinn Quist', 'Q Quist', 'Z Quist'] },
    ],
    ...PERSON,
  });
  await receiver.hears('order.created');
  const one = sold.tickets[0]?.qrCode;
  await send('POST', '/api/scan', { qrCode: one, nonce: 'erased-scan', party: true });
  await send('POST', '/api/scan/undo', { qrCode: one, reason: 'Quentin was early' });
  await send('POST', '/api/scan', { qrCode: one });
  await office.api('POST', '/api/scan', { body: { qrCode: one, nonce: 'erased-again' } });
  const scannedAt = office.clock.instant();
  await send('POST', '/api/scan/batch', { scans: [{ nonce: 'erased-late', qrCode: one, scannedAt }] });
  const [conflict] = (await office.api<{ id: string }[]>('GET', '/api/admin/conflicts')).body;
  await send('POST', `/api/admin/conflicts/${conflict?.id}/resolve`, { note: 'Quentin again' });
  const other = await sell(office, event, { ...PERSON, quantity: 2 });
  await send('POST', '/api/admin/tickets/transfer', {
    ticketId: other.tickets[0]?.ticketId,
    newHolderName: 'Rita Quist',
    newHolderEmail: 'rita@quist.example',
  });
  await send('POST', `/api/admin/orders/${sold.id}/resend`, { email: 'aunt@quist.example' });
  receiver.answering = answerWith(500);
  await send('POST', `/api/admin/orders/${sold.id}/refund`, { reason: 'Quentin is ill', amount: 5 });
  const held = await hold(office, event, PERSON);
  await send('POST', `/api/admin/orders/${held.id}/pay`, { payment: { method: 'cash' } });
  const rows = [
    { ...PERSON, orderNumber: 'Q-1', tierName: 'General', qrCode: 'Q-CODE-1' },
    { ...PERSON, tierName: 'General' },
  ];
  await send('POST', `/api/admin/import?eventId=${event.id}`, { rows });
  return [sold, other, held];
}

test('whoever is erased is in no column of any table, but for the staff’s own words in the audit, and every sum stays', async () => {
  const [sold] = await leaveTraces();
  const [customer] = await customers();
  const before = await sums();
  const known = tracesInTables();
  for (const column of [
    'customers.name',
    'orders.customer_email',
    'outbox.body',
    'idempotency.body',
    'mails.recipient',
  ])
    expect(known).toContain(column);
  for (const column of ['scans.answer', 'imported_tickets.key', 'webhook_attempts.response_body', 'payments.reference'])
    expect(known).toContain(column);

  expect(await send('DELETE', `/api/admin/customers/${customer?.id}`)).toEqual({ id: customer?.id, erased: true });
  expect(tracesInTables().filter((column) => column !== 'audit.after')).toEqual([]);
  expect(await sums()).toEqual(before);
  expect(await customers()).toEqual([]);

  const list = await office.api<{ id: string; status: string; erasedAt: string | null }[]>(
    'GET',
    `/api/admin/webhooks/deliveries?subject=${sold?.id}`,
  );
  expect(list.body.every(({ erasedAt }) => erasedAt !== null)).toBe(true);
  const waiting = list.body.find(({ status }) => status === 'pending');
  receiver.answering = (response) => response.end('OK');
  receiver.forget();
  await office.api('POST', `/api/admin/webhooks/deliveries/${waiting?.id}/redeliver`, { body: {} });
  const refund = await receiver.hears('order.refunded');
  expect(refund.body.data).toMatchObject({ orderId: sold?.id, reason: null });
});

test('nothing is left in freed pages or the write-ahead log either', async () => {
  const order = await sell(office, event, { ...PERSON, quantity: 3 });
  await send('POST', '/api/scan', { qrCode: order.tickets[0]?.qrCode, nonce: 'in-the-file' });
  await send('POST', `/api/admin/orders/${order.id}/resend`, { email: 'aunt@quist.example' });
  expect(tracesInFiles()).not.toEqual([]);
  const [customer] = await customers();
  await send('DELETE', `/api/admin/customers/${customer?.id}`);
  expect(tracesInFiles()).toEqual([]);
});

test('a kept answer stays one, with blanks: the sale is not made twice', async () => {
  const body = checkoutBody(event, PERSON);
  const sale = () => office.api<OrderOut>('POST', '/api/checkout', { body, headers: { 'Idempotency-Key': 'kept' } });
  const first = await sale();
  const [customer] = await customers();
  await send('DELETE', `/api/admin/customers/${customer?.id}`);
  expect((await sale()).body).toMatchObject({ id: first.body.id, total: first.body.total, customerName: null });
});

test('what is handed over of a customer is all there is', async () => {
  await leaveTraces();
  const [customer] = await customers();
  const { body } = await office.api<Record<string, unknown[]>>('GET', `/api/admin/customers/${customer?.id}/data`);
  expect(body).toMatchObject({ customer: { name: PERSON.customerName, email: PERSON.customerEmail } });
  const counts = Object.fromEntries(Object.entries(body).map(([name, entries]) => [name, entries.length]));
  expect(counts).toMatchObject({ orders: 5, admissions: 5, scans: 4 });
  expect(JSON.stringify(body['mails'])).toContain('aunt@quist.example');
  expect(JSON.stringify(body['orders'])).toContain('Quentin is ill');
  expect(JSON.stringify(body['deliveries'])).toContain('order.refunded');
  const data = `/api/admin/customers/${customer?.id}/data`;
  expect((await office.api('GET', data, { token: await office.tokenOf('staff') })).status).toBe(403);
  expect((await office.api('GET', data, { token: null })).status).toBe(401);
});

test('erasing many orders goes in slices, and on after a crash', async () => {
  for (let count = 0; count < 45; count += 1) await sell(office, event, PERSON);
  const [customer] = await customers();
  const id = customer?.id ?? '';
  await office.boxOffice.stop();
  const ledger = await openLedger(dataDir);
  const call = callAt(office.clock.now());
  await ledger.write((trx) => beginErasing(trx, call, id));
  expect(await ledger.write((trx) => eraseSlice(trx, call, id))).toBe(true);
  const left = () =>
    readFolder(dataDir, (db) => db.selectFrom('orders').select('id').where('customer_name', 'is not', null).execute());
  const after = (await left()).length;
  expect(after).toBeGreaterThanOrEqual(25);
  expect(after).toBeLessThan(45);
  await ledger.close();
  const { now } = office.clock;
  const again = await startServer({
    dataDir,
    port: 0,
    consoleDir: null,
    version: '1',
    rateLimits: NO_LIMITS,
    clock: now,
  });
  try {
    await until(left, (rows) => rows.length === 0);
    const client = buildClient(again.url, office.owner);
    await until(
      () => client.api('DELETE', `/api/admin/customers/${id}`),
      ({ status }) => status === 404,
    );
    expect(tracesInTables()).toEqual([]);
  } finally {
    await again.stop();
  }
});
