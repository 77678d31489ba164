import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DAY, fromInstant, HOUR } from '../../src/shared/instant.ts';
import type { AnswerOf } from '../../src/shared/operation.ts';
import {
  getWebhookConfig,
  getWebhookDelivery,
  listWebhookDeliveries,
  putWebhookConfig,
  redeliverWebhook,
  WEBHOOK_EVENTS,
} from '../../src/shared/webhooks.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { accept, answerWith, startReceiver, type Received, type Receiver } from '../support/webhook-receiver.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const path = '/api/admin/webhooks';
let receiver: Receiver;
let secret: string;

beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  receiver.answering = accept;
  await configure();
  await settled();
  receiver.forget();
});

async function configure(changes: Record<string, unknown> = {}): Promise<void> {
  const body = { url: receiver.url, events: [...WEBHOOK_EVENTS], allowPrivateAddress: true, ...changes };
  const config = await office.call(putWebhookConfig, { body });
  secret = config.secret ?? '';
}

type Delivery = AnswerOf<typeof listWebhookDeliveries>[number];

const deliveriesOf = (query: Record<string, string> = {}) =>
  office.call(listWebhookDeliveries, { query: { pageSize: '200', ...query } });
const details = (received: Received) =>
  office.call(getWebhookDelivery, { params: { id: String(received.headers['x-ticketwave-delivery']) } });

/** Waits until a delivery is as expected; a commit in between lets the worker look at the clock again. */
const until = (id: string, is: (delivery: Delivery) => boolean) =>
  vi.waitUntil(
    async () => {
      await stir();
      const delivery = await office.call(getWebhookDelivery, { params: { id } });
      return is(delivery) ? delivery : null;
    },
    { timeout: 10_000, interval: 20 },
  );
const stir = () => office.api('PATCH', '/api/admin/settings', { body: {} });
const settled = () =>
  vi.waitUntil(async () => (await deliveriesOf({ status: 'pending' })).length === 0, { timeout: 10_000, interval: 20 });

const hmac = (raw: Buffer, key: string): string => createHmac('sha256', key).update(raw).digest('hex');
const idOf = ({ headers }: Received): string => String(headers['x-ticketwave-delivery']);

describe('a ping', () => {
  const elsewhere = () => receiver.url.replace('/hook', `/hook-${Math.random()}`);

  test('comes to a new address, whatever it subscribed to, with address and events', async () => {
    const url = elsewhere();
    await configure({ url, events: ['order.refunded'] });
    const ping = await receiver.hears('webhook.ping');
    expect(ping.path).toBe(new URL(url).pathname);
    expect(ping.body).toEqual({
      event: 'webhook.ping',
      timestamp: office.clock.instant(),
      data: { url, events: ['order.refunded'] },
    });
  });

  test('comes again when the endpoint is switched on again, not when its events change', async () => {
    await configure({ events: ['order.created'] });
    await configure({ enabled: false });
    await configure();
    await receiver.hears('webhook.ping');
    await settled();
    expect(receiver.received).toHaveLength(1);
  });
});

describe('a message', () => {
  test('is signed, named and numbered as the reference says', async () => {
    const event = await buildEvent(office);
    const { method, headers, raw, body } = await receiver.hears('event.published');
    expect(method).toBe('POST');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(raw.length),
      'user-agent': 'TicketWave-Box-Office/0.0.0-test',
      'x-ticketwave-event': 'event.published',
      'x-ticketwave-delivery': expect.stringMatching(/^whd_/),
      'x-ticketwave-signature': hmac(raw, secret),
    });
    expect(headers['x-ticketwave-signature']).toMatch(/^[0-9a-f]{64}$/);
    expect(headers).not.toHaveProperty('x-ticketwave-signature-previous');
    expect(body.data).toMatchObject({ eventId: event.id });
  });

  test('is signed with the old secret too for a day after it changed', async () => {
    await configure({ secret: 'pässwörd of yesterday' });
    await configure({ secret: 'password of today' });
    await buildEvent(office);
    const first = await receiver.hears('event.published');
    expect(first.headers['x-ticketwave-signature']).toBe(hmac(first.raw, 'password of today'));
    expect(first.headers['x-ticketwave-signature-previous']).toBe(hmac(first.raw, 'pässwörd of yesterday'));
    await settled();
    receiver.forget();
    office.clock.pass(DAY);
    await office.call(redeliverWebhook, { params: { id: idOf(first) } });
    const [again] = await receiver.has(1);
    expect(again?.headers['x-ticketwave-signature']).toBe(hmac(first.raw, 'password of today'));
    expect(again?.headers).not.toHaveProperty('x-ticketwave-signature-previous');
  });

  test('that nobody subscribed to is not kept', async () => {
    await configure({ events: ['order.refunded'] });
    await sell(office, await buildEvent(office));
    await configure({ enabled: false });
    await sell(office, await buildEvent(office));
    await configure();
    await settled();
    expect(receiver.received.map(({ body }) => body.event)).toEqual(['webhook.ping']);
  });
});

