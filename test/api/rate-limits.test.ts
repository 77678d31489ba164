import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { login } from '../../src/shared/auth.ts';
import { OWNER, startTestServer, type Answered, type TestServer } from '../support/server.ts';
import { witness } from './support/contract.ts';

afterEach(() => void vi.useRealTimers());

const DEFAULTS = { admin: 60, scanner: 120, checkout: 10, public: 30, console: 1200 };

/** A box office with the limits that it opens with unless told; one `signup` of the 30 public calls is spent. */
async function openOffice(rateLimits = DEFAULTS): Promise<TestServer> {
  const office = await startTestServer({ witness, rateLimits });
  onTestFinished(() => office.stop());
  return office;
}

const limitOf = ({ headers }: { readonly headers: Headers }) => ({
  limit: Number(headers.get('x-ratelimit-limit')),
  remaining: Number(headers.get('x-ratelimit-remaining')),
});

/** How many of these calls are answered before the first 429. */
async function answeredOf(count: number, call: () => Promise<Answered<unknown>>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, call));
  return answers.filter(({ status }) => status !== 429).length;
}

describe('each class has its own limit', () => {
  test('60 admin calls a token', async () => {
    const office = await openOffice();
    const { token } = await office.call(login, { token: null, body: OWNER });
    expect(await answeredOf(65, () => office.api('GET', '/api/admin/settings'))).toBe(60);
    // Another token of the same person has its own count, and so has scanning.
    expect((await office.api('GET', '/api/admin/settings', { token })).status).toBe(200);
    expect((await office.api('POST', '/api/scan', { body: {} })).status).toBe(400);
  });

  test('120 scans a token', async () => {
    const office = await openOffice();
    expect(await answeredOf(125, () => office.api('POST', '/api/scan', { body: { qrCode: 'x' } }))).toBe(120);
    expect((await office.api('POST', '/api/scan/undo', { body: {} })).status).toBe(429);
    expect((await office.api('GET', '/api/admin/settings')).status).toBe(200);
  });

  test('10 checkouts an address, whoever calls', async () => {
    const office = await openOffice();
    expect(await answeredOf(8, () => office.api('POST', '/api/checkout', { body: {} }))).toBe(8);
    expect(await answeredOf(5, () => office.api('POST', '/api/checkout', { token: null, body: {} }))).toBe(2);
    expect((await office.api('GET', '/api/health')).status).toBe(200);
  });

  test('30 of everything else an address in one counter, login and unknown paths included', async () => {
    const office = await openOffice();
    const paths = [
      '/api/health',
      '/api/auth/me',
      '/api/openapi.json',
      '/api/docs',
      '/api/nothing',
      '/api/welcome',
      '/api/events',
    ];
    let next = 0;
    const get = () => office.api('GET', paths[next++ % paths.length] ?? '');
    expect(await answeredOf(28, get)).toBe(28);
    const signIn = () => office.api('POST', '/api/auth/login', { token: null, body: OWNER });
    expect((await signIn()).status).toBe(200);
    expect(await signIn()).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect((await office.api('GET', '/api/health')).status).toBe(429);
  });

  test('1,200 of the console over all classes together', async () => {
    const office = await openOffice({ ...DEFAULTS, console: 100 });
    const { token } = await office.call(login, { token: null, body: { ...OWNER, client: 'console' } });
    const call = (method: string, path: string) =>
      office.api(method, path, { token, ...(method === 'POST' && { body: {} }) });
    expect(limitOf(await call('GET', '/api/admin/settings'))).toEqual({ limit: 100, remaining: 99 });
    expect(limitOf(await call('POST', '/api/scan'))).toEqual({ limit: 100, remaining: 98 });
    expect(limitOf(await call('POST', '/api/checkout'))).toEqual({ limit: 100, remaining: 97 });
    expect(limitOf(await call('GET', '/api/auth/me'))).toEqual({ limit: 100, remaining: 96 });
    expect(await answeredOf(100, () => call('POST', '/api/checkout'))).toBe(96);
    expect((await call('GET', '/api/admin/settings')).status).toBe(429);
    expect((await office.api('GET', '/api/admin/settings')).status).toBe(200);
  });

  test('whatever the path’s spelling', async () => {
    const office = await openOffice();
    expect(await answeredOf(12, () => office.api('POST', '/api/checkout', { body: {} }))).toBe(10);
    for (const path of [
      '/API/checkout',
      '/api/Checkout',
      '/api/checkout/',
      '//api/checkout',
      '/api/%63heckout',
      '/api/./checkout/.',
    ])
      expect([404, 405, 429], path).toContain((await office.api('POST', path, { body: {} })).status);
  });
});

