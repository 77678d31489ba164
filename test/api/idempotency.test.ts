import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { login } from '../../src/shared/auth.ts';
import { HOUR } from '../../src/shared/instant.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody, sell } from '../support/build-order.ts';
import { OWNER, type Sent } from '../support/server.ts';
import { withLedgerFile } from './support/ledger-file.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const send = <T = Record<string, unknown>>(method: string, path: string, key: string, sent: Sent = {}) =>
  office.api<T>(method, path, { ...sent, headers: { 'Idempotency-Key': key } });
const buy = (key: string, body: unknown, token?: string | null) =>
  send<OrderOut>('POST', '/api/checkout', key, { body, ...(token === undefined ? {} : { token }) });
const orders = async (eventId: string) =>
  Number((await office.api('GET', `/api/admin/orders?event=${eventId}&pageSize=1`)).headers.get('x-total-count'));

describe('the same key, route and body', () => {
  test('answers the first answer again, byte for byte, and sells once', async () => {
    const event = await buildEvent(office);
    const body = checkoutBody(event, { payment: { method: 'cash', tendered: 50 } });
    const first = await buy('sale-1', body);
    office.clock.pass(HOUR);
    const again = await buy('sale-1', body);
    expect(first.status).toBe(201);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(await orders(event.id)).toBe(1);
  });

  test('ten at once make one order, and all hear of it', async () => {
    const event = await buildEvent(office);
    const body = checkoutBody(event);
    const answers = await Promise.all(Array.from({ length: 10 }, () => buy('raced', body)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(await orders(event.id)).toBe(1);
  });

  test('holds for 24 hours, then the call is a new one', async () => {
    const event = await buildEvent(office);
    const body = checkoutBody(event);
    const first = await buy('a-day', body);
    office.clock.pass(24 * HOUR - 1);
    expect((await buy('a-day', body)).body.id).toBe(first.body.id);
    office.clock.pass(1);
    const anew = await buy('a-day', body);
    expect(anew.status).toBe(201);
    expect(anew.body.id).not.toBe(first.body.id);
    expect((await buy('a-day', body)).body.id).toBe(anew.body.id);
  });

  test('answers a refusal again, though it would be none by now', async () => {
    const event = await buildEvent(office, { totalCapacity: 1 });
    const order = await sell(office, event);
    const body = checkoutBody(event);
    const refused = await buy('too-late', body);
    expect(refused).toMatchObject({ status: 409, body: { code: 'sold_out' } });
    await office.api('POST', `/api/admin/orders/${order.id}/refund`);
    const again = await buy('too-late', body);
    expect([again.status, again.text]).toEqual([409, refused.text]);
    expect((await buy('another key', body)).status).toBe(400);
    expect((await buy('another-key', body)).status).toBe(201);
  });

  test.each([
    [
      'POST',
      '/api/admin/events',
      {
        title: 'Twice',
        date: '2026-07-15',
        startTime: '14:00',
        totalCapacity: 5,
        tiers: [{ name: 'A', price: 1, quantity: 5 }],
      },
    ],
    ['POST', '/api/admin/venues', { name: 'Twice' }],
    ['POST', '/api/admin/promo-codes', { code: 'TWICE', percent: 10 }],
    [
      'POST',
      '/api/admin/users',
      { email: 'twice@example.com', name: 'Twice', role: 'staff', password: OWNER.password },
    ],
  ])('%s %s makes one', async (method, path, body) => {
    const first = await send(method, path, 'make-one', { body });
    const again = await send(method, path, 'make-one', { body });
    expect(first.status).toBe(201);
    expect([again.status, again.text]).toEqual([201, first.text]);
  });

  test('deletes, changes, scans and refunds once', async () => {
    const event = await buildEvent(office);
    const order = await sell(office, event, { quantity: 2 });
    const draft = await buildEvent(office, { status: 'draft' });
    const user = await office.api<{ id: string }>('POST', '/api/admin/users', {
      body: { email: 'renamed@example.com', name: 'Before', role: 'staff', password: OWNER.password },
    });
    for (const [method, path, body] of [
      ['DELETE', `/api/admin/events/${draft.id}`, undefined],
      [
        'PATCH',
        `/api/admin/events/${event.id}`,
        { tiers: [...event.tiers.map(({ id }) => ({ id })), { name: 'More', price: 1, quantity: 1 }] },
      ],
      ['PATCH', `/api/admin/users/${user.body.id}`, { name: 'After' }],
      ['POST', '/api/scan', { qrCode: order.tickets[0]?.qrCode }],
      ['POST', `/api/admin/orders/${order.id}/refund`, { amount: 1 }],
    ] as const) {
      const first = await send(method, path, 'do-once', { body });
      const again = await send(method, path, 'do-once', { body });
      expect(first.status, `${method} ${path}`).toBe(200);
      expect([again.status, again.text], `${method} ${path}`).toEqual([200, first.text]);
    }
    expect((await office.api('GET', `/api/admin/orders/${order.id}`)).body).toMatchObject({ refunded: '1.00' });
    expect((await office.api<{ tiers: unknown[] }>('GET', `/api/admin/events/${event.id}`)).body.tiers).toHaveLength(3);
  });
});

describe('what a key binds', () => {
  test('another body under it is a conflict, and does nothing', async () => {
    const event = await buildEvent(office);
    await buy('bound', checkoutBody(event));
    const other = await buy('bound', checkoutBody(event, { quantity: 2 }));
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
    expect(await orders(event.id)).toBe(1);
  });

  test('another route under it is another call', async () => {
    const [one, two] = [await buildEvent(office, { status: 'draft' }), await buildEvent(office, { status: 'draft' })];
    expect((await send('DELETE', `/api/admin/events/${one.id}`, 'routes')).body).toMatchObject({ id: one.id });
    expect((await send('DELETE', `/api/admin/events/${two.id}`, 'routes')).body).toMatchObject({ id: two.id });
  });

  test('another user under it is another call; the same one after a new login is not', async () => {
    const event = await buildEvent(office);
    const body = checkoutBody(event);
    const mine = await buy('shared', body);
    const theirs = await buy('shared', body, await office.tokenOf('manager'));
    expect(theirs.body.id).not.toBe(mine.body.id);
    const { token } = await office.call(login, { token: null, body: OWNER });
    expect(token).not.toBe(office.owner);
    expect((await buy('shared', body, token)).text).toBe(mine.text);
  });

  test('a visitor’s address; their key has at least 16 characters and is nobody else’s', async () => {
    const event = await buildEvent(office);
    const body = checkoutBody(event, { customerName: 'Pat' });
    const key = 'k'.repeat(16);
    expect(await buy(key.slice(1), body, null)).toMatchObject({
      status: 400,
      body: { code: 'idempotency_key_invalid' },
    });
    const first = await buy(key, body, null);
    expect(first).toMatchObject({ status: 201, body: { status: 'pending' } });
    expect((await buy(key, body, null)).text).toBe(first.text);
    const counter = await buy(key, body);
    expect(counter).toMatchObject({ status: 201, body: { status: 'paid' } });
    expect(await orders(event.id)).toBe(2);
  });
});

describe('a key', () => {
  test.each([
    ['of one character', 'k', 201],
    ['of 255', 'k'.repeat(255), 201],
    ['of 256', 'k'.repeat(256), 400],
    ['with a space', 'two words', 400],
    ['beyond ASCII', 'schlüssel', 400],
  ])('%s', async (_, key, status) => {
    const event = await buildEvent(office);
    const answer = await buy(key, checkoutBody(event));
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body).toMatchObject({ code: 'idempotency_key_invalid' });
    expect(await orders(event.id)).toBe(status === 201 ? 1 : 0);
  });
});

describe('what is never kept', () => {
  test('401 and 403', async () => {
    const event = await buildEvent(office);
    const order = await sell(office, event, { quantity: 40 });
    const path = `/api/admin/orders/${order.id}/refund`;
    const staff = await office.tokenOf('staff');
    const attempt = () => send('POST', path, 'over-limit', { token: staff, body: { amount: 900 } });
    expect(await attempt()).toMatchObject({ status: 403, body: { code: 'over_limit' } });
    await office.api('PATCH', '/api/admin/settings', { body: { staffRefundLimit: 1000 } });
    expect((await attempt()).status).toBe(200);
    expect((await attempt()).status).toBe(200);
    expect((await office.api('GET', `/api/admin/orders/${order.id}`)).body).toMatchObject({ refunded: '900.00' });
  });

  test('a 400 of the call’s own shape: corrected, it runs under the same key', async () => {
    const event = await buildEvent(office);
    expect((await buy('typo', { ...checkoutBody(event), items: [] })).status).toBe(400);
    expect((await buy('typo', checkoutBody(event))).status).toBe(201);
  });

  test('anything of signing in', async () => {
    const attempt = () => send<{ token: string }>('POST', '/api/auth/login', 'sign-in', { token: null, body: OWNER });
    expect((await attempt()).body.token).not.toBe((await attempt()).body.token);
  });

  test('an answer that holds a secret', async () => {
    const attempt = () => send<{ code: string }>('POST', '/api/admin/devices', 'pairing', { body: { name: 'Phone' } });
    expect((await attempt()).body.code).not.toBe((await attempt()).body.code);
  });

  test('a quick hash of a password: a key binds the rest of the body', async () => {
    const body = { email: 'hashed@example.com', name: 'Hashed', role: 'staff', password: OWNER.password };
    const first = await send('POST', '/api/admin/users', 'no-hash', { body });
    expect((await send('POST', '/api/admin/users', 'no-hash', { body })).text).toBe(first.text);
    const kept = withLedgerFile(office, (database) =>
      database.prepare(`SELECT body_hash FROM idempotency WHERE key = 'no-hash'`).pluck().all(),
    );
    expect(kept).toHaveLength(1);
    expect(kept).not.toContain(createHash('sha256').update(JSON.stringify(body)).digest('base64'));
  });
});
