import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderOut } from '../../src/shared/orders.ts';
import { listWebhookDeliveries } from '../../src/shared/webhooks.ts';
import type { Fault } from '../support/fake-stripe.ts';
import { statusesOf } from './support/answers.ts';
import { useStripeOffice } from './support/use-stripe.ts';

const office = useStripeOffice();
const scan = (order: OrderOut) => office.api('POST', '/api/scan', { body: { qrCode: order.tickets[0]!.qrCode } });
const intentOf = (order: OrderOut): string => order.stripe?.paymentIntentId ?? '';
const isSettled = (order: OrderOut): boolean => order.stripe?.refundsWaiting.length === 0;

/** What the ledger says was paid back is what Stripe paid back, each refund with its own id at Stripe. */
function expectSameAsStripe(order: OrderOut): void {
  expect(Math.round(Number(order.refunded) * 100)).toBe(office.stripe.refundedOf(intentOf(order)));
  const paidBack = office.stripe.refunds.filter(
    ({ payment_intent: intent, status }) => intent === intentOf(order) && status === 'succeeded',
  );
  const ids = paidBack.map(({ id }) => id);
  expect(new Set(order.refunds.map(({ stripeRefundId }) => stripeRefundId))).toEqual(new Set(ids));
  expect(order.refunds).toHaveLength(ids.length);
}

test('a refund goes through Stripe and carries its id: in the answer, on the order, in the webhook', async () => {
  await office.api('PUT', '/api/admin/webhooks/config', {
    body: { url: 'https://example.com/hook', events: ['order.refunded', 'order.created'] },
  });
  const order = await office.bought(await office.eventOf(10), { quantity: 2 });
  const answer = await office.refund(order.id, { ticketIds: [order.tickets[0]!.ticketId], reason: 'ill' });
  const [refund] = office.stripe.refunds;
  expect(refund).toMatchObject({ amount: 2500, payment_intent: intentOf(order) });
  expect(answer.body).toEqual({
    orderId: order.id,
    refundId: expect.stringMatching(/^ref_/),
    refundAmount: '25.00',
    isFullRefund: false,
    status: 'partially_refunded',
    reason: 'ill',
    stripeRefundId: refund?.id,
  });
  const after = await office.order(order.id);
  expect(after.refunds).toMatchObject([
    { id: answer.body['refundId'], method: 'stripe', stripeRefundId: refund?.id, refundedBy: 'Olivia Owner' },
  ]);
  const told = await office.call(listWebhookDeliveries, { query: { subject: order.id } });
  expect(told.map(({ event }) => event).toSorted()).toEqual(['order.created', 'order.refunded']);
  const id = told.find(({ event }) => event === 'order.refunded')!.id;
  const { body } = await office.api<{ body: string }>('GET', `/api/admin/webhooks/deliveries/${id}`);
  expect(JSON.parse(body.body)).toMatchObject({ data: { stripeRefundId: refund?.id, refundAmount: '25.00' } });
  expect((await office.refund(order.id)).body).toMatchObject({ isFullRefund: true, status: 'refunded' });
  expectSameAsStripe(await office.order(order.id));
});

test.each([
  ['402', 'refuse'],
  ['a refund that failed', 'failed'],
] as const)('what Stripe refuses (%s) is not refunded here: the ticket opens the door again', async (_, fault) => {
  const event = await office.eventOf(10);
  const order = await office.bought(event);
  office.stripe.fail('/v1/refunds', fault);
  const answer = await office.refund(order.id, undefined, 'the-same-call');
  expect(answer).toMatchObject({ status: 409, body: { code: 'stripe_refused' } });
  expect(answer.body['error']).toMatch(fault === 'refuse' ? /Your card was declined/ : /failed/);
  const after = await office.order(order.id);
  expect(after).toMatchObject({
    status: 'paid',
    refunded: '0.00',
    refundable: '25.00',
    refunds: [],
    tickets: [{ status: 'valid' }],
  });
  expect((await office.event(event.id)).tiers[0]).toMatchObject({ sold: 1, available: 9 });
  expect((await scan(order)).status).toBe(200);
  // The key keeps the refusal; another call asks anew.
  expect((await office.refund(order.id, undefined, 'the-same-call')).text).toBe(answer.text);
  expect((await office.refund(order.id)).body).toMatchObject({ refundAmount: '25.00' });
});

