import { describe, expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

const refund = (id: string, body?: unknown, token?: string) =>
  office.api('POST', `/api/admin/orders/${id}/refund`, { body, ...(token === undefined ? {} : { token }) });
const show = async (id: string) => (await office.api<OrderOut>('GET', `/api/admin/orders/${id}`)).body;
const event = async (id: string) => (await office.api<EventOut>('GET', `/api/admin/events/${id}`)).body;
const scan = (qrCode: string) => office.api('POST', '/api/scan', { body: { qrCode } });
const conflict = (code: string) => ({ status: 409, body: { code } });

/** Three tickets of 25.00 at 10.00 off (3.34, 3.33, 3.33) and two towels of 5.00. */
async function discountedOrder() {
  const made = await buildEvent(office);
  const code = `OFF${Math.random().toString(36).slice(2, 8)}`;
  await office.api('POST', '/api/admin/promo-codes', { body: { code, amount: 10 } });
  const towels = [{ addOnId: made.addOns[0]!.id, quantity: 2 }];
  const order = await sell(office, made, { quantity: 3, addOns: towels, promoCode: code });
  expect(order.total).toBe('75.00');
  return { order, event: made, tickets: order.tickets.map(({ ticketId }) => ticketId), towel: made.addOns[0]!.id };
}

describe('a refund of all that is left', () => {
  test.each([
    ['without a body', undefined],
    ['with an empty one', {}],
    ['with nulls', { reason: null, amount: null, ticketIds: null, addOns: null }],
  ])('%s', async (_, body) => {
    const { order, event: made } = await discountedOrder();
    const answer = await refund(order.id, body);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      orderId: order.id,
      refundId: expect.stringMatching(/^ref_/),
      refundAmount: '75.00',
      isFullRefund: true,
      status: 'refunded',
      reason: null,
      stripeRefundId: null,
    });
    const after = await show(order.id);
    expect(after).toMatchObject({
      status: 'refunded',
      refunded: '75.00',
      refundable: '0.00',
      addOns: [{ refundedQuantity: 2 }],
    });
    expect(after.tickets.map(({ status, refundable }) => [status, refundable])).toEqual(
      Array(3).fill(['refunded', '0.00']),
    );
    expect(after.refunds).toMatchObject([
      {
        amount: '75.00',
        method: 'cash',
        refundedBy: 'Olivia Owner',
        ticketIds: order.tickets.map(({ ticketId }) => ticketId),
      },
    ]);
    expect(await event(made.id)).toMatchObject({
      sales: { ticketsSold: 0, refunded: '75.00', net: '0.00' },
      addOns: [{ sold: 0, available: 100 }],
    });
  });

  test('shuts the gate in the same moment', async () => {
    const { order } = await discountedOrder();
    await refund(order.id, { reason: 'rain' });
    for (const { qrCode } of order.tickets) expect(await scan(qrCode)).toMatchObject(conflict('ticket_refunded'));
  });

  test('happens once', async () => {
    const { order } = await discountedOrder();
    const answers = await Promise.all(Array.from({ length: 6 }, () => refund(order.id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body['code'] === 'nothing_to_refund')).toHaveLength(5);
    expect((await show(order.id)).refunds).toHaveLength(1);
  });

  test('of a comp pays nothing and frees its places', async () => {
    const made = await buildEvent(office);
    const order = await sell(office, made, { quantity: 2, payment: { method: 'comp', reason: 'press' } });
    expect((await refund(order.id)).body).toMatchObject({
      refundAmount: '0.00',
      isFullRefund: true,
      status: 'refunded',
    });
    expect((await event(made.id)).sales).toMatchObject({ ticketsSold: 0, refunded: '0.00' });
    expect(await refund(order.id)).toMatchObject(conflict('nothing_to_refund'));
  });

  test('goes back the way the money came', async () => {
    const order = await sell(office, await buildEvent(office), { payment: { method: 'card', reference: 'SLIP' } });
    await refund(order.id, { reason: 'customer_request' });
    expect((await show(order.id)).refunds).toMatchObject([{ method: 'card', reason: 'customer_request' }]);
  });
});

