import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { sendWebhook, type Endpoint, type SendOptions } from '../../src/workers/webhooks-send.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** An endpoint that says these bytes, or does something of its own, once it was sent something. */
async function endpointSaying(bytes: string | Buffer | ((socket: Socket) => void)): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      if (typeof bytes === 'function') bytes(socket);
      else socket.end(bytes);
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const endpointAt = (url: string): Endpoint => ({
  url: new URL(url),
  savedAt: '2026-07-15T20:00:00.000Z',
  secret: 'whsec_test',
  previousSecret: null,
  rules: { allowPrivate: true, own: { origin: 'http://127.0.0.1:4870', publicUrl: null } },
});

const send = (url: string, options: Partial<SendOptions> = {}) =>
  sendWebhook({ id: 'whd_1', event: 'webhook.ping', body: '{"ä":1}' }, endpointAt(url), {
    now: () => Date.parse('2026-07-15T20:00:00Z'),
    userAgent: 'test',
    patience: 300,
    ...options,
  });

const never = (): Promise<never> => new Promise(() => undefined);

describe('the time an attempt has', () => {
  test('covers finding the address', async () => {
    const attempt = await send('http://slow.example/', { resolve: never });
    expect(attempt).toMatchObject({ response: null, error: 'timeout' });
    expect(attempt.duration).toBeGreaterThanOrEqual(290);
  });

  test('covers connecting: a handshake that hangs', async () => {
    const port = await endpointSaying(() => undefined);

    expect(await send(`https://127.0.0.1:${port}/`)).toMatchObject({ response: null, error: 'timeout' });
  });

  test('covers waiting for the headers', async () => {
    const port = await endpointSaying((socket) => socket.write('HTTP/1.1 200 OK\r\nX-Half: '));

    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ response: null, error: 'timeout' });
  });

  test('covers the body to its end: one that trickles is no success', async () => {
    const port = await endpointSaying((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
      const trickle = setInterval(() => socket.write('.'), 20);
      socket.on('close', () => clearInterval(trickle));
    });
    const attempt = await send(`http://127.0.0.1:${port}/`);
    expect(attempt).toMatchObject({ response: { status: 200, truncated: false }, error: 'timeout' });
    expect(attempt.response?.body).toMatch(/^\.{3,}$/);
  });

  test('is 15 seconds', async () => {
    const { promise: connected, resolve: onConnected } = Promise.withResolvers<undefined>();
    const port = await endpointSaying(() => onConnected(undefined));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const message = { id: 'whd_1', event: 'webhook.ping', body: '{}' } as const;
    let error: string | null = null;
    const sending = sendWebhook(message, endpointAt(`http://127.0.0.1:${port}/`), { now: Date.now, userAgent: 'test' });
    void sending.then((attempt) => (error = attempt.error));
    await connected;
    await vi.advanceTimersByTimeAsync(14_999);
    expect(error).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(await sending).toMatchObject({ response: null, error: 'timeout' });
  });
});

describe('an answer', () => {
  const answer = (headers: string, body: string | Buffer = '') =>
    Buffer.concat([Buffer.from(`HTTP/1.1 ${headers}\r\nConnection: close\r\n\r\n`), Buffer.from(body)]);
  const to = async (bytes: Parameters<typeof endpointSaying>[0]) =>
    send(`http://127.0.0.1:${await endpointSaying(bytes)}/`, { patience: 3_000 });

  test('is kept with its headers, in order and joined', async () => {
    const { response, error } = await to(
      answer('202 Accepted\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-One: two', 'thänks'),
    );
    expect(error).toBeNull();
    expect(response).toEqual({
      status: 202,
      headers: { 'set-cookie': 'a=1, b=2', 'x-one': 'two', connection: 'close' },
      body: 'thänks',
      truncated: false,
    });
  });

  test('is read to 16 KiB and no further, even where it never ends', async () => {
    const whole = await to(answer('200 OK', 'x'.repeat(16_384)));
    expect(whole).toMatchObject({ error: null, response: { truncated: false, body: 'x'.repeat(16_384) } });
    const longer = await to(answer('200 OK', 'x'.repeat(16_385)));
    expect(longer).toMatchObject({ error: null, response: { truncated: true, body: 'x'.repeat(16_384) } });
    const endless = await to((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const pour = (): void => {
        while (!socket.destroyed && socket.write('y'.repeat(65_536)));
      };
      socket.on('drain', pour);
      pour();
    });
    expect(endless).toMatchObject({ error: null, response: { status: 200, truncated: true } });
    expect(endless.response?.body).toHaveLength(16_384);
  });

  test('that is no text is kept as far as it is', async () => {
    const { response } = await to(answer('200 OK', Buffer.from([0, 0x61, 0xff, 0xc3])));
    expect(response?.body).toBe('\u{fffd}a\u{fffd}\u{fffd}');
  });

  test('that is none, breaks off, asks for another protocol or has too many headers is a failure', async () => {
    expect(await to('SSH-2.0-OpenSSH_9.6\r\n')).toMatchObject({ response: null, error: 'HPE_INVALID_CONSTANT' });

    expect(await to((socket) => socket.destroy())).toMatchObject({ response: null, error: 'ECONNRESET' });

    expect(await to('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')).toMatchObject({
      response: { status: 200, body: 'half' },
      error: 'ECONNRESET',
    });

    expect(await to(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatchObject({
      response: null,
      error: 'HPE_HEADER_OVERFLOW',
    });
    const upgrade = await to('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    expect(upgrade).toMatchObject({ response: null, error: 'failed' });
    const closed = await endpointSaying('');
    servers.pop()?.close();

    expect(await send(`http://127.0.0.1:${closed}/`)).toMatchObject({ response: null, error: 'ECONNREFUSED' });

    expect(await send('http://nowhere.invalid/', { patience: 10_000 })).toMatchObject({
      response: null,
      error: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    });
  });

  test('from whom nobody vouches for is none', async () => {
    const folder = makeFolder();
    const file = (name: string) => path.join(folder, name);
    const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
    execFileSync('openssl', [...made, '-subj', '/CN=127.0.0.1', '-keyout', file('key'), '-out', file('cert')], {
      stdio: 'ignore',
    });
    const heard: string[] = [];
    const server = createHttps({ key: readFileSync(file('key')), cert: readFileSync(file('cert')) }, (_, response) => {
      heard.push('request');
      response.end();
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    expect(await send(`https://127.0.0.1:${port}/`, { patience: 3_000 })).toMatchObject({
      response: null,
      error: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect(heard).toEqual([]);
    removeFolder(folder);
  });
});