describe('an attempt that fails', () => {
  test('is followed by others with the same bytes, each wait twice as long, until one succeeds', async () => {
    const failures = [
      answerWith(500, { 'X-Receiver': 'ill' }, 'broken'),
      answerWith(302, { Location: `${receiver.url}-redirected` }),
      answerWith(404),
      answerWith(503),
    ];
    receiver.answering = (response, received) => (failures.shift() ?? accept)(response, received);
    await buildEvent(office);
    const { headers } = await receiver.hears('event.published');
    const id = String(headers['x-ticketwave-delivery']);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const waiting = await until(id, ({ attempts }) => attempts === attempt);
      expect(waiting).toMatchObject({ status: 'pending', finishedAt: null });
      const wait = fromInstant(waiting.nextAttemptAt ?? '') - office.clock.now();
      waits.push(wait);
      office.clock.pass(wait - 1);
      await stir();
      expect(receiver.received).toHaveLength(attempt);
      office.clock.pass(1);
    }
    const delivered = await until(id, ({ status }) => status === 'delivered');
    waits.forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual(800 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(1200 * 2 ** index);
    });
    expect(delivered).toMatchObject({
      attempts: 5,
      nextAttemptAt: null,
      finishedAt: office.clock.instant(),
      responseStatus: 200,
      error: null,
    });
    expect(receiver.received).toHaveLength(5);
    expect(new Set(receiver.received.map(({ raw }) => raw.toString('hex'))).size).toBe(1);
    expect(new Set(receiver.received.map(idOf))).toEqual(new Set([id]));
    expect(receiver.received.every((one) => one.path === '/hook')).toBe(true);

    const log = await office.call(getWebhookDelivery, { params: { id } });
    expect(log.body).toBe(receiver.received[0]?.raw.toString('utf8'));
    expect(log.attemptLog.map(({ response }) => response?.status)).toEqual([500, 302, 404, 503, 200]);
    expect(log.attemptLog[0]).toEqual({
      number: 1,
      at: expect.any(String),
      durationMs: expect.any(Number),
      request: {
        method: 'POST',
        url: receiver.url,
        headers: expect.objectContaining({
          'X-TicketWave-Event': 'event.published',
          'X-TicketWave-Delivery': id,
          'X-TicketWave-Signature': headers['x-ticketwave-signature'],
        }),
      },
      response: {
        status: 500,
        headers: expect.objectContaining({ 'x-receiver': 'ill' }),
        body: 'broken',
        truncated: false,
      },
      error: null,
    });
  });

  test('27 times over three days is given up, visibly, and the next of its order has its turn', async () => {
    const event = await buildEvent(office);
    receiver.answering = (response, { body }) => response.writeHead(body.event === 'order.created' ? 500 : 200).end();
    const order = await sell(office, event);
    await office.api('POST', `/api/admin/orders/${order.id}/refund`, {});
    const { headers } = await receiver.hears('order.created');
    const id = String(headers['x-ticketwave-delivery']);
    const begun = office.clock.now();
    for (let attempt = 1; attempt < 27; attempt += 1) {
      const { nextAttemptAt } = await until(id, ({ attempts }) => attempts === attempt);
      office.clock.pass(fromInstant(nextAttemptAt ?? '') - office.clock.now());
    }
    expect(await until(id, ({ attempts }) => attempts === 27)).toMatchObject({ status: 'failed', nextAttemptAt: null });
    const days = (office.clock.now() - begun) / DAY;
    expect(days).toBeGreaterThan(2.5);
    expect(days).toBeLessThan(3.5);
    office.clock.pass(HOUR);
    await stir();
    await receiver.hears('order.refunded');
    expect((await deliveriesOf({ status: 'failed' })).map((delivery) => delivery.id)).toContain(id);
  });

  test('waits as long as the endpoint asks, up to six hours', async () => {
    for (const [retryAfter, least, most] of [
      ['120', 120_000, 120_000],
      [() => new Date(office.clock.now() + HOUR).toUTCString(), HOUR - 1000, HOUR],
      ['999999', 6 * HOUR, 6 * HOUR],
      ['soon', 800, 1200],
      ['-5', 800, 1200],
    ] as const) {
      const asked = typeof retryAfter === 'string' ? retryAfter : retryAfter();
      receiver.answering = answerWith(429, { 'Retry-After': asked });
      receiver.forget();
      await buildEvent(office);
      const [received] = await receiver.has(1);
      const { nextAttemptAt } = await until(idOf(received!), ({ attempts }) => attempts === 1);
      const wait = fromInstant(nextAttemptAt ?? '') - office.clock.now();
      expect(wait, asked).toBeGreaterThanOrEqual(least);
      expect(wait, asked).toBeLessThanOrEqual(most);
      receiver.answering = accept;
      office.clock.pass(wait);
      await until(idOf(received!), ({ status }) => status === 'delivered');
    }
  });

  test('with 410 switches the endpoint off; what waits goes on when it is on again', async () => {
    receiver.answering = answerWith(410);
    const event = await buildEvent(office);
    await receiver.hears('event.published');
    const gone = await vi.waitUntil(
      async () => {
        const config = await office.call(getWebhookConfig);
        return config.enabled ? null : config;
      },
      { timeout: 5_000 },
    );
    expect(gone.goneAt).toBe(office.clock.instant());
    const { body: audit } = await office.api<{ action: string }[]>('GET', '/api/admin/audit?action=webhooks.gone');
    expect(audit).toHaveLength(1);
    office.clock.pass(HOUR);
    await stir();
    await sell(office, event);
    expect(receiver.received).toHaveLength(1);

    receiver.answering = accept;
    await configure();
    await settled();
    expect(receiver.received.map(({ body }) => body.event).sort()).toEqual([
      'event.published',
      'event.published',
      'webhook.ping',
    ]);
    expect((await office.call(getWebhookConfig)).goneAt).toBeNull();
  });
});

