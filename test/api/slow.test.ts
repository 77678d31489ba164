import { connect } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { useOffice } from './support/office.ts';

const office = useOffice();

/** Opens a connection, sends these bytes and no more; what came back until it ended. */
function trickle(bytes: string): { readonly ended: Promise<string>; readonly send: (more: string) => void } {
  const socket = connect(office.boxOffice.port, '127.0.0.1');
  socket.write(bytes);
  const ended = new Promise<string>((resolve) => {
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
  return { ended, send: (more) => void socket.write(more) };
}

const head = (length: number) =>
  `POST /api/admin/venues HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${office.owner}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

test('a body that trickles in is given 30 seconds, then 408, and the connection ends', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const slow = trickle(`${head(100)}{"name":`);
  // Whoever comes later is answered meanwhile.
  expect((await office.api('GET', '/api/health')).status).toBe(200);
  slow.send('"X"');
  let answer = '';
  void slow.ended.then((received) => (answer = received));
  await vi.advanceTimersByTimeAsync(29_000);
  expect((await office.api('GET', '/api/health')).status).toBe(200);
  expect(answer).toBe('');
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(1_000);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  }, 10_000);
  expect(answer).toMatch(/\r\nConnection: close\r\n/i);
  expect(answer).toContain('"code":"request_timeout"');
  expect((await office.api<unknown[]>('GET', '/api/admin/venues')).body).toEqual([]);
});

test('a body that ends early does nothing and troubles nobody', async () => {
  const socket = connect(office.boxOffice.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`${head(100)}{"name":"X"}`);
  await new Promise((resume) => setTimeout(resume, 50));
  socket.destroy();
  expect((await office.api('GET', '/api/health')).status).toBe(200);
  expect((await office.api<unknown[]>('GET', '/api/admin/venues')).body).toEqual([]);
});

test(
  'headers that never end are given 10 seconds, a hundred of them shut nobody out',
  { timeout: 40_000 },
  async () => {
    const started = Date.now();
    const slow = Array.from({ length: 100 }, () => trickle('GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: '));
    expect((await office.api('GET', '/api/health')).status).toBe(200);
    const answers = await Promise.all(slow.map(({ ended }) => ended));
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(Date.now() - started).toBeLessThan(25_000);
  },
);
