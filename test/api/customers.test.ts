import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { AnswerOf } from '../../src/shared/operation.ts';
import type { listCustomers } from '../../src/shared/customers.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

const find = async (q: string) =>
  (await office.api<AnswerOf<typeof listCustomers>>('GET', `/api/admin/customers?q=${encodeURIComponent(q)}`)).body;
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { bom: true, columns: true });

test('orders of one e-mail are one customer, else those of one phone; walk-ups without a name are nobody', async () => {
  const event = await buildEvent(office);
  const first = await sell(office, event, { customerName: 'Jane Smith', customerEmail: 'jane@example.com' });
  await sell(office, event, {
    customerName: 'J. Smith',
    customerEmail: 'JANE@example.com',
    phone: '+34600123456',
    quantity: 2,
  });
  await sell(office, event, { customerName: 'Bob', phone: '0034 600 999 888' });
  await sell(office, event, { customerName: 'Bob', phone: '+34600999888' });
  await sell(office, event);
  const [jane, another] = await find('jane');
  expect(another).toBeUndefined();
  expect(jane).toMatchObject({
    name: 'Jane Smith',
    email: 'jane@example.com',
    phone: '+34600123456',
    orderCount: 2,
    totalSpent: '75.00',
  });
  expect(jane?.orders.map(({ total }) => total)).toEqual(['50.00', '25.00']);
  expect(await find('bob')).toMatchObject([{ orderCount: 2 }]);
  await office.api('POST', `/api/admin/orders/${first.id}/refund`);
  expect((await find('jane'))[0]).toMatchObject({ orderCount: 2, totalSpent: '50.00' });
  const shown = await office.api('GET', `/api/admin/orders/${first.id}`);
  expect(shown.body).toMatchObject({ customerName: 'Jane Smith' });
});

test('the export is CSV by RFC 4180 with a BOM, formulas defused, phones and numbers left as they are', async () => {
  const event = await buildEvent(office, { title: 'Exported' });
  await sell(office, event, {
    customerName: '=HYPERLINK("http://x","y"), "Z"',
    customerEmail: 'evil@example.com',
    phone: '+34600777666',
  });
  await sell(office, event, { customerName: '@SUM(A1)', customerEmail: 'sum@example.com' });
  const answer = await office.api<string>('GET', `/api/admin/customers/export?event=${event.id}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toContain('customers.csv');
  const raw = new Uint8Array(
    await (
      await fetch(`${office.url}/api/admin/customers/export?event=${event.id}`, {
        headers: { authorization: `Bearer ${office.owner}` },
      })
    ).arrayBuffer(),
  );
  expect(Array.from(raw.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
  expect(answer.text).toContain('\r\n');
  expect(rowsOf(answer.text)).toMatchObject([
    {
      name: `'=HYPERLINK("http://x","y"), "Z"`,
      email: 'evil@example.com',
      phone: '+34600777666',
      orderCount: '1',
      totalSpent: '25.00',
      currency: 'EUR',
    },
    { name: `'@SUM(A1)` },
  ]);
  const none = await office.api<string>('GET', `/api/admin/customers/export?event=${event.id}&from=2030-01-01`);
  expect(rowsOf(none.text)).toEqual([]);
  expect(
    (await office.api('GET', '/api/admin/customers/export', { token: await office.tokenOf('staff') })).status,
  ).toBe(403);
  expect((await office.api('GET', '/api/admin/customers/export', { token: null })).status).toBe(401);
  expect((await office.api('GET', '/api/admin/customers/export?from=yesterday')).status).toBe(400);
});

test('an erased customer is forgotten everywhere, and the sums stay', async () => {
  const event = await buildEvent(office);
  const headers = { 'Idempotency-Key': 'the-sale-before-erasing' };
  const body = {
    eventId: event.id,
    items: [{ tierId: event.tiers[0]?.id, quantity: 1, holders: ['Quentin Holder'] }],
    customerName: 'Quentin Private',
    customerEmail: 'quentin@example.com',
    payment: { method: 'cash' },
  };
  const order = (
    await office.api<{ id: string; tickets: { qrCode: string }[] }>('POST', '/api/checkout', { body, headers })
  ).body;
  await office.api('POST', '/api/scan', { body: { qrCode: order.tickets[0]?.qrCode, nonce: 'scan-before-erasing' } });
  const [customer] = await find('quentin');
  const data = await office.api('GET', `/api/admin/customers/${customer?.id}/data`);
  expect(data.body).toMatchObject({ customer: { email: 'quentin@example.com' }, orders: [{ id: order.id }] });
  expect((await office.api('DELETE', `/api/admin/customers/${customer?.id}`)).body).toEqual({
    id: customer?.id,
    erased: true,
  });
  expect(await find('quentin')).toEqual([]);
  expect((await office.api<unknown[]>('GET', '/api/admin/orders?q=quentin')).body).toEqual([]);
  expect((await office.api('GET', `/api/admin/customers/${customer?.id}`)).status).toBe(404);
  const after = await office.api('GET', `/api/admin/orders/${order.id}`);
  expect(after.body).toMatchObject({ total: '25.00', status: 'paid', customerName: null, customerEmail: null });
  const replay = await office.api('POST', '/api/scan', {
    body: { qrCode: order.tickets[0]?.qrCode, nonce: 'scan-before-erasing' },
  });
  expect(replay).toMatchObject({ status: 200, body: { result: 'admitted', ticket: { holderName: null } } });
  const { readFolder } = await import('../support/ledger.ts');
  const everything = await readFolder(office.dataDir, async (db) => {
    const tables = [
      'customers',
      'orders',
      'tickets',
      'order_words',
      'scans',
      'idempotency',
      'audit',
      'outbox',
    ] as const;
    return JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
  });
  expect(everything.toLowerCase()).not.toContain('quentin');
});