describe('the order of messages', () => {
  test('is kept within an order while other orders go on', async () => {
    const event = await buildEvent(office);
    await settled();
    receiver.forget();
    let release = (): void => undefined;
    let first = true;
    receiver.answering = (response) => {
      if (first) release = () => response.end();
      else response.end();
      first = false;
    };
    const slow = await sell(office, event, { quantity: 2 });
    await receiver.has(1);
    for (const ticket of slow.tickets) await office.api('POST', '/api/scan', { body: { qrCode: ticket.qrCode } });
    await office.api('POST', `/api/admin/orders/${slow.id}/refund`, {});
    const quick = await sell(office, event);
    await receiver.has(2);
    await new Promise((resume) => setTimeout(resume, 300));
    expect(receiver.received.map(({ body }) => [body.event, body.data['orderId']])).toEqual([
      ['order.created', slow.id],
      ['order.created', quick.id],
    ]);
    release();
    await settled();
    const told = receiver.received.filter(({ body }) => body.data['orderId'] === slow.id);
    expect(told.map(({ body }) => body.event)).toEqual([
      'order.created',
      'checkin.completed',
      'checkin.completed',
      'order.refunded',
    ]);
  });

  test('lets up to eight go at once, and no more', async () => {
    const event = await buildEvent(office);
    await settled();
    receiver.forget();
    const open: (() => void)[] = [];
    receiver.answering = (response) => open.push(() => response.end());
    for (let sale = 0; sale < 12; sale += 1) await sell(office, event);
    await receiver.has(8);
    await new Promise((resume) => setTimeout(resume, 300));
    expect(receiver.received).toHaveLength(8);
    receiver.answering = accept;
    for (const answer of open) answer();
    await settled();
    expect(new Set(receiver.received.map(idOf)).size).toBe(12);
  });

  test('while everything fails, one is tried at a time', async () => {
    const event = await buildEvent(office);
    await settled();
    receiver.forget();
    receiver.answering = answerWith(500);
    for (let sale = 0; sale < 24; sale += 1) await sell(office, event);
    await receiver.has(8);
    await new Promise((resume) => setTimeout(resume, 300));
    const before = receiver.received.length;
    // Seven may fail and eight more go before the eighth failure is known.
    expect(before).toBeLessThan(16);
    office.clock.pass(2_000);
    await stir();
    await receiver.has(before + 1);
    await new Promise((resume) => setTimeout(resume, 300));
    expect(receiver.received).toHaveLength(before + 1);
    receiver.answering = accept;
    office.clock.pass(HOUR);
    await stir();
    await settled();
  });
});