describe('a refund of an amount', () => {
  test('kills no ticket and frees no place until nothing is left', async () => {
    const { order, event: made } = await discountedOrder();
    expect((await refund(order.id, { amount: '10.00', reason: 'late start' })).body).toMatchObject({
      refundAmount: '10.00',
      isFullRefund: false,
      status: 'partially_refunded',
      reason: 'late start',
    });
    expect((await refund(order.id, { amount: 64.99 })).body).toMatchObject({ isFullRefund: false });
    expect(await show(order.id)).toMatchObject({ refunded: '74.99', refundable: '0.01' });
    expect((await event(made.id)).sales.ticketsSold).toBe(3);
    expect((await scan(order.tickets[0]!.qrCode)).status).toBe(200);
    expect((await refund(order.id, { amount: '0.01' })).body).toMatchObject({ isFullRefund: true, status: 'refunded' });
    expect((await event(made.id)).sales.ticketsSold).toBe(0);
    expect(await scan(order.tickets[1]!.qrCode)).toMatchObject(conflict('ticket_refunded'));
  });

  test('is never more than is left', async () => {
    const { order } = await discountedOrder();
    expect(await refund(order.id, { amount: '75.01' })).toMatchObject(conflict('refund_too_large'));
    await refund(order.id, { amount: 70 });
    expect(await refund(order.id, { amount: '5.01' })).toMatchObject(conflict('refund_too_large'));
    await refund(order.id, { amount: 5 });
    expect(await refund(order.id, { amount: '0.01' })).toMatchObject(conflict('nothing_to_refund'));
    expect(await show(order.id)).toMatchObject({ refunded: '75.00' });
  });

  test('races for what is left: eight times 4.00 of 10.00 pays twice', async () => {
    const made = await buildEvent(office, { tiers: [{ name: 'A', price: 10, quantity: 5 }] });
    const order = await sell(office, made);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refund(order.id, { amount: 4 })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(await show(order.id)).toMatchObject({ refunded: '8.00', refundable: '2.00' });
  });

  test('is a positive amount of the order’s currency', async () => {
    const { order } = await discountedOrder();
    for (const amount of [0, '0.00', -5, '1.001', 'all', 1e9])
      expectFields(await refund(order.id, { amount }), 'amount');
  });
});

