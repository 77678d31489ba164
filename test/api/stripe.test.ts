import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/shared/instant.ts';
import { useStripeOffice, type SoldOrder } from './support/use-stripe.ts';

const office = useStripeOffice();
const intentOf = (order: SoldOrder) => office.stripe.intents.get(order.stripe?.paymentIntentId ?? '');

test('a visitor orders, gets what opens the form of Stripe, and is let in once Stripe has the money', async () => {
  const event = await office.eventOf(10);
  const order = await office.buy(event, { quantity: 2 });
  expect(order).toMatchObject({
    status: 'pending',
    change: null,
    stripe: {
      status: 'open',
      amount: '50.00',
      publishableKey: 'pk_test_fake0001',
      clientSecret: expect.stringMatching(/^pi_fake\d+_secret_/),
      refundsWaiting: [],
    },
  });
  expect(intentOf(order)).toMatchObject({
    amount: 5000,
    currency: 'eur',
    metadata: { order_number: order.orderNumber },
  });
  expect(JSON.stringify(intentOf(order))).not.toContain('Pat');
  const code = order.tickets[0]!.qrCode;
  expect((await office.api('POST', '/api/scan', { body: { qrCode: code } })).body).toMatchObject({
    code: 'order_unpaid',
  });

  office.stripe.pay(order.stripe!.paymentIntentId!);
  const paid = await office.settled(order.id, ({ status }) => status === 'paid');
  expect(paid.payments).toMatchObject([
    { method: 'stripe', amount: '50.00', reference: order.stripe!.paymentIntentId },
  ]);
  expect(paid.receiptNumber).not.toBeNull();
  expect(paid.stripe).not.toHaveProperty('clientSecret');
  expect((await office.api('POST', '/api/scan', { body: { qrCode: code } })).status).toBe(200);
  expect((await office.event(event.id)).tiers[0]).toMatchObject({ sold: 2, held: 0 });
});

test('the counter can have a pending order paid by Stripe too, and asks for one intent however often it asks', async () => {
  const event = await office.eventOf(10);
  const order = await office.buy(event, { payment: { method: 'cash' } });
  expect(order.stripe).toBeNull();
  const pay = () =>
    office.api<SoldOrder>('POST', `/api/admin/orders/${order.id}/pay`, { body: { payment: { method: 'stripe' } } });
  const [one, two] = await Promise.all([pay(), pay()]);
  expect(one).toMatchObject({ status: 200, body: { status: 'pending', stripe: { status: 'open' } } });
  expect(two.body.stripe).toEqual(one.body.stripe);
  expect(office.stripe.intents.size).toBe(1);
});

test.each([
  ['never arrives', 'hang'],
  ['loses its answer', 'lost'],
  ['gets half an answer', 'broken'],
  ['meets a 500', 'crash'],
  ['meets a 500 though it was done', 'crash-after'],
  ['meets a limit', 'limit'],
] as const)('an intent whose making %s is made once, later', async (_, fault) => {
  const event = await office.eventOf(10);
  // A connection that breaks is tried once more at once.
  office.stripe.fail('/v1/payment_intents', fault, ...(fault === 'lost' ? [fault] : []));
  const order = await office.buy(event);
  expect(order).toMatchObject({ status: 'pending', stripe: { status: 'creating', clientSecret: null } });
  // Stripe keeps the answer 500 with its key.
  if (fault === 'crash-after') office.stripe.forgetKeys();
  const open = await office.settled(order.id, ({ stripe }) => stripe?.status === 'open');
  const again = await office.api<SoldOrder>('POST', `/api/admin/orders/${order.id}/pay`, {
    body: { payment: { method: 'stripe' } },
  });
  expect(again.body.stripe).toMatchObject({
    paymentIntentId: open.stripe?.paymentIntentId,
    clientSecret: expect.any(String),
  });
  if (fault !== 'crash-after') expect(office.stripe.intents.size).toBe(1);
});

