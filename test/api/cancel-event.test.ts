import { expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

const cancel = (id: string, body?: unknown, token?: string) =>
  office.api('POST', `/api/admin/events/${id}/cancel`, { body, ...(token === undefined ? {} : { token }) });
const show = async (id: string) => (await office.api<OrderOut>('GET', `/api/admin/orders/${id}`)).body;

test('a cancellation refunds every order whole, releases holds, shuts sales and gate, and repeats its totals', async () => {
  const event = await buildEvent(office);
  const [first] = [await sell(office, event, { quantity: 2 }), await sell(office, event, { tier: 'VIP' })];
  const partly = await sell(office, event, { quantity: 2 });
  await office.api('POST', `/api/admin/orders/${partly.id}/refund`, { body: { amount: '10.00' } });
  const pending = await hold(office, event);
  const answer = await cancel(event.id, { reason: 'weather' });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    id: event.id,
    status: 'cancelled',
    reason: 'weather',
    totalOrdersRefunded: 3,
    totalRefundAmount: '165.00',
    ordersWaiting: 0,
    currency: 'EUR',
  });
  expect(await show(partly.id)).toMatchObject({ status: 'refunded', refunded: '50.00' });
  expect(await show(pending.id)).toMatchObject({ status: 'cancelled' });
  const code = first.tickets[0]?.qrCode;
  expect(await office.api('POST', '/api/scan', { body: { qrCode: code } })).toMatchObject({
    status: 409,
    body: { code: 'event_cancelled' },
  });
  const sale = { eventId: event.id, items: [{ tierId: event.tiers[0]?.id, quantity: 1 }], payment: { method: 'cash' } };
  expect(await office.api('POST', '/api/checkout', { body: sale })).toMatchObject({
    status: 409,
    body: { code: 'event_not_on_sale' },
  });
  const pay = await office.api('POST', `/api/admin/orders/${pending.id}/pay`, {
    body: { payment: { method: 'cash' } },
  });
  expect(pay.status).toBe(409);
  const again = await cancel(event.id, { reason: 'another' });
  expect(again.body).toEqual(answer.body);
  const after = (await office.api<EventOut>('GET', `/api/admin/events/${event.id}`)).body;
  expect(after).toMatchObject({ status: 'cancelled', sales: { ticketsSold: 0, net: '0.00' } });
});

test('two cancellations at once give one set of refunds', async () => {
  const event = await buildEvent(office);
  for (let number = 0; number < 5; number += 1) await sell(office, event);
  const [one, other] = await Promise.all([cancel(event.id), cancel(event.id)]);
  expect(one.body).toMatchObject({ totalOrdersRefunded: 5, totalRefundAmount: '125.00' });
  expect(other.body).toEqual(one.body);
});

test('who may cancel, and what', async () => {
  const event = await buildEvent(office);
  expect((await cancel(event.id, {}, await office.tokenOf('staff'))).status).toBe(403);
  expect((await office.api('POST', `/api/admin/events/${event.id}/cancel`, { token: null })).status).toBe(401);
  expect((await cancel('evt_nothing')).status).toBe(404);
  expect((await cancel(event.id, { reason: 7 })).status).toBe(400);
});

test('a duplicate is a draft on another day with nothing sold; its windows move along', async () => {
  const event = await buildEvent(office, {
    tiers: [{ name: 'Late', price: 10, quantity: 5, validFrom: '2026-07-15T18:00:00.000Z' }],
  });
  await sell(office, event);
  const path = `/api/admin/events/${event.id}/duplicate`;
  const answer = await office.api<EventOut>('POST', path, { body: { date: '2026-07-22', title: 'Again' } });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    status: 'draft',
    title: 'Again',
    slug: 'again-2026',
    date: '2026-07-22',
    startTime: '14:00',
  });
  expect(answer.body.tiers).toMatchObject([{ name: 'Late', sold: 0, validFrom: '2026-07-22T18:00:00.000Z' }]);
  expect(answer.body.tiers[0]?.id).not.toBe(event.tiers[0]?.id);
  expect(answer.body.addOns).toMatchObject([{ name: 'Towel', sold: 0 }]);
  expect((await office.api('POST', path, { body: {} })).status).toBe(400);
  expect(
    (await office.api('POST', '/api/admin/events/evt_no/duplicate', { body: { date: '2026-07-22' } })).status,
  ).toBe(404);
  expect(
    (await office.api('POST', path, { body: { date: '2026-07-22' }, token: await office.tokenOf('staff') })).status,
  ).toBe(403);
});
