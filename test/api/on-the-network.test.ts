import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildEvent } from '../support/build-event.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let office: TestServer;
beforeAll(async () => {
  office = await startTestServer({ host: '0.0.0.0' });
});
afterAll(() => office.stop());

test('a server that listens everywhere says so, and its links name an address of this machine', async () => {
  expect(office.url).toBe(`http://0.0.0.0:${office.boxOffice.port}`);
  const { url } = await buildEvent(office);
  const { hostname, port, pathname } = new URL(url);
  expect({ port, pathname }).toEqual({
    port: String(office.boxOffice.port),
    pathname: '/events/summer-pool-party-2026',
  });
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
  expect(own).toContain(hostname);
  expect((await fetch(new URL('/api/events', url))).status).toBe(200);
});