describe('a counter', () => {
  test('counts before anything is looked at: 400, 401, 404, 405 and 415 too', async () => {
    const office = await openOffice();
    const remaining = async (method: string, path: string, sent = {}) =>
      limitOf(await office.api(method, path, sent)).remaining;
    expect(await remaining('POST', '/api/admin/events', { body: {} })).toBe(59);
    expect(await remaining('GET', '/api/admin/events/evt_unknown')).toBe(58);
    expect(await remaining('POST', '/api/admin/events', { body: 1, headers: { 'Content-Type': 'text/plain' } })).toBe(
      57,
    );
    expect(await remaining('PROPFIND', '/api/admin/events')).toBe(56);
    expect(await remaining('GET', '/api/admin/nothing')).toBe(55);
    expect(await remaining('GET', '/api/auth/me', { token: null })).toBe(28);
    expect(await remaining('GET', '/api/nothing', { token: null })).toBe(27);
  });

  test('of tokens that cannot be verified is their address’s', async () => {
    const office = await openOffice();
    let forged = 0;
    const bad = () => office.api('GET', '/api/admin/events', { token: `of.a.lie${(forged += 1)}` });
    expect(await answeredOf(63, bad)).toBe(60);
    expect((await office.api('GET', '/api/admin/events', { token: null })).status).toBe(429);
    expect((await office.api('GET', '/api/admin/events')).status).toBe(200);
  });

  test('does not believe what a header says of the address', async () => {
    const office = await openOffice();
    let address = 0;
    const spoofed = () => {
      const said = `10.0.0.${(address += 1)}`;
      const headers = { 'X-Forwarded-For': said, Forwarded: `for=${said}`, 'X-Real-IP': said };
      return office.api('POST', '/api/checkout', { token: null, body: {}, headers });
    };
    expect(await answeredOf(12, spoofed)).toBe(10);
  });

  test('counts down, says when its window ends, and begins anew then', async () => {
    vi.useFakeTimers({
      toFake: ['Date', 'setTimeout', 'clearTimeout'],
      shouldAdvanceTime: true,
      now: 1_800_000_000_000,
    });
    const office = await openOffice();
    const buy = () => office.api('POST', '/api/checkout', { body: {} });
    const before = Math.floor(Date.now() / 1000);
    const first = await buy();
    expect(limitOf(first)).toEqual({ limit: 10, remaining: 9 });
    const reset = Number(first.headers.get('x-ratelimit-reset'));
    expect(reset).toBeGreaterThanOrEqual(before + 60);
    expect(reset).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000) + 60);
    await vi.advanceTimersByTimeAsync(30_000);
    for (let call = 0; call < 9; call += 1) await buy();
    const refused = await buy();
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(limitOf(refused)).toEqual({ limit: 10, remaining: 0 });
    // A fixed window, from the first request on: half of it is over.
    expect(Math.abs(Number(refused.headers.get('x-ratelimit-reset')) - reset)).toBeLessThanOrEqual(1);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(10);
    expect(wait).toBeLessThanOrEqual(30);
    await vi.advanceTimersByTimeAsync(wait * 1000);
    const fresh = await buy();
    expect(fresh.status).toBe(400);
    expect(limitOf(fresh)).toEqual({ limit: 10, remaining: 9 });
  });
});

test('every answer says what is left, pages too, which are not counted', async () => {
  const office = await openOffice();
  for (let call = 0; call < 3; call += 1) {
    const page = await office.api('GET', '/', { token: null });
    expect(limitOf(page)).toEqual({ limit: 30, remaining: 29 });
    expect(page.headers.get('x-ratelimit-reset')).toMatch(/^\d+$/);
  }
  expect(limitOf(await fetch(`${office.url}/api/health`, { method: 'HEAD' }))).toEqual({ limit: 30, remaining: 28 });
  expect(limitOf(await office.api('OPTIONS', '/api/health'))).toEqual({ limit: 30, remaining: 27 });
});

test('any limit may be overridden, the others stay', async () => {
  const office = await startTestServer({ rateLimits: { ...DEFAULTS, checkout: 2 } });
  onTestFinished(() => office.stop());
  expect(await answeredOf(5, () => office.api('POST', '/api/checkout', { body: {} }))).toBe(2);
  expect(limitOf(await office.api('GET', '/api/admin/settings'))).toEqual({ limit: 60, remaining: 59 });
});
