import Sqlite from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { entriesOfNextQuarter, paidOrders, refundsInPeriod } from '../../src/db/reports.ts';
import type { EventOut } from '../../src/shared/events.ts';
import { DAY, MINUTE, toInstant } from '../../src/shared/instant.ts';
import { checkout, getOrder, refundOrder } from '../../src/shared/orders.ts';
import { createPromoCode } from '../../src/shared/promo-codes.ts';
import { entriesReport, exportSalesReport, salesReport, type SalesReportOut } from '../../src/shared/reports.ts';
import { scan } from '../../src/shared/scan.ts';
import { parseMoney } from '../../src/shared/money.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody } from '../support/build-order.ts';
import { plansOf } from '../support/query-plans.ts';
import { withLedgerFile } from './support/ledger-file.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
let event: EventOut;
let other: EventOut;
let manager: string;

const cents = (text: string): number =>
  (text.startsWith('-') ? -1 : 1) * (parseMoney(text.replace('-', ''), 'EUR') ?? NaN);
const total = <T>(rows: readonly T[], of: (row: T) => string): number =>
  rows.reduce((sum, row) => sum + cents(of(row)), 0);

/** Prices that do not divide, two rates, three ways of paying, refunds of a ticket, of an amount and of everything. */
beforeAll(async () => {
  manager = await office.tokenOf('manager');
  const tiers = [
    { name: 'General', price: '13.37', quantity: 100, taxRate: 21 },
    { name: 'Child', price: '7.99', quantity: 100, taxRate: 10 },
  ];
  event = await buildEvent(office, { date: '2026-07-25', tiers });
  other = await buildEvent(office, { title: 'Winter Ball', date: '2026-07-25', tiers });
  await office.call(createPromoCode, { token: manager, body: { code: 'SUMMER', percent: 15 } });
  for (let n = 0; n < 9; n += 1) {
    const of = n % 3 === 2 ? other : event;
    const items = of.tiers.map(({ id }, at) => ({ tierId: id, quantity: 1 + ((n + at) % 3) }));
    const payment = [{ method: 'cash' }, { method: 'card' }, { method: 'comp', reason: 'guest' }][n % 4] ?? {
      method: 'cash',
    };
    const body = { ...checkoutBody(of), items, payment, ...(n === 1 ? { promoCode: 'SUMMER' } : {}) };
    const order = await office.call(checkout, { body: body as ReturnType<typeof checkoutBody> });
    office.clock.pass(7 * 60 * MINUTE);
    if (n === 0) await office.call(refundOrder, { params: { id: order.id }, body: { reason: 'ill', amount: '3.33' } });
    if (n === 3) await office.call(refundOrder, { params: { id: order.id }, body: { reason: 'ill' } });
    if (n === 4) {
      const { tickets } = await office.call(getOrder, { params: { id: order.id } });
      await office.call(refundOrder, {
        params: { id: order.id },
        body: { reason: 'ill', ticketIds: [tickets[0]?.ticketId ?? ''] },
      });
    }
  }
});

const report = (query: { eventId?: string; from?: string; to?: string } = {}): Promise<SalesReportOut> =>
  office.call(salesReport, { token: manager, query });

const ledgerSum = (sql: string, ...values: string[]): number =>
  withLedgerFile(office, (db) =>
    Number(
      db
        .prepare(sql)
        .pluck()
        .get(...values),
    ),
  );

/** Each way of looking at the money sees the same money, and it is the ledger's. */
function expectToAddUp(sums: SalesReportOut, paid: number, refunded: number): void {
  const { totals } = sums;
  expect(cents(totals.gross)).toBe(paid);
  expect(cents(totals.refunded)).toBe(refunded);
  expect(cents(totals.net)).toBe(paid - refunded);
  expect(total(sums.days, (day) => day.gross)).toBe(paid);
  expect(total(sums.days, (day) => day.refunded)).toBe(refunded);
  expect(total(sums.tiers, (tier) => tier.gross) + total(sums.addOns, (addOn) => addOn.gross)).toBe(paid);
  expect(total(sums.methods, (method) => method.taken)).toBe(paid);
  expect(total(sums.methods, (method) => method.refunded)).toBe(refunded);
  expect(total(sums.channels, (channel) => channel.gross)).toBe(paid);
  expect(total(sums.taxes, (line) => line.gross)).toBe(paid);
  expect(total(sums.refundedTaxes, (line) => line.gross)).toBe(refunded);
}