test.each([
  ['hang', 1],
  ['lost', 2],
  ['broken', 1],
  ['crash', 1],
  ['crash-after', 1],
  ['limit', 1],
  ['pending', 1],
] as const)(
  'after %s nobody knows: it stays reserved, shut, and is done once in the end',
  async (fault: Fault, times) => {
    const event = await office.eventOf(10);
    const order = await office.bought(event);
    office.stripe.fail('/v1/refunds', ...Array.from({ length: times }, () => fault));
    const answer = await office.refund(order.id, undefined, 'the-same-call');
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'refund_waiting', refundId: expect.stringMatching(/^ref_/) },
    });
    const waiting = await office.order(order.id);
    expect(waiting).toMatchObject({
      status: 'paid',
      refunded: '0.00',
      refundable: '0.00',
      refunds: [],
      stripe: {
        refundsWaiting: [
          {
            refundId: answer.body['refundId'],
            amount: '25.00',
          },
        ],
      },
    });
    expect((await scan(order)).body).toMatchObject({ code: 'ticket_refunded' });
    expect((await office.event(event.id)).tiers[0]).toMatchObject({ sold: 1, available: 9 });
    expect((await office.refund(order.id)).body).toMatchObject({ code: 'nothing_to_refund' });
    if (fault === 'pending') for (const refund of office.stripe.refunds) refund.status = 'succeeded';
    // As a day later: Stripe knows the key no more, and still nothing is paid twice.
    office.stripe.forgetKeys();
    const done = await office.settled(order.id, isSettled);
    expect(done).toMatchObject({ status: 'refunded', refunded: '25.00', refunds: [{ id: answer.body['refundId'] }] });
    expect(office.stripe.refunds).toHaveLength(1);
    expectSameAsStripe(done);
    expect((await office.event(event.id)).tiers[0]).toMatchObject({ sold: 0, available: 10 });
    // The call that was told to wait may be sent again, and gets its answer.
    expect((await office.refund(order.id, undefined, 'the-same-call')).body).toMatchObject({
      refundId: answer.body['refundId'],
      stripeRefundId: office.stripe.refunds[0]?.id,
    });
  },
);

test('one key is one refund, however many calls carry it at once', async () => {
  const order = await office.bought(await office.eventOf(10), { quantity: 2 });
  const body = { amount: '10.00' };
  const answers = await Promise.all(Array.from({ length: 5 }, () => office.refund(order.id, body, 'one-refund')));
  answers.push(await office.refund(order.id, body, 'one-refund'));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(200);
  expect(office.stripe.refunds).toHaveLength(1);
});

test(
  'eight refunds that race never pay back more than was paid, whatever Stripe does',
  { timeout: 120_000 },
  async () => {
    const event = await office.eventOf(100);
    const fault = fc.constantFrom<Fault | null>(
      null,
      null,
      'lost',
      'broken',
      'refuse',
      'crash',
      'crash-after',
      'limit',
      'double',
      'failed',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 100, max: 3000 }), { minLength: 8, maxLength: 8 }),
        fc.array(fault, { minLength: 30, maxLength: 30 }),
        async (amounts, faults) => {
          const order = await office.bought(event, { quantity: 2, payment: { method: 'stripe' } });
          const coming = [...faults];
          office.stripe.chance = ({ path }) => (path === '/v1/refunds' ? (coming.shift() ?? null) : null);
          const answers = await Promise.all(
            amounts.map((amount) => office.refund(order.id, { amount: (amount / 100).toFixed(2) })),
          );
          expect(Object.keys(statusesOf(answers)).every((status) => ['200', '409'].includes(status))).toBe(true);
          office.stripe.chance = null;
          office.stripe.forgetKeys();
          const after = await office.settled(order.id, isSettled);
          expectSameAsStripe(after);
          expect(Number(after.refunded)).toBeLessThanOrEqual(Number(after.total));
          expect(Number(after.refundable)).toBeCloseTo(Number(after.total) - Number(after.refunded), 2);
          const { body: bill } = await office.api<{ action: string; after: { refundId: string } }[]>(
            'GET',
            `/api/admin/audit?subjectId=${order.id}&action=order.refund`,
          );
          expect(bill).toHaveLength(after.refunds.length);
        },
      ),
      { numRuns: process.env['BOX_OFFICE_LONG'] === '1' ? 60 : 4 },
    );
  },
);

