import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { Tokens } from '../../src/usecases/tokens.ts';
import { openTestLedger } from '../support/ledger.ts';
import { NO_LIMITS } from '../support/no-limits.ts';
import { useOffice } from './support/office.ts';
import { Sightings } from '../../src/usecases/sightings.ts';

const office = useOffice();

test('the health says that the ledger is readable, to anybody', async () => {
  const { status, body } = await office.api('GET', '/api/health', { token: null });
  expect(status).toBe(200);
  expect(body).toEqual({ status: 'ok', version: '0.0.0-test', database: 'ok' });
});

test('a ledger that cannot be read is a 503 that says so', async () => {
  const { ledger, close } = await openTestLedger();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const never = () => Promise.reject(new Error('not in this test'));
  const house = {
    ledger: { ...ledger, healthy: () => false },
    tokens: await Tokens.of(ledger),
    sightings: new Sightings(),
    demo: false,
    version: '1',
    now: Date.now,
    log,
    vault: { seal: (text: string) => text, open: () => null },
    printer: { print: never, encode: never, close: () => Promise.resolve() },
    mail: { test: never, nudge: () => undefined },
    printing: { nudge: () => undefined, queues: never },
    stripe: null,
    backups: { list: () => [], create: never, open: () => null, loss: never, restore: never },
    finishCancel: never,
    finishErasing: never,
    onClose: () => () => undefined,
    enterDemo: never,
    leaveDemo: never,
  };
  const app = createApp({ house, limits: NO_LIMITS, consoleDir: null, origin: () => '' });
  const server = createServer((request, response) => void app.callback()(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.close();
    await close();
  });
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/health`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({
    error: 'The ledger cannot be read.',
    code: 'unavailable',
    status: 'degraded',
    version: '1',
    database: 'unavailable',
  });
});

test('the first screen hears what it needs', async () => {
  const { body } = await office.api('GET', '/api/welcome', { token: null });
  expect(body).toEqual({
    hasOwner: true,
    demo: false,
    organization: 'My venue',
    version: '0.0.0-test',
    currency: 'EUR',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    onThisMachine: true,
  });
});

test('every answer forbids what a browser need not do with it, and names its request', async () => {
  for (const path of ['/api/health', '/api/nothing', '/api/docs', '/']) {
    const { headers } = await office.api('GET', path);
    expect(headers.get('content-security-policy'), path).toContain("default-src 'self'");
    expect(headers.get('content-security-policy'), path).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(headers.get('x-powered-by'), path).toBeNull();
    expect(headers.get('x-request-id'), path).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('no answer of the API is kept by a browser or a proxy', async () => {
  for (const path of ['/api/health', '/api/nothing', '/api/admin/orders'])
    expect((await office.api('GET', path)).headers.get('cache-control'), path).toBe('no-store');
});