describe('sending again', () => {
  test('sends the same bytes under the same id, once more in the log', async () => {
    await buildEvent(office);
    const first = await receiver.hears('event.published');
    await settled();
    const before = await details(first);
    office.clock.pass(1000);
    const queued = await office.api<Delivery>('POST', `${path}/deliveries/${idOf(first)}/redeliver`);
    expect(queued).toMatchObject({ status: 200, body: { status: 'pending', attempts: 1, finishedAt: null } });
    const [, again] = await receiver.has(2);
    expect(again?.raw).toEqual(first.raw);
    expect(idOf(again!)).toBe(idOf(first));
    await settled();
    const after = await details(first);
    expect(after).toMatchObject({ status: 'delivered', attempts: 2, body: before.body });
    expect(after.attemptLog).toEqual([...before.attemptLog, expect.objectContaining({ number: 2 })]);
  });

  test('with one Idempotency-Key sends once', async () => {
    await buildEvent(office);
    const first = await receiver.hears('event.published');
    await settled();
    const again = () =>
      office.api('POST', `${path}/deliveries/${idOf(first)}/redeliver`, { headers: { 'Idempotency-Key': 'again' } });
    expect((await again()).text).toBe((await again()).text);
    await settled();
    expect(receiver.received).toHaveLength(2);
  });

  test('of what waits tries it now, after those of its order that wait before it', async () => {
    const event = await buildEvent(office);
    await settled();
    receiver.forget();
    receiver.answering = answerWith(500);
    const order = await sell(office, event);
    const [created] = await receiver.has(1);
    await until(idOf(created!), ({ attempts }) => attempts === 1);
    await office.api('POST', `/api/admin/orders/${order.id}/refund`, {});
    const [refunded] = await deliveriesOf({ subject: order.id });
    expect(refunded).toMatchObject({ event: 'order.refunded', attempts: 0, status: 'pending' });
    receiver.answering = accept;
    await office.call(redeliverWebhook, { params: { id: refunded!.id } });
    await settled();
    expect(receiver.received.map(({ body }) => body.event)).toEqual([
      'order.created',
      'order.created',
      'order.refunded',
    ]);
  });
});

test('the log is filtered by event, status and subject, page by page, newest first', async () => {
  const event = await buildEvent(office);
  const orders = [await sell(office, event), await sell(office, event), await sell(office, event)];
  await settled();
  const created = await deliveriesOf({ event: 'order.created', status: 'delivered' });
  expect(created.slice(0, 3).map(({ subject }) => subject)).toEqual(orders.map(({ id }) => id).toReversed());
  expect(created[0]).toEqual({
    id: expect.stringMatching(/^whd_/),
    event: 'order.created',
    subject: orders[2]?.id,
    status: 'delivered',
    attempts: 1,
    erasedAt: null,
    createdAt: office.clock.instant(),
    nextAttemptAt: null,
    finishedAt: office.clock.instant(),
    responseStatus: 200,
    error: null,
  });
  expect(await deliveriesOf({ subject: orders[0]!.id })).toHaveLength(1);
  const page = await office.api<Delivery[]>('GET', `${path}/deliveries?event=order.created&pageSize=2&page=2`);
  expect(page.body[0]?.subject).toBe(orders[0]?.id);
  expect(Number(page.headers.get('x-total-count'))).toBeGreaterThanOrEqual(3);
  expect(await deliveriesOf({ event: 'event.cancelled' })).toEqual([]);
});
