import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  listWebhookDeliveries,
  putWebhookConfig,
  WEBHOOK_EVENTS,
  type WebhookEvent,
} from '../../src/shared/webhooks.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { startReceiver, type Received, type Receiver } from '../support/webhook-receiver.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
  await office.api('PATCH', '/api/admin/settings', { body: { publicUrl: 'https://www.ticketwavehq.com' } });
  const body = { url: receiver.url, events: [...WEBHOOK_EVENTS], allowPrivateAddress: true };
  await office.call(putWebhookConfig, { body });
  await receiver.hears('webhook.ping');
});
afterAll(() => receiver.stop());
afterEach(() => receiver.forget());

/** The reference's example of an event's payload. */
function exampleOf(event: WebhookEvent): Received['body'] {
  const file = path.join(import.meta.dirname, '..', 'fixtures', 'ticketwave-api-reference.txt');
  const examples = readFileSync(file, 'utf8').split('Webhook Payload Examples')[1] ?? '';
  const from = examples.indexOf(`{\n"event": "${event}"`);
  const to = examples.indexOf('\n}\n}', from) + 4;
  return JSON.parse(examples.slice(from, to)) as Received['body'];
}

/** A value with its texts and numbers replaced by what they look like; what may be absent is null in the example or in ours. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
  if (typeof value !== 'string') return value === null ? null : typeof value;
  const looks: Record<string, RegExp> = {
    instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
    day: /^\d{4}-\d\d-\d\d$/,
    time: /^\d\d:\d\d$/,
    money: /^\d+\.\d\d$/,
    number: /^TW-\d{4}-[A-Z0-9]{6}$/,
    code: /^TW-[A-Z0-9]+-[A-Z0-9]+$/,
    event: /^[a-z]+\.[a-z]+$/,
    id: /^(evt|ord|tkt|usr)_\w+$/,
    url: /^https:\/\//,
    email: /@/,
  };
  return Object.entries(looks).find(([, pattern]) => pattern.test(value))?.[0] ?? 'text';
}

const settled = () =>
  vi.waitUntil(async () => (await office.call(listWebhookDeliveries, { query: { status: 'pending' } })).length === 0, {
    timeout: 10_000,
    interval: 20,
  });
const told = async () => {
  await settled();
  return receiver.received.map(({ body }) => body.event);
};

const JANE = { customerName: 'Jane Smith', customerEmail: 'jane@example.com', phone: '+34600123456' };

describe('field by field as in the reference, in its order', () => {
  const expectAsPublished = (received: Received): void => {
    const example = exampleOf(received.body.event as WebhookEvent);
    expect(Object.keys(received.body)).toEqual(Object.keys(example));
    expect(Object.keys(received.body.data)).toEqual(Object.keys(example.data));
    expect(received.body.timestamp).toBe(office.clock.instant());
    expect(shapeOf(received.body)).toEqual(shapeOf(example));
  };

  test('event.published', async () => {
    const event = await buildEvent(office, { endTime: '22:00' });
    const received = await receiver.hears('event.published');
    expectAsPublished(received);
    expect(received.body.data).toEqual({
      eventId: event.id,
      title: 'Summer Pool Party',
      slug: event.slug,
      date: '2026-07-15',
      startTime: '14:00',
      endTime: '22:00',
      venue: event.venue,
      totalCapacity: 200,
      tiers: [
        { name: 'General', price: '25.00', quantity: 150 },
        { name: 'VIP', price: '75.00', quantity: 50 },
      ],
      url: `https://www.ticketwavehq.com/events/${event.slug}`,
    });
  });

  test('event.published without a public address names where this server is reached', async () => {
    const publish = async (publicUrl: string | null) => {
      await office.api('PATCH', '/api/admin/settings', { body: { publicUrl } });
      receiver.forget();
      const event = await buildEvent(office, { status: 'draft' });
      await office.api('PATCH', `/api/admin/events/${event.id}`, { body: { status: 'published' } });
      return { event, url: (await receiver.hears('event.published')).body.data['url'] };
    };
    const { event, url } = await publish(null);
    expect(url).toBe(`${office.url}/events/${event.slug}`);
    expect((await publish('https://www.ticketwavehq.com')).url).toMatch(/^https:\/\/www\.ticketwavehq\.com\/events\//);
  });

  test('order.created', async () => {
    const event = await buildEvent(office);
    const addOns = [{ addOnId: event.addOns[0]!.id, quantity: 1 }];
    const order = await sell(office, event, { tier: 'VIP', ...JANE, addOns });
    const received = await receiver.hears('order.created');
    expectAsPublished(received);
    expect(received.body.data).toEqual({
      orderId: order.id,
      orderNumber: order.orderNumber,
      status: 'paid',
      ...JANE,
      eventId: event.id,
      eventTitle: event.title,
      eventDate: event.date,
      subtotal: '80.00',
      discount: '0.00',
      total: '80.00',
      currency: 'EUR',
      tickets: order.tickets.map(({ ticketId, tierName, holderName, qrCode }) => ({
        ticketId,
        tierName,
        holderName,
        qrCode,
      })),
      addOns: [{ name: 'Towel', quantity: 1, unitPrice: '5.00' }],
      promoCode: null,
      affiliateCode: null,
    });
  });

  test('order.created of a sale to nobody in particular: null where there is nothing', async () => {
    await sell(office, await buildEvent(office));
    const { body } = await receiver.hears('order.created');
    expect(body.data).toMatchObject({
      customerName: null,
      customerEmail: null,
      phone: null,
      addOns: [],
      promoCode: null,
    });
    expect(Object.keys(body.data)).toEqual(Object.keys(exampleOf('order.created').data));
  });

  test('order.refunded', async () => {
    const order = await sell(office, await buildEvent(office), { tier: 'VIP', ...JANE });
    const refund = (body: object) => office.api('POST', `/api/admin/orders/${order.id}/refund`, { body });
    await refund({ reason: 'customer_request', amount: 5 });
    await refund({ reason: 'customer_request' });
    await settled();
    const [part, rest] = receiver.received.filter(({ body }) => body.event === 'order.refunded');
    const example = exampleOf('order.refunded');
    expect(Object.keys(rest!.body.data)).toEqual(Object.keys(example.data));
    // Paid in cash: no Stripe refund.
    expect(shapeOf(rest!.body)).toEqual(shapeOf({ ...example, data: { ...example.data, stripeRefundId: null } }));
    expect(part!.body.data).toMatchObject({ refundAmount: '5.00', isFullRefund: false });
    expect(rest!.body.data).toEqual({
      orderId: order.id,
      orderNumber: order.orderNumber,
      customerName: 'Jane Smith',
      customerEmail: 'jane@example.com',
      eventTitle: order.eventTitle,
      refundAmount: '70.00',
      currency: 'EUR',
      reason: 'customer_request',
      isFullRefund: true,
      stripeRefundId: null,
    });
  });

  test('checkin.completed', async () => {
    const event = await buildEvent(office);
    const order = await sell(office, event, { tier: 'VIP', ...JANE });
    await office.api('POST', '/api/scan', { body: { qrCode: order.tickets[0]!.qrCode, gate: 'Main Entrance' } });
    const received = await receiver.hears('checkin.completed');
    expectAsPublished(received);
    const { body: me } = await office.api('GET', '/api/auth/me');
    expect(received.body.data).toEqual({
      ticketId: order.tickets[0]!.ticketId,
      orderId: order.id,
      orderNumber: order.orderNumber,
      holderName: 'Jane Smith',
      tierName: 'VIP',
      eventId: event.id,
      eventTitle: event.title,
      gate: 'Main Entrance',
      scannedBy: me['id'],
      checkedInAt: office.clock.instant(),
    });
  });

  test('event.cancelled', async () => {
    const event = await buildEvent(office);
    for (let sale = 0; sale < 3; sale += 1) await sell(office, event);
    await office.api('POST', `/api/admin/events/${event.id}/cancel`, { body: { reason: 'weather' } });
    const received = await receiver.hears('event.cancelled');
    expectAsPublished(received);
    expect(received.body.data).toEqual({
      eventId: event.id,
      title: event.title,
      date: event.date,
      reason: 'weather',
      totalOrdersRefunded: 3,
      totalRefundAmount: '75.00',
      currency: 'EUR',
    });
    await settled();
    expect(receiver.received.filter(({ body }) => body.event === 'order.refunded')).toHaveLength(3);
  });
});

describe('what is told, and what is not', () => {
  test('an event is published once, however often it is saved', async () => {
    const event = await buildEvent(office, { status: 'draft' });
    const set = (status: string) => office.api('PUT', `/api/admin/events/${event.id}`, { body: { status } });
    await set('published');
    await set('draft');
    await set('published');
    expect(await told()).toEqual(['event.published']);
  });

  test('an order is created when it is paid, not when its places are held', async () => {
    const event = await buildEvent(office);
    await settled();
    receiver.forget();
    const order = await hold(office, event);
    expect(await told()).toEqual([]);
    await office.api('POST', `/api/admin/orders/${order.id}/pay`, { body: { payment: { method: 'cash' } } });
    expect(await told()).toEqual(['order.created']);
    expect(receiver.received[0]?.body.data).toMatchObject({ orderId: order.id, status: 'paid' });
  });

  test('every entry is told, each of a party; refusals, exits and repeats of a nonce are not', async () => {
    const event = await buildEvent(office);
    const order: OrderOut = await sell(office, event, { quantity: 3 });
    await settled();
    receiver.forget();
    const scan = (body: object) =>
      office.api('POST', '/api/scan', { body: { qrCode: order.tickets[0]!.qrCode, ...body } });
    await scan({ party: true, nonce: 'a party of three' });
    await scan({ party: true, nonce: 'a party of three' });
    await scan({});
    expect(await told()).toEqual(Array(3).fill('checkin.completed'));
    expect(new Set(receiver.received.map(({ body }) => body.data['ticketId'])).size).toBe(3);
    await scan({ mode: 'exit' });
    await scan({});
    expect(await told()).toEqual(Array(4).fill('checkin.completed'));
  });

  test('a change that is undone tells nothing', async () => {
    const event = await buildEvent(office, { totalCapacity: 1, tiers: [{ name: 'General', price: 25, quantity: 1 }] });
    await settled();
    receiver.forget();
    const body = {
      eventId: event.id,
      items: [{ tierId: event.tiers[0]!.id, quantity: 2 }],
      payment: { method: 'cash' },
    };
    expect((await office.api('POST', '/api/checkout', { body })).status).toBe(409);
    expect(await told()).toEqual([]);
  });
});
