import { describe, expect, test } from 'vitest';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold } from '../support/build-order.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

/** Two tickets of 25.00 paid in several ways. */
async function sale(payments: unknown, more: Record<string, unknown> = {}) {
  const event = await buildEvent(office);
  const items = [{ tierId: event.tiers[0]!.id, quantity: 2 }];
  return office.api<OrderOut & { change: string | null }>('POST', '/api/checkout', {
    body: { eventId: event.id, items, payments, ...more },
  });
}

const CARD_AND_CASH = [
  { method: 'card', amount: '30.00', reference: '4711' },
  { method: 'cash', amount: 20, tendered: 50 },
];
const refund = (id: string, body: unknown) => office.api('POST', `/api/admin/orders/${id}/refund`, { body });
const show = async (id: string) => (await office.api<OrderOut>('GET', `/api/admin/orders/${id}`)).body;

describe('several payments of one order', () => {
  test('are a row each, and change comes from cash alone', async () => {
    const { status, body } = await sale(CARD_AND_CASH);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'paid',
      total: '50.00',
      refundable: '50.00',
      change: '30.00',
      payments: [
        { method: 'card', amount: '30.00', tendered: null, change: null, reference: '4711' },
        { method: 'cash', amount: '20.00', tendered: '50.00', change: '30.00', reference: null },
      ],
    });
  });

  test('also pay an order that waits', async () => {
    const held = await hold(office, await buildEvent(office), { quantity: 2 });
    const answer = await office.api('POST', `/api/admin/orders/${held.id}/pay`, { body: { payments: CARD_AND_CASH } });
    expect(answer).toMatchObject({ status: 200, body: { status: 'paid', change: '30.00' } });
    expect((await show(held.id)).payments).toHaveLength(2);
  });

  test.each<[string, unknown, string]>([
    ['too little', [{ method: 'card', amount: 49.99 }], 'payments'],
    [
      'too much',
      [
        { method: 'card', amount: 30 },
        { method: 'cash', amount: 20.01 },
      ],
      'payments',
    ],
    ['none', [], 'payments'],
    [
      'nothing in one of them',
      [
        { method: 'card', amount: 50 },
        { method: 'cash', amount: 0 },
      ],
      'payments.1.amount',
    ],
    ['less cash than its part', [{ method: 'cash', amount: 50, tendered: 49 }], 'payments.0.tendered'],
    ['a card that is tendered', [{ method: 'card', amount: 50, tendered: 60 }], 'payments.0.tendered'],
    ['a part given away', [{ method: 'comp', amount: 50 }], 'payments.0.method'],
    ['a part from elsewhere', [{ method: 'external', amount: 50 }], 'payments.0.method'],
    ['a third of a cent', [{ method: 'cash', amount: '49.999' }], 'payments.0.amount'],
  ])('%s is refused and sells nothing', async (_, payments, field) => {
    const answer = await sale(payments);
    expectFields(answer, field);
    expect((await office.api<OrderOut[]>('GET', `/api/admin/orders?q=nobody`)).body).toEqual([]);
  });

  test('and one payment beside them, or neither, is refused', async () => {
    expectFields(await sale(CARD_AND_CASH, { payment: { method: 'cash' } }), 'payment');
    expectFields(await sale(undefined), 'payment');
    const held = await hold(office, await buildEvent(office));
    expectFields(await office.api('POST', `/api/admin/orders/${held.id}/pay`, { body: {} }), 'payment');
  });

  test('are for whoever takes money: a hold does not say how', async () => {
    expectFields(await sale(CARD_AND_CASH, { hold: true }), 'payments');
  });
});

describe('money goes back the way it came', () => {
  test('to the card first, then in cash, and never more than each took', async () => {
    const { body: order } = await sale(CARD_AND_CASH);
    await refund(order.id, { amount: '20.00' });
    await refund(order.id, { amount: '25.00' });
    expect((await refund(order.id, { amount: '5.01' })).status).toBe(409);
    await refund(order.id, {});
    const after = await show(order.id);
    expect(after.refunds.map(({ amount, method, parts }) => ({ amount, method, parts }))).toEqual([
      { amount: '20.00', method: 'card', parts: [{ method: 'card', amount: '20.00' }] },
      {
        amount: '25.00',
        method: 'card',
        parts: [
          { method: 'card', amount: '10.00' },
          { method: 'cash', amount: '15.00' },
        ],
      },
      { amount: '5.00', method: 'cash', parts: [{ method: 'cash', amount: '5.00' }] },
    ]);
    expect(after.payments.map(({ refunded }) => refunded)).toEqual(['30.00', '20.00']);
    expect(after).toMatchObject({ status: 'refunded', refundable: '0.00' });
  });

  test('two cards are paid back in the order in which they were taken', async () => {
    const { body: order } = await sale([
      { method: 'cash', amount: 10 },
      { method: 'card', amount: 15, reference: 'A' },
      { method: 'card', amount: 25, reference: 'B' },
    ]);
    await refund(order.id, { amount: 20 });
    expect((await show(order.id)).payments.map(({ refunded }) => refunded)).toEqual(['0.00', '15.00', '5.00']);
  });

  test('what was paid elsewhere is never handed out in cash', async () => {
    const event = await buildEvent(office);
    const rows = [
      { orderNumber: 'EXT-1', customerName: 'Ada', tierName: 'General', qrCode: 'EXT-QR-1', amount: '25.00' },
    ];
    const made = await office.api('POST', `/api/admin/import?eventId=${event.id}`, { body: { rows } });
    expect(made.status).toBe(200);
    const [order] = (await office.api<OrderOut[]>('GET', `/api/admin/orders?event=${event.id}`)).body;
    await refund(order!.id, {});
    expect((await show(order!.id)).refunds).toMatchObject([{ parts: [{ method: 'external', amount: '25.00' }] }]);
  });
});