test('an answer that arrives twice counts once', async () => {
  const event = await office.eventOf(10);
  office.stripe.fail('/v1/payment_intents', 'double');
  const order = await office.buy(event);
  office.stripe.pay(order.stripe!.paymentIntentId!);
  office.stripe.fail('/v1/payment_intents', 'double', 'double', 'double');
  const paid = await office.settled(order.id, ({ status }) => status === 'paid');
  expect(paid.payments).toHaveLength(1);
});

test('what Stripe refuses to begin releases the places and says why', async () => {
  const event = await office.eventOf(1);
  office.stripe.fail('/v1/payment_intents', 'refuse');
  await expect(office.buy(event)).rejects.toThrow(/stripe_refused/);
  expect((await office.event(event.id)).tiers[0]).toMatchObject({ sold: 0, held: 0, available: 1 });
  expect((await office.buy(event)).stripe?.status).toBe('open');
});

test('the same Idempotency-Key gives the same order and the same intent', async () => {
  const event = await office.eventOf(10);
  const body = {
    eventId: event.id,
    items: [
      {
        tierId: event.tiers[0]!.id,
        quantity: 1,
      },
    ],
    customerName: 'Pat',
    payment: { method: 'stripe' },
  };
  const buy = () =>
    office.api('POST', '/api/checkout', { token: null, body, headers: { 'Idempotency-Key': 'one-and-the-same-sale' } });
  const answers = await Promise.all([buy(), buy(), buy()]);
  answers.push(await buy());
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(office.stripe.intents.size).toBe(1);
});

test('a hold that ends cancels its intent, so that nobody pays for nothing', async () => {
  const event = await office.eventOf(10);
  const order = await office.buy(event);
  office.clock.pass(15 * MINUTE);
  await office.settled(order.id, ({ stripe }) => stripe?.status === 'cancelled');
  expect(intentOf(order)?.status).toBe('canceled');
  expect((await office.order(order.id)).status).toBe('cancelled');
});

test('paid at the counter meanwhile, the intent is cancelled; paid at both, the card gets its money back', async () => {
  const event = await office.eventOf(10);
  const [one, two] = [await office.buy(event), await office.buy(event)];
  office.stripe.pay(two.stripe!.paymentIntentId!);
  for (const { id } of [one, two])
    await office.api('POST', `/api/admin/orders/${id}/pay`, { body: { payment: { method: 'cash' } } });
  await office.settled(one.id, ({ stripe }) => stripe?.status === 'cancelled');
  const after = await office.settled(
    two.id,
    ({ stripe }) => stripe?.status !== 'open' && stripe?.status !== 'returning',
  );
  // Whoever was first: the order was paid once, and no money more than that is kept.
  const viaStripe = after.payments[0]?.method === 'stripe';
  expect(after.payments).toHaveLength(1);
  expect(office.stripe.refundedOf(two.stripe!.paymentIntentId!)).toBe(viaStripe ? 0 : 2500);
});

const release = (order: SoldOrder) => office.api('POST', `/api/admin/orders/${order.id}/release`);

/** Nothing is heard of Stripe until the hold has ended. */
async function paidTooLate(order: SoldOrder): Promise<void> {
  office.stripe.chance = () => 'lost';
  await release(order);
  office.stripe.pay(order.stripe!.paymentIntentId!);
}

test('a payment that arrives after the hold takes its places again', async () => {
  const event = await office.eventOf(1);
  const order = await office.buy(event);
  await paidTooLate(order);
  office.stripe.chance = null;
  const paid = await office.settled(order.id, ({ status }) => status === 'paid');
  expect(paid).toMatchObject({
    stripe: { status: 'paid' },
    payments: [{ method: 'stripe' }],
    tickets: [{ status: 'valid' }],
  });
  expect((await office.event(event.id)).tiers[0]).toMatchObject({ sold: 1, held: 0 });
  expect((await office.api('POST', '/api/scan', { body: { qrCode: order.tickets[0]!.qrCode } })).status).toBe(200);
});

