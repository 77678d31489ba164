import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { login } from '../../src/shared/auth.ts';
import { getOrder, listOrders } from '../../src/shared/orders.ts';

const stored = new Map<string, string>();
let answer: () => Promise<Response>;

beforeEach(() => {
  vi.resetModules();
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  vi.stubGlobal(
    'fetch',
    vi.fn(() => answer()),
  );
});

afterEach(() => vi.unstubAllGlobals());

const load = async () => ({
  ...(await import('../../renderer/lib/api.ts')),
  ...(await import('../../renderer/lib/session.ts')),
});

const refusing = (status: number, body: unknown) => () => Promise.resolve(Response.json(body, { status }));
const lastRequest = (): { url: string; headers: Headers } => {
  const [url, init] = vi.mocked(fetch).mock.lastCall ?? [];
  return { url: typeof url === 'string' ? url : '', headers: new Headers(init?.headers) };
};

describe('a call', () => {
  test('fills the path and the query, and carries token and key', async () => {
    const { call, signedIn } = await load();
    signedIn('a token', 'real');
    answer = () => Promise.resolve(Response.json([]));
    await call(listOrders, { query: { q: 'José & Co', page: 2, status: undefined }, idempotencyKey: 'k' });
    expect(lastRequest().url).toBe('/api/admin/orders?q=Jos%C3%A9+%26+Co&page=2');
    expect(lastRequest().headers.get('Authorization')).toBe('Bearer a token');
    expect(lastRequest().headers.get('Idempotency-Key')).toBe('k');
    await call(getOrder, { params: { id: 'TW/1' } });
    expect(lastRequest().url).toBe('/api/admin/orders/TW%2F1');
  });

  test('rejects with the code and the fields of a refusal', async () => {
    const { call } = await load();
    answer = refusing(400, { error: 'No.', code: 'invalid_request', fields: { 'tiers.0.price': 'must be less' } });
    await expect(call(getOrder, { params: { id: '1' } })).rejects.toMatchObject({
      status: 400,
      code: 'invalid_request',
      message: 'No.',
      fields: { 'tiers.0.price': 'must be less' },
    });
  });

  test('says offline where no answer came, and unreadable where the answer is none of ours', async () => {
    const { call } = await load();
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(call(listOrders)).rejects.toMatchObject({ status: 0, code: 'offline' });
    answer = () => Promise.resolve(new Response('<html>', { status: 502 }));
    await expect(call(listOrders)).rejects.toMatchObject({ status: 502, code: 'unreadable' });
  });

  test('counts all pages by the header', async () => {
    const { callPage } = await load();
    answer = () => Promise.resolve(Response.json([{ id: 'ord_1' }], { headers: { 'X-Total-Count': '5000' } }));
    expect(await callPage(listOrders)).toEqual({ entries: [{ id: 'ord_1' }], total: 5000 });
  });
});

describe('the session', () => {
  test('ends at a refused token, but not at a wrong password', async () => {
    const { call, signedIn, token } = await load();
    signedIn('a token', 'real');
    answer = refusing(401, { error: 'Wrong.', code: 'wrong_credentials' });
    await expect(call(login, { body: { email: 'a', password: 'b' } })).rejects.toMatchObject({ status: 401 });
    expect(token()).toBe('a token');
    answer = refusing(401, { error: 'Revoked.', code: 'token_revoked' });
    await expect(call(listOrders)).rejects.toMatchObject({ status: 401 });
    expect(token()).toBeNull();
    expect(stored.has('ticketwave.token.real')).toBe(false);
  });

  test('outlives an old call that comes back refused after a new sign-in', async () => {
    const { call, signedIn, token } = await load();
    signedIn('old', 'real');
    let refuse = (_: Response): void => undefined;
    answer = () =>
      new Promise((resolve) => {
        refuse = resolve;
      });
    const late = call(listOrders);
    signedIn('new', 'real');
    refuse(Response.json({ error: 'Expired.', code: 'token_expired' }, { status: 401 }));
    await expect(late).rejects.toMatchObject({ code: 'token_expired' });
    expect(token()).toBe('new');
  });

  test('is kept for each ledger, so that leaving the demo signs nobody out', async () => {
    const { signedIn, followLedger, token } = await load();
    signedIn('real token', 'real');
    signedIn('demo token', 'demo');
    expect(token()).toBe('demo token');
    followLedger('real');
    expect(token()).toBe('real token');
  });
});