test('every table of it adds up to the ledger to the cent', async () => {
  const sums = await report();
  expectToAddUp(sums, ledgerSum('SELECT sum(amount) FROM payments'), ledgerSum('SELECT sum(amount) FROM refunds'));
  expect(sums.totals).toMatchObject({
    orders: 9,
    tickets: ledgerSum('SELECT count(*) FROM tickets'),
    refunds: 3,
    discounts: expect.any(String) as string,
  });
  expect(cents(sums.totals.discounts)).toBe(ledgerSum('SELECT sum(discount) FROM orders'));
  // The tax is what the receipts say.
  expect(total(sums.taxes, (line) => line.tax)).toBe(ledgerSum('SELECT sum(tax) FROM orders'));
  expect(sums.promoCodes).toMatchObject([{ code: 'SUMMER', orders: 1 }]);
});

test('of one event, and of each day, the parts add up to the whole', async () => {
  const sums = await Promise.all([event, other].map(({ id }) => report({ eventId: id })));
  for (const [at, { id }] of [event, other].entries())
    expectToAddUp(
      sums[at] as SalesReportOut,
      ledgerSum('SELECT sum(amount) FROM payments JOIN orders ON orders.id = order_id WHERE event_id = ?', id),
      ledgerSum(
        'SELECT coalesce(sum(amount), 0) FROM refunds JOIN orders ON orders.id = order_id WHERE event_id = ?',
        id,
      ),
    );
  const all = await report();
  for (const day of all.days) {
    const one = await report({ from: day.day, to: day.day });
    expect(one.days).toEqual([day]);
    expect(one.totals).toMatchObject({ gross: day.gross, refunded: day.refunded, orders: day.orders });
  }
});

test('as CSV, for managers', async () => {
  const { text, status } = await office.api('GET', '/api/admin/reports/sales/export', { token: manager });
  expect(status).toBe(200);
  const { totals } = await report();
  expect(text).toContain(`total,gross,,9,${totals.gross},${totals.refunded},${totals.net},EUR`);
  expect(text.split('\r\n').length).toBeGreaterThan(12);
});

test.each([salesReport, exportSalesReport, entriesReport])('$id says who may and what is wrong', async ({ path }) => {
  expect((await office.api('GET', path, { token: null })).status).toBe(401);
  expect((await office.api('GET', path, { token: await office.tokenOf('staff') })).status).toBe(403);
  const wrong = await office.api('GET', `${path}?from=2026-13-01`, { token: manager });
  expect(wrong.status).toBe(400);
  const nowhere = await office.api('GET', `${path}?eventId=evt_none`, { token: manager });
  expect(nowhere.body).toMatchObject({ code: 'unknown_event' });
});

test('entries fall into their quarter of an hour and gate', async () => {
  const late = await buildEvent(office, { date: toInstant(office.clock.now()).slice(0, 10) });
  const { id: orderId } = await office.call(checkout, {
    body: { ...checkoutBody(late), items: [{ tierId: late.tiers[0]?.id ?? '', quantity: 3 }] },
  });
  const { tickets } = await office.call(getOrder, { params: { id: orderId } });
  const start = Math.ceil(office.clock.now() / (15 * MINUTE)) * 15 * MINUTE;
  office.clock.pass(start - office.clock.now());
  for (const [at, { qrCode }] of tickets.entries()) {
    await office.call(scan, { body: { qrCode, gate: at === 2 ? 'B' : 'A' } });
    if (at === 1) office.clock.pass(31 * MINUTE);
  }
  const { quarters } = await office.call(entriesReport, { token: manager, query: { eventId: late.id } });
  expect(quarters).toEqual([
    { at: toInstant(start), total: 2, gates: [{ gate: 'A', count: 2 }] },
    { at: toInstant(start + 30 * MINUTE), total: 1, gates: [{ gate: 'B', count: 1 }] },
  ]);
});

test('each slice is found by an index of its moments and read no further', async () => {
  const database = new Sqlite(`${office.dataDir}/ledger.db`, { readonly: true });
  const filter = { currency: 'EUR', from: toInstant(office.clock.now() - DAY), to: toInstant(office.clock.now()) };
  const after = { at: '', id: '' };
  const plans = [
    ...(await plansOf(database, (db) => paidOrders(db, filter, after, 250))),
    ...(await plansOf(database, (db) => paidOrders(db, { ...filter, eventId: event.id }, after, 250))),
    ...(await plansOf(database, (db) => refundsInPeriod(db, filter, after, 250))),
    ...(await plansOf(database, (db) => entriesOfNextQuarter(db, event.id, '', '9999'))),
  ].map(({ steps }) => steps.join(' | '));
  database.close();
  expect(plans[0]).toContain('orders_by_payment');
  expect(plans[1]).toContain('orders_by_event_payment');
  expect(plans[2]).toContain('refunds_by_time');
  for (const plan of plans) expect(plan).not.toMatch(/SCAN (orders|refunds|admissions)|TEMP B-TREE FOR ORDER BY/);
});
