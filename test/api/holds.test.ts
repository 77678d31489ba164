import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import { MINUTE, toInstant } from '../../src/shared/instant.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody, hold, sell } from '../support/build-order.ts';
import { startTestServer } from '../support/server.ts';
import { expectFields, statusesOf } from './support/answers.ts';
import { witness } from './support/contract.ts';

/** A box office of the test's own: an address may have two open holds, and every test here calls from the same one. */
async function openOffice() {
  const office = await startTestServer({ witness });
  onTestFinished(() => office.stop());
  return {
    ...office,
    buy: (body: unknown) => office.api<OrderOut>('POST', '/api/checkout', { token: null, body }),
    pay: (id: string, payment: unknown = { method: 'cash' }, token?: string) =>
      office.api<OrderOut & { change: string | null }>('POST', `/api/admin/orders/${id}/pay`, {
        body: { payment },
        ...(token === undefined ? {} : { token }),
      }),
    release: (id: string) => office.api<OrderOut>('POST', `/api/admin/orders/${id}/release`),
    order: async (id: string) => (await office.api<OrderOut>('GET', `/api/admin/orders/${id}`)).body,
    event: async (id: string) => (await office.api<EventOut>('GET', `/api/admin/events/${id}`)).body,
    scan: (qrCode = '') => office.api('POST', '/api/scan', { body: { qrCode } }),
  };
}

describe('an order from outside', () => {
  test('is pending, holds its places for 15 minutes and does not open the door', async () => {
    const office = await openOffice();
    const event = await buildEvent(office);
    const { status, body } = await office.buy(
      checkoutBody(event, { customerName: 'Pat', quantity: 2, customerEmail: '' }),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'pending',
      channel: 'public',
      customerName: 'Pat',
      customerEmail: null,
      total: '50.00',
      payments: [],
      receiptNumber: null,
      paidAt: null,
      change: null,
      holdExpiresAt: toInstant(office.clock.now() + 15 * MINUTE),
    });
    expect(body.tickets.map((ticket) => ticket.status)).toEqual(['held', 'held']);
    expect((await office.event(event.id)).tiers[0]).toMatchObject({ sold: 0, held: 2, available: 148 });
    expect(await office.scan(body.tickets[0]?.qrCode)).toMatchObject({ status: 409, body: { code: 'order_unpaid' } });
  });

  test('needs a name, not an e-mail; has at most 10 tickets, and no comp', async () => {
    const office = await openOffice();
    const event = await buildEvent(office);
    const body = checkoutBody(event, { customerName: 'Pat' });
    expectFields(await office.buy(checkoutBody(event)), 'customerName');
    expectFields(await office.buy({ ...body, customerName: ' ' }), 'customerName');
    expectFields(await office.buy(checkoutBody(event, { customerName: 'Pat', quantity: 11 })), 'items');
    expectFields(await office.buy({ ...body, payment: { method: 'comp', reason: 'me' } }), 'payment.method');
    expectFields(await office.buy({ ...body, customerEmail: 'pat' }), 'customerEmail');
    expect((await office.buy(checkoutBody(event, { customerName: 'Pat', quantity: 10 }))).status).toBe(201);
  });

  test('may be open twice from one address; the third waits until one is paid, released or over', async () => {
    const office = await openOffice();
    const event = await buildEvent(office);
    const body = checkoutBody(event, { customerName: 'Pat' });
    const tooMany = { status: 409, body: { code: 'too_many_holds' } };
    const [one, two] = [(await office.buy(body)).body, (await office.buy(body)).body];
    expect(await office.buy(body)).toMatchObject(tooMany);
    await office.pay(one.id);
    expect((await office.buy(body)).status).toBe(201);
    expect(await office.buy(body)).toMatchObject(tooMany);
    await office.release(two.id);
    expect((await office.buy(body)).status).toBe(201);
    expect(await office.buy(body)).toMatchObject(tooMany);
    office.clock.pass(15 * MINUTE);
    expect((await office.buy(body)).status).toBe(201);
  });

  test('keeps its places from everybody else', async () => {
    const office = await openOffice();
    const event = await buildEvent(office, { totalCapacity: 3 });
    await hold(office, event, { quantity: 2 });
    const counter = await office.api('POST', '/api/checkout', { body: checkoutBody(event, { quantity: 2 }) });
    expect(counter).toMatchObject({ status: 409, body: { code: 'sold_out' } });
    expect((await sell(office, event)).status).toBe('paid');
  });
});