test('a payment that arrives when its place is sold is sent back once, and the order says so', async () => {
  const event = await office.eventOf(1);
  const order = await office.buy(event);
  await paidTooLate(order);
  await office.api('POST', '/api/checkout', {
    body: { eventId: event.id, items: [{ tierId: event.tiers[0]!.id, quantity: 1 }], payment: { method: 'cash' } },
  });
  office.stripe.chance = null;
  office.stripe.fail('/v1/refunds', null, 'lost', 'crash', 'hang');
  const after = await office.settled(order.id, ({ stripe }) => stripe?.status === 'returned');
  const [sentBack] = office.stripe.refunds;
  expect(office.stripe.refunds).toHaveLength(1);
  expect(after).toMatchObject({
    status: 'cancelled',
    payments: [],
    stripe: { returnRefundId: sentBack?.id, returnReason: 'The places were sold to somebody else meanwhile.' },
  });
  expect((await office.event(event.id)).tiers[0]).toMatchObject({ sold: 1, held: 0 });
  const { body } = await office.api<{ action: string }[]>('GET', `/api/admin/audit?subjectId=${order.id}`);
  expect(body.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['order.stripe_return', 'order.stripe_returned']),
  );
});

test('one that was sent back in Stripe’s own dashboard counts as sent back', async () => {
  const event = await office.eventOf(1);
  const order = await office.buy(event);
  await paidTooLate(order);
  await office.api('POST', `/api/admin/events/${event.id}/cancel`);
  const intent = order.stripe!.paymentIntentId!;
  office.stripe.refunds.push({
    id: 're_by_hand',
    object: 'refund',
    amount: 2500,
    payment_intent: intent,
    status: 'succeeded',
    metadata: {},
  });
  office.stripe.chance = null;
  const after = await office.settled(order.id, ({ stripe }) => stripe?.status === 'returned');
  expect(after.stripe?.returnRefundId).toBe('re_by_hand');
});

test('an intent of another amount than was asked for is sent back', async () => {
  const order = await office.buy(await office.eventOf(1));
  office.stripe.pay(order.stripe!.paymentIntentId!);
  intentOf(order)!.amount_received = 100;
  const after = await office.settled(order.id, ({ stripe }) => stripe?.status === 'returned');
  expect(after).toMatchObject({
    payments: [],
    stripe: { returnReason: 'Stripe took another amount than was asked for.' },
  });
});

test('a payment that takes its time is waited for, for days if need be', async () => {
  const event = await office.eventOf(2);
  const order = await office.buy(event);
  office.stripe.pay(order.stripe!.paymentIntentId!, 'processing');
  await release(order);
  const asked = office.stripe.asked.length;
  office.clock.pass(26 * HOUR);
  await office.settled(order.id, () => office.stripe.asked.length > asked);
  expect(intentOf(order)?.status).toBe('processing');
  office.stripe.pay(order.stripe!.paymentIntentId!);
  office.clock.pass(HOUR);
  expect(await office.settled(order.id, ({ status }) => status === 'paid')).toMatchObject({
    stripe: { status: 'paid' },
  });
});

test('a crash between the hold and the intent, or between the money and the order, is made good at the next start', async () => {
  const event = await office.eventOf(10);
  office.stripe.chance = () => 'lost';
  const order = await office.buy(event);
  await office.restart(() => {
    office.stripe.chance = null;
  });
  const open = await office.settled(order.id, ({ stripe }) => stripe?.status === 'open');
  await office.restart(() => office.stripe.pay(open.stripe!.paymentIntentId!));
  const paid = await office.settled(order.id, ({ status }) => status === 'paid');
  expect(paid.payments).toHaveLength(1);
  expect(office.stripe.intents.size).toBe(1);
});
