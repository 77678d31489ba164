import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OWNER } from '../support/server.ts';
import { useOffice } from './support/office.ts';
import { request } from './support/raw-http.ts';

const office = useOffice();
const PUBLIC = 'tickets.example.com';

beforeAll(async () => {
  await office.api('PATCH', '/api/admin/settings', { body: { publicUrl: `https://${PUBLIC}` } });
});
afterAll(async () => {
  await office.api('PATCH', '/api/admin/settings', { body: { publicUrl: null } });
});

const json = (text = '') => JSON.parse(text === '' ? 'null' : text) as Record<string, unknown>;

async function ask(headers: readonly string[], target = '/api/health', method = 'GET', body = '') {
  const answer = await request(office.boxOffice.port, `${method} ${target}`, headers, body);
  return { status: answer?.status, body: json(answer?.text), headers: answer?.headers };
}

const own = () => `Host: 127.0.0.1:${office.boxOffice.port}`;
const lanAddress = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

describe('the Host', () => {
  test.each([
    ['localhost', 200],
    ['LOCALHOST:4870', 200],
    ['127.0.0.1', 200],
    ['[::1]:4870', 200],
    [PUBLIC, 200],
    [PUBLIC.toUpperCase(), 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost.evil.example', 421],
    [`${PUBLIC}.evil.example`, 421],
    [`evil.${PUBLIC}`, 421],
    ['localhost.', 421],
    ['0.0.0.0', 421],
    ['127.1', 421],
    ['2130706433', 421],
    ['192.0.2.1', 421],
    ['', 421],
    ['localhost:x', 421],
    ['localhost:', 421],
    ['localhost:123456', 421],
    ['localhost, evil.example', 421],
    ['localhost evil.example', 421],
    ['user@localhost', 421],
    ['localhost/path', 421],
    ['[::1', 421],
  ])('%j is answered %i', async (host, status) => {
    const answer = await ask([`Host: ${host}`]);
    expect(answer.status).toBe(status);
    if (status === 421) expect(answer.body).toMatchObject({ code: 'misdirected', error: expect.any(String) });
  });

  test('missing is 421', async () => {
    expect(await ask([])).toMatchObject({ status: 421, body: { code: 'misdirected' } });
  });

  test('doubled is 421, also where both are the same', async () => {
    expect(await ask([own(), 'Host: evil.example'])).toMatchObject({ status: 421 });
    expect(await ask(['Host: evil.example', own()])).toMatchObject({ status: 421 });
    expect(await ask([own(), own()])).toMatchObject({ status: 421 });
  });

  test('foreign is refused before anything else, on pages and with a good token too', async () => {
    const token = `Authorization: Bearer ${office.owner}`;
    for (const target of ['/', '/api/admin/events', '/api/docs', '/api/nothing', '/assets/x.js'])
      expect(await ask(['Host: evil.example', token], target), target).toMatchObject({ status: 421 });
  });

  test.skipIf(lanAddress === undefined)('may be an address of this machine on its network', async () => {
    expect((await ask([`Host: ${lanAddress}:4870`])).status).toBe(200);
  });
});

describe('the Origin', () => {
  const from = (origin: string, method = 'GET', target = '/api/health') =>
    ask(
      [
        own(),
        `Origin: ${origin}`,
        ...(method === 'POST' ? ['Content-Type: application/json', 'Content-Length: 2'] : []),
      ],
      target,
      method,
      method === 'POST' ? '{}' : '',
    );

  test('of our own pages is welcome', async () => {
    expect((await from(`http://127.0.0.1:${office.boxOffice.port}`)).status).toBe(200);
    expect((await from(`https://${PUBLIC}`)).status).toBe(200);
  });

  test.each([
    'null',
    'https://evil.example',
    'http://localhost:1',
    'http://127.0.0.1',
    'file://',
    `http://${PUBLIC}`,
    `https://${PUBLIC}.evil.example`,
    `https://${PUBLIC}:8443`,
    'chrome-extension://abcdefgh',
    '*',
  ])('%s is 403, reading and writing', async (origin) => {
    const foreign = { status: 403, body: { code: 'foreign_origin' } };
    expect(await from(origin)).toMatchObject(foreign);
    expect(await from(origin, 'POST', '/api/checkout')).toMatchObject(foreign);
    expect(await from(origin, 'OPTIONS', '/api/checkout')).toMatchObject(foreign);
  });

  test('our own under https is foreign over http', async () => {
    expect((await from(`https://127.0.0.1:${office.boxOffice.port}`)).status).toBe(403);
  });

  test('two of them are 403', async () => {
    const mine = `Origin: http://127.0.0.1:${office.boxOffice.port}`;
    expect((await ask([own(), mine, 'Origin: https://evil.example'])).status).toBe(403);
  });

  test('no answer ever invites another', async () => {
    const answers = [
      await from('https://evil.example'),
      await from(`https://${PUBLIC}`, 'OPTIONS'),
      await ask([own()]),
    ];
    for (const { headers } of answers)
      expect([...(headers?.keys() ?? [])].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('the target', () => {
  test.each([
    'http://evil.example/api/health',
    'http://127.0.0.1/api/health',
    'HTTP://LOCALHOST/',
    'evil.example:443',
    '*',
  ])('%s is no path', async (target) => {
    const answer = await ask([own()], target, target === '*' ? 'OPTIONS' : 'GET');
    expect(answer).toMatchObject({ status: 400 });
    expect(['invalid_path', 'invalid_request']).toContain(answer.body['code']);
  });
});

describe('what is answered on this machine only', () => {
  /** As a tunnel or a proxy would hand it on: from loopback, but for another name. */
  const outside = (target: string, body: unknown, headers: readonly string[] = []) => {
    const text = JSON.stringify(body);
    const fixed = [`Host: ${PUBLIC}`, 'Content-Type: application/json', `Content-Length: ${text.length}`];
    return ask([...fixed, ...headers], target, 'POST', text);
  };
  const loopbackOnly = { status: 403, body: { code: 'loopback_only' } };

  test('signing up, signing in and pairing, over plain HTTP', async () => {
    expect(await outside('/api/auth/signup', OWNER)).toMatchObject(loopbackOnly);
    expect(await outside('/api/auth/login', OWNER)).toMatchObject(loopbackOnly);
    expect(await outside('/api/auth/pair', { code: 'x' })).toMatchObject(loopbackOnly);
  });

  test('the demo, with whatever token', async () => {
    expect(await outside('/api/demo', {}, [`Authorization: Bearer ${office.owner}`])).toMatchObject(loopbackOnly);
  });

  test('not the rest, which a token opens from anywhere', async () => {
    const token = `Authorization: Bearer ${office.owner}`;
    expect((await ask([`Host: ${PUBLIC}`, token], '/api/admin/events')).status).toBe(200);
    expect((await ask([`Host: ${PUBLIC}`], '/api/welcome')).body).toMatchObject({ onThisMachine: false });
    expect((await ask([own()], '/api/welcome')).body).toMatchObject({ onThisMachine: true });
  });

  test('not believing a header that says otherwise', async () => {
    const claims = ['X-Forwarded-Proto: https', 'X-Forwarded-Host: localhost', 'Forwarded: proto=https;host=localhost'];
    expect(await outside('/api/auth/login', OWNER, claims)).toMatchObject(loopbackOnly);
  });
});