describe('paying at the counter', () => {
  test('turns held places into sold ones and the codes into tickets', async () => {
    const office = await openOffice();
    const event = await buildEvent(office);
    const pending = await hold(office, event, { quantity: 2, addOns: [{ addOnId: event.addOns[0]!.id, quantity: 1 }] });
    office.clock.pass(15 * MINUTE - 1);
    const { status, body } = await office.pay(
      pending.id,
      { method: 'cash', tendered: 60 },
      await office.tokenOf('staff'),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'paid',
      total: '55.00',
      change: '5.00',
      holdExpiresAt: null,
      paidAt: office.clock.instant(),
      soldBy: 'Some staff',
      receiptNumber: expect.stringMatching(/^\d+$/),
      payments: [{ method: 'cash', amount: '55.00', tendered: '60.00', change: '5.00' }],
    });
    expect(body.tickets.map(({ qrCode }) => qrCode)).toEqual(pending.tickets.map(({ qrCode }) => qrCode));
    expect(await office.event(event.id)).toMatchObject({
      tiers: [{ sold: 2, held: 0 }, {}],
      addOns: [{ sold: 1, available: 99 }],
    });
    expect((await office.scan(body.tickets[0]?.qrCode)).status).toBe(200);
  });

  test('a minute too late is hold_expired, whether or not the worker was there first', async () => {
    const office = await openOffice();
    const event = await buildEvent(office);
    const pending = await hold(office, event);
    office.clock.pass(15 * MINUTE);
    expect(await office.pay(pending.id)).toMatchObject({ status: 409, body: { code: 'hold_expired' } });
    expect((await office.event(event.id)).sales.orders).toBe(0);
  });

  test('names what is wrong with the payment and takes nothing', async () => {
    const office = await openOffice();
    const pending = await hold(office, await buildEvent(office));
    expectFields(await office.pay(pending.id, { method: 'cash', tendered: 24 }), 'payment.tendered');
    expectFields(await office.pay(pending.id, { method: 'comp' }), 'payment.reason');
    expectFields(await office.pay(pending.id, { method: 'stripe' }), 'payment.method');
    expectFields(await office.pay(pending.id, {}), 'payment.method');
    expectFields(await office.api('POST', `/api/admin/orders/${pending.id}/pay`));
    expect((await office.order(pending.id)).status).toBe('pending');
  });

  test('as a comp makes the whole order free', async () => {
    const office = await openOffice();
    const pending = await hold(office, await buildEvent(office), { quantity: 5 });
    const comp = { method: 'comp', reason: 'friends' };
    const staff = await office.tokenOf('staff');
    expect(await office.pay(pending.id, comp, staff)).toMatchObject({ status: 403, body: { code: 'over_limit' } });
    expect((await office.pay(pending.id, comp)).body).toMatchObject({
      status: 'paid',
      subtotal: '125.00',
      discount: '125.00',
      total: '0.00',
      tax: '0.00',
      refundable: '0.00',
      tickets: Array(5).fill(expect.objectContaining({ price: '25.00', discount: '25.00' })),
    });
  });

  test('happens once', async () => {
    const office = await openOffice();
    const pending = await hold(office, await buildEvent(office));
    const answers = await Promise.all(Array.from({ length: 5 }, () => office.pay(pending.id)));
    expect(statusesOf(answers)).toEqual({ 200: 1, 409: 4 });
    expect((await office.order(pending.id)).payments).toHaveLength(1);
    expect(await office.pay(pending.id)).toMatchObject({ body: { code: 'order_not_pending' } });
  });

  test('of an unknown order is 404, by a scanner 403, by nobody 401', async () => {
    const office = await openOffice();
    expect((await office.pay('ord_unknown')).status).toBe(404);
    expect((await office.pay('ord_unknown', {}, await office.tokenOf('scanner'))).status).toBe(403);
    expect((await office.api('POST', '/api/admin/orders/x/pay', { token: null })).status).toBe(401);
    expect((await office.release('ord_unknown')).status).toBe(404);
  });
});

