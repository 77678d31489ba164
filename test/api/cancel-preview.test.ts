import { expect, test } from 'vitest';
import { cancelPayouts, cancelPreview } from '../../src/shared/cancel-event.ts';
import { cancelEvent } from '../../src/shared/events.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

const preview = (id: string) => office.call(cancelPreview, { params: { id } });
const payouts = (id: string) => office.call(cancelPayouts, { params: { id } });

/** Cash, card and both at once, something refunded before, a comp and a hold. */
async function soldEvent() {
  const event = await buildEvent(office);
  const ada = { customerName: 'Ada', customerEmail: 'ada@example.com' };
  const cash = await sell(office, event, { quantity: 2, ...ada });
  await sell(office, event, { quantity: 1, payment: { method: 'card', reference: 'S1' }, ...ada });
  const split = await office.api<{ id: string }>('POST', '/api/checkout', {
    body: {
      eventId: event.id,
      items: [{ tierId: event.tiers[1]?.id, quantity: 2 }],
      payments: [
        { method: 'cash', amount: '50.00' },
        { method: 'card', amount: '100.00', reference: 'S2' },
      ],
    },
  });
  // Goes back to the card first.
  await office.api('POST', `/api/admin/orders/${split.body.id}/refund`, { body: { amount: '30.00' } });
  await sell(office, event, { payment: { method: 'comp', reason: 'press' } });
  await hold(office, event);
  return { event, cash, split: split.body };
}

test('a preview says exactly who gets how much back and how; the cancellation does just that', async () => {
  const { event, cash, split } = await soldEvent();
  const before = await preview(event.id);
  expect(before).toEqual({
    eventId: event.id,
    status: 'published',
    currency: 'EUR',
    orders: 4,
    customers: 3,
    tickets: 6,
    holds: 1,
    withoutEmail: 2,
    amount: '195.00',
    byMethod: [
      { method: 'cash', orders: 2, amount: '100.00' },
      { method: 'card', orders: 2, amount: '95.00' },
    ],
    progress: null,
  });
  const shown = await payouts(event.id);
  expect(shown).toMatchObject([
    {
      orderId: split.id,
      amount: '120.00',
      tickets: 2,
      parts: [
        { method: 'card', amount: '70.00' },
        { method: 'cash', amount: '50.00' },
      ],
    },
    { orderId: cash.id, customerName: 'Ada', amount: '50.00', parts: [{ method: 'cash', amount: '50.00' }] },
    { amount: '25.00', parts: [{ method: 'card', amount: '25.00' }] },
    { amount: '0.00', parts: [{ method: 'comp', amount: '0.00' }] },
  ]);
  expect(await preview(event.id)).toEqual(before);

  const done = await office.call(cancelEvent, { params: { id: event.id }, body: { reason: 'storm' } });
  expect(done).toMatchObject({ totalOrdersRefunded: before.orders, totalRefundAmount: before.amount });
  expect(await preview(event.id)).toMatchObject({
    status: 'cancelled',
    orders: 0,
    tickets: 0,
    holds: 0,
    amount: '0.00',
    byMethod: [],
    progress: {
      reason: 'storm',
      ordersRefunded: 4,
      amountRefunded: '195.00',
      startedAt: expect.stringMatching(/Z$/),
      finishedAt: expect.stringMatching(/Z$/),
    },
  });
  expect(await payouts(event.id)).toEqual([]);
  const byMethod = (parts: readonly { method: string }[] = []) =>
    parts.toSorted((a, b) => a.method.localeCompare(b.method));
  for (const { orderId, parts } of shown) {
    const order = (await office.api<OrderOut>('GET', `/api/admin/orders/${orderId}`)).body;
    expect(byMethod(order.refunds.at(-1)?.parts)).toEqual(byMethod(parts));
  }
});

test('while it runs, what is left and what was done always add up to the preview', async () => {
  const event = await buildEvent(office);
  await Promise.all(Array.from({ length: 130 }, () => sell(office, event)));
  const before = await preview(event.id);
  const running = office.call(cancelEvent, { params: { id: event.id } });
  let seen = await preview(event.id);
  for (let looks = 0; looks < 500 && seen.progress?.finishedAt == null; looks += 1) {
    seen = await preview(event.id);
    if (seen.progress) expect(seen.orders + seen.progress.ordersRefunded).toBe(before.orders);
  }
  expect((await running).totalRefundAmount).toBe(before.amount);
  expect((await preview(event.id)).progress).toMatchObject({ ordersRefunded: 130, amountRefunded: before.amount });
});

test('the list is paged; an event without orders pays nothing back', async () => {
  const event = await buildEvent(office);
  expect(await preview(event.id)).toMatchObject({ orders: 0, customers: 0, amount: '0.00', byMethod: [] });
  for (const quantity of [1, 3, 2]) await sell(office, event, { quantity });
  const page = await office.api<{ amount: string }[]>(
    'GET',
    `/api/admin/events/${event.id}/cancel/payouts?page=2&pageSize=2`,
  );
  expect(page.body.map(({ amount }) => amount)).toEqual(['25.00']);
  expect(page.headers.get('x-total-count')).toBe('3');
});

test('who may look, and at what', async () => {
  const event = await buildEvent(office);
  for (const what of ['preview', 'payouts']) {
    const ask = (id: string, token?: string | null, query = '') =>
      office.api('GET', `/api/admin/events/${id}/cancel/${what}${query}`, token === undefined ? {} : { token });
    expect((await ask(event.id, await office.tokenOf('manager'))).status).toBe(200);
    expect((await ask(event.id, await office.tokenOf('staff'))).status).toBe(403);
    expect((await ask(event.id, null)).status).toBe(401);
    expect((await ask('evt_nothing')).status).toBe(404);
  }
  const bad = await office.api('GET', `/api/admin/events/${event.id}/cancel/payouts?pageSize=0`);
  expect(bad).toMatchObject({ status: 400, body: { fields: { pageSize: expect.any(String) } } });
});