describe('a refund of tickets and add-ons', () => {
  test('pays each one’s share, kills it and frees its place', async () => {
    const { order, event: made, tickets, towel } = await discountedOrder();
    expect((await refund(order.id, { ticketIds: [tickets[0]] })).body).toMatchObject({
      refundAmount: '21.66',
      isFullRefund: false,
      status: 'partially_refunded',
    });
    expect(await scan(order.tickets[0]!.qrCode)).toMatchObject(conflict('ticket_refunded'));
    expect((await event(made.id)).tiers[0]).toMatchObject({ sold: 2, available: 148 });
    expect((await refund(order.id, { addOns: [{ id: towel, quantity: 1 }] })).body).toMatchObject({
      refundAmount: '5.00',
    });
    expect((await event(made.id)).addOns[0]).toMatchObject({ sold: 1, available: 99 });
    const rest = { ticketIds: [tickets[1], tickets[2]], addOns: [{ id: towel, quantity: 1 }] };
    expect((await refund(order.id, rest)).body).toMatchObject({
      refundAmount: '48.34',
      isFullRefund: true,
      status: 'refunded',
    });
    expect(await show(order.id)).toMatchObject({ refunded: '75.00', refundable: '0.00' });
  });

  test('pays no more than is left after a refund of an amount', async () => {
    const { order, tickets } = await discountedOrder();
    await refund(order.id, { amount: 60 });
    expect((await refund(order.id, { ticketIds: [tickets[0]] })).body).toMatchObject({
      refundAmount: '15.00',
      isFullRefund: true,
    });
  });

  test('may name tickets that were admitted', async () => {
    const { order, tickets } = await discountedOrder();
    await scan(order.tickets[0]!.qrCode);
    expect((await refund(order.id, { ticketIds: [tickets[0]] })).status).toBe(200);
  });

  test('refuses what is not there, is dead already, or is more than was bought', async () => {
    const { order, tickets, towel } = await discountedOrder();
    const other = await discountedOrder();
    expect(await refund(order.id, { ticketIds: [other.tickets[0]] })).toMatchObject(conflict('ticket_not_in_order'));
    expect(await refund(order.id, { ticketIds: ['tkt_unknown'] })).toMatchObject(conflict('ticket_not_in_order'));
    expect(await refund(order.id, { addOns: [{ id: other.towel, quantity: 1 }] })).toMatchObject(
      conflict('ticket_not_in_order'),
    );
    expect(await refund(order.id, { addOns: [{ id: towel, quantity: 3 }] })).toMatchObject(
      conflict('refund_too_large'),
    );
    const twice = [
      { id: towel, quantity: 1 },
      { id: towel, quantity: 2 },
    ];
    expect(await refund(order.id, { addOns: twice })).toMatchObject(conflict('refund_too_large'));
    await refund(order.id, { ticketIds: [tickets[0], tickets[0]] });
    expect(await show(order.id)).toMatchObject({ refunded: '21.66' });
    expect(await refund(order.id, { ticketIds: [tickets[0]] })).toMatchObject(conflict('ticket_refunded'));
    expect(await refund(order.id, { ticketIds: [tickets[1], tickets[0]] })).toMatchObject(conflict('ticket_refunded'));
    expect(await show(order.id)).toMatchObject({ refunded: '21.66' });
  });

  test('names the fields that are wrong', async () => {
    const { order, tickets } = await discountedOrder();
    expectFields(await refund(order.id, { amount: 5, ticketIds: tickets }), 'amount');
    expectFields(await refund(order.id, { ticketIds: [] }), 'ticketIds');
    expectFields(await refund(order.id, { addOns: [] }), 'addOns');
    expectFields(await refund(order.id, { addOns: [{ id: 'addon_x', quantity: 0 }] }), 'addOns.0.quantity');
    expectFields(await refund(order.id, { ticketIds: 'all', reason: 'x'.repeat(301) }), 'ticketIds', 'reason');
  });
});

describe('who refunds what', () => {
  test('staff up to the limit of the settings in one go, managers any amount', async () => {
    const made = await buildEvent(office);
    const order = await sell(office, made, { quantity: 20 });
    const staff = await office.tokenOf('staff');
    expect(await refund(order.id, { amount: '200.01' }, staff)).toMatchObject({
      status: 403,
      body: { code: 'over_limit' },
    });
    expect(await refund(order.id, undefined, staff)).toMatchObject({ status: 403, body: { code: 'over_limit' } });
    expect((await refund(order.id, { amount: 200 }, staff)).status).toBe(200);
    expect((await refund(order.id, undefined, await office.tokenOf('manager'))).status).toBe(200);
  });

  test('a scanner nothing, nobody nothing', async () => {
    const order = await sell(office, await buildEvent(office));
    const scanner = await office.tokenOf('scanner');
    expect(await refund(order.id, {}, scanner)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await office.api('POST', `/api/admin/orders/${order.id}/refund`, { token: null })).status).toBe(401);
    expect((await show(order.id)).refunded).toBe('0.00');
  });

  test('nobody what was never paid', async () => {
    const pending = await hold(office, await buildEvent(office));
    expect(await refund(pending.id)).toMatchObject(conflict('order_unpaid'));
    await office.api('POST', `/api/admin/orders/${pending.id}/release`);
    expect(await refund(pending.id)).toMatchObject(conflict('order_unpaid'));
    expect(await refund('ord_unknown')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('is found by its number too', async () => {
    const order = await sell(office, await buildEvent(office));
    expect((await refund(order.orderNumber)).body).toMatchObject({ orderId: order.id });
  });
});
