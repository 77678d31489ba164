import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Resolve } from '../../src/usecases/webhook-endpoint.ts';
import { sendWebhook } from '../../src/workers/webhooks-send.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

/** Listens on every address of this machine, counts whoever connects, and would say that all is well. */
let canary: Server;
let port: number;
let connections = 0;

beforeAll(async () => {
  canary = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK'));
  });
  canary.listen(0);
  await once(canary, 'listening');
  ({ port } = canary.address() as AddressInfo);
});
afterAll(() => canary.close());

const send = (url: string, { allowPrivate = false, origin = 'http://127.0.0.1:1', resolve }: Trial = {}) =>
  sendWebhook(
    { id: 'whd_1', event: 'webhook.ping', body: '{}' },
    {
      url: new URL(url),
      savedAt: '2026-07-15T20:00:00.000Z',
      secret: 'whsec_test',
      previousSecret: null,
      rules: { allowPrivate, own: { origin, publicUrl: null } },
    },
    { now: Date.now, userAgent: 'test', patience: 3_000, ...(resolve ? { resolve } : {}) },
  );

interface Trial {
  readonly allowPrivate?: boolean;
  readonly origin?: string;
  readonly resolve?: Resolve;
}

const save = (url: string) =>
  office.api('PUT', '/api/admin/webhooks/config', { body: { url, events: ['order.created'] } });

/** Ways to write this machine, and networks that are nobody else's business. */
const LOOPBACK = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '017700000001',
  '0x7f000001',
  '0x7F.1',
  '0x7f.0x0.0x0.0x1',
  '0177.0.0.1',
  '0177.0.0.01',
  '127.0x0.0.1',
  '%31%32%37.0.0.1',
  '１２７.０.０.１',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  'localhost',
  'LOCALHOST',
  'lOcAlHoSt',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  'example.com@127.0.0.1',
  'example.com:80@127.0.0.1',
];
const NEVER = [
  '0',
  '0.0.0.0',
  '0x0',
  '[::]',
  '[::127.0.0.1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::127.0.0.1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::1]',
  '[2001:0:102:304:0:0:80ff:fffe]',
  '[2606:4700::5efe:127.0.0.1]',
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '[::ffff:169.254.169.254]',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '[fec0::1]',
  '100.100.100.200',
  '192.0.0.192',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '[2001:db8::1]',
  '224.0.0.1',
  '[ff02::1]',
  '240.0.0.1',
  '255.255.255.255',
];
const PRIVATE = [
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.0.1',
  '100.64.0.1',
  '[fc00::1]',
  '[fd12:3456::1]',
];

describe('an address that is not public', () => {
  test('the canary sings when an owner allows it', async () => {
    connections = 0;
    for (const host of ['127.0.0.1', '0x7f.1', 'localhost', '[::ffff:7f00:1]'])
      expect(await send(`http://${host}:${port}/`, { allowPrivate: true }), host).toMatchObject({
        error: null,
        response: { status: 200 },
      });
    expect(connections).toBe(4);
  });

  test(`in ${LOOPBACK.length + NEVER.length + PRIVATE.length} spellings is never connected to`, async () => {
    connections = 0;
    for (const host of [...LOOPBACK, ...NEVER, ...PRIVATE]) {
      const attempt = await send(`http://${host}:${port}/`);
      expect(attempt, host).toMatchObject({ response: null, error: 'address_refused' });
    }
    for (const odd of [
      `http:127.0.0.1:${port}/`,
      `http:\\\\127.0.0.1:${port}\\`,
      `http://127.0.0.1:${port}\\@example.com/`,
      `http://127.\t0.0.1:${port}/`,
    ])
      expect(await send(odd), odd).toMatchObject({ response: null, error: 'address_refused' });
    for (const { address, family } of Object.values(networkInterfaces()).flatMap((list) => list ?? [])) {
      const host = family === 'IPv6' ? `[${address}]` : address;
      expect(await send(`http://${host}:${port}/`), host).toMatchObject({ response: null });
    }
    expect(connections).toBe(0);
  });

  test('is not saved either', async () => {
    for (const host of [...LOOPBACK, ...NEVER, ...PRIVATE]) {
      const answer = await save(`http://${host}:${port}/`);
      const code = host.includes('@') ? 'invalid_request' : 'private_address';
      expect(answer, host).toMatchObject({ status: 400, body: { code, fields: { url: expect.any(String) } } });
    }
    expect((await office.api<{ url: string | null }>('GET', '/api/admin/webhooks/config')).body.url).toBeNull();
  });

  test('is never connected to where it is link-local or nobody’s, even when an owner allows private ones', async () => {
    connections = 0;
    for (const host of NEVER)
      expect(await send(`http://${host}:${port}/`, { allowPrivate: true }), host).toMatchObject({
        error: 'address_refused',
      });
    expect(connections).toBe(0);
  });

  test('is never connected to where it is this box office itself, by any of its addresses', async () => {
    connections = 0;
    const own = { allowPrivate: true, origin: `http://0.0.0.0:${port}` };
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const hosts = addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
    for (const host of ['127.0.0.1', '127.0.0.2', 'localhost', '[::1]', '[::ffff:127.0.0.1]', ...hosts])
      expect((await send(`http://${host}:${port}/`, own)).error, host).toBe('address_refused');
    expect(connections).toBe(0);
  });
});

describe('a name', () => {
  const to =
    (...addresses: string[]): Resolve =>
    () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  const named = `http://hooks.example`;

  test('that leads to such an address is refused, whatever else it leads to', async () => {
    connections = 0;
    for (const addresses of [
      ['127.0.0.1'],
      ['::1'],
      ['::ffff:127.0.0.1'],
      ['192.0.43.8', '127.0.0.1'],
      ['2001:4860:4860::8888', '::1'],
      ['fe80::1%lo'],
      ['169.254.169.254'],
      ['not an address'],
    ])
      expect((await send(`${named}:${port}/`, { resolve: to(...addresses) })).error, addresses.join()).toBe(
        'address_refused',
      );
    expect(connections).toBe(0);
  });

  test('that leads elsewhere at the next question is refused then', async () => {
    connections = 0;
    const answers = ['192.0.43.8', '127.0.0.1'];
    const rebinding: Resolve = () => to(answers.shift() ?? '')('');
    await rebinding('the question at saving');
    expect((await send(`${named}:${port}/`, { resolve: rebinding })).error).toBe('address_refused');
    expect(connections).toBe(0);
  });

  test('is asked for once, and what was answered is what is connected to', async () => {
    connections = 0;
    let asked = 0;
    const resolve: Resolve = (hostname) => {
      asked += 1;
      expect(hostname).toBe('hooks.example');
      return to('127.0.0.1')(hostname);
    };
    expect(await send(`${named}:${port}/`, { resolve, allowPrivate: true })).toMatchObject({ error: null });
    expect({ asked, connections }).toEqual({ asked: 1, connections: 1 });
  });
});