test('a crash between the reservation and Stripe’s answer is made good at the next start, once', async () => {
  const order = await office.bought(await office.eventOf(10));
  office.stripe.chance = ({ path }) => (path === '/v1/refunds' ? 'lost' : null);
  expect((await office.refund(order.id)).body).toMatchObject({ code: 'refund_waiting' });
  expect(office.stripe.refunds).toHaveLength(1);
  await office.restart(() => {
    office.stripe.chance = null;
    office.stripe.forgetKeys();
  });
  const done = await office.settled(order.id, isSettled);
  expect(done).toMatchObject({ status: 'refunded', refunded: '25.00' });
  expectSameAsStripe(done);
});

test('a key that Stripe does not know refunds nothing, and what was asked before it changed stays reserved', async () => {
  const event = await office.eventOf(10);
  const [one, two] = [await office.bought(event), await office.bought(event)];
  office.stripe.chance = ({ path }) => (path === '/v1/refunds' ? 'lost' : null);
  await office.refund(one.id);
  office.stripe.chance = null;
  const set = (secretKey: string | null) => office.api('PATCH', '/api/admin/settings/stripe', { body: { secretKey } });
  await set('sk_test_revoked');
  expect((await office.refund(two.id)).body).toMatchObject({ code: 'stripe_refused' });
  await set(null);
  expect((await office.refund(two.id)).body).toMatchObject({
    code: 'stripe_refused',
    error: 'Nothing was refunded. No secret key of Stripe is set.',
  });
  expect(await office.order(two.id)).toMatchObject({ status: 'paid', tickets: [{ status: 'valid' }] });
  expect(isSettled(await office.order(one.id))).toBe(false);
  await set('sk_test_fake0002');
  expectSameAsStripe(await office.settled(one.id, isSettled));
});

test('a cancelled event pays back through Stripe what it took through Stripe, with exact totals, in spite of all', async () => {
  const event = await office.eventOf(20);
  const byStripe = [
    await office.bought(event),
    await office.bought(event, { quantity: 2 }),
    await office.bought(event),
  ];
  await office.api('POST', '/api/checkout', {
    body: { eventId: event.id, items: [{ tierId: event.tiers[0]!.id, quantity: 1 }], payment: { method: 'cash' } },
  });
  const pending = await office.buy(event);
  const cancel = () => office.api('POST', `/api/admin/events/${event.id}/cancel`, { body: { reason: 'rain' } });
  office.stripe.fail('/v1/refunds', 'refuse', 'lost', 'lost', 'lost', 'crash');
  const first = await cancel();
  expect(first.body).toMatchObject({ status: 'cancelled', reason: 'rain' });
  expect(first.body['ordersWaiting']).toBeGreaterThan(0);
  expect((await scan(byStripe[0]!)).body).toMatchObject({ code: 'event_cancelled' });
  await office.restart();
  for (const order of byStripe) await office.settled(order.id, (now) => isSettled(now));
  // What Stripe refused is asked for again by a repeat.
  const again = await cancel();
  expect(again.body).toMatchObject({ totalOrdersRefunded: 4, totalRefundAmount: '125.00', ordersWaiting: 0 });
  for (const order of byStripe) {
    const after = await office.order(order.id);
    expect(after.status).toBe('refunded');
    expectSameAsStripe(after);
  }
  expect((await cancel()).body).toEqual(again.body);
  const { body: told } = await office.api<unknown[]>(
    'GET',
    `/api/admin/audit?subjectId=${event.id}&action=event.cancelled`,
  );
  expect(told).toHaveLength(1);
  await office.settled(pending.id, ({ stripe }) => stripe?.status === 'cancelled');
});