describe('the counter', () => {
  test('may hold places itself', async () => {
    const office = await openOffice();
    const event = await buildEvent(office);
    const order = await sell(office, event, { hold: true, quantity: 20 });
    expect(order).toMatchObject({ status: 'pending', channel: 'counter', customerName: null });
    expect((await office.pay(order.id)).body.status).toBe('paid');
  });

  test('may release a hold: its places are free again, its codes stay unpaid', async () => {
    const office = await openOffice();
    const event = await buildEvent(office, { totalCapacity: 2 });
    const pending = await hold(office, event, { quantity: 2, addOns: [{ addOnId: event.addOns[0]!.id, quantity: 4 }] });
    const released = await office.release(pending.id);
    expect(released).toMatchObject({ status: 200, body: { status: 'cancelled', holdExpiresAt: null } });
    expect(await office.event(event.id)).toMatchObject({
      sales: { ticketsAvailable: 2 },
      addOns: [{ available: 100 }],
    });
    expect(await office.scan(pending.tickets[0]?.qrCode)).toMatchObject({ body: { code: 'order_unpaid' } });
    expect(await office.release(pending.id)).toMatchObject({ status: 409, body: { code: 'order_not_pending' } });
    expect(await office.pay(pending.id)).toMatchObject({ status: 409, body: { code: 'hold_expired' } });
    expect((await sell(office, event, { quantity: 2 })).status).toBe('paid');
  });

  test('does not release what was paid', async () => {
    const office = await openOffice();
    const order = await sell(office, await buildEvent(office));
    expect(await office.release(order.id)).toMatchObject({ status: 409, body: { code: 'order_not_pending' } });
  });
});

test('a hold that is over is cancelled by itself, its places and its promo code given back', async () => {
  // The worker looks every five seconds: let them pass at once, and nothing else.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 20 });
  onTestFinished(() => void vi.useRealTimers());
  const office = await openOffice();
  const event = await buildEvent(office, { totalCapacity: 2 });
  await office.api('POST', '/api/admin/promo-codes', { body: { code: 'ONCE', percent: 10, quota: 1 } });
  const pending = await hold(office, event, { quantity: 2, promoCode: 'once' });
  const untouched = await sell(office, await buildEvent(office), { hold: true });
  office.clock.pass(15 * MINUTE - 1);
  await vi.advanceTimersByTimeAsync(6_000);
  expect((await office.order(pending.id)).status).toBe('pending');

  office.clock.pass(1);
  await vi.advanceTimersByTimeAsync(6_000);
  await vi.waitFor(async () => expect((await office.order(pending.id)).status).toBe('cancelled'), 10_000);
  expect((await office.order(untouched.id)).status).toBe('cancelled');
  expect((await office.event(event.id)).sales).toMatchObject({ orders: 0, ticketsAvailable: 2 });
  const { body } = await office.api<{ used: number }[]>('GET', '/api/admin/promo-codes');
  expect(body).toMatchObject([{ code: 'ONCE', used: 0 }]);
  const audit = await office.api('GET', `/api/admin/audit?subjectId=${pending.id}&action=order.expire`);
  expect(audit.body).toMatchObject([{ actorId: null, after: { status: 'cancelled' } }]);
});
