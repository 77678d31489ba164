import { createSecretKey, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../src/server.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';
import { OWNER } from '../support/server.ts';
import { statusesOf } from './support/answers.ts';
import { claimsOf, forge } from './support/ledger-file.ts';
import { useOffice } from './support/office.ts';
import { pairDevice } from './support/pair-device.ts';

const office = useOffice();

/** Authorization headers that are none of ours, each with the code that refuses it. */
const FORGERIES: Record<string, { readonly header: () => string; readonly code?: string }> = {
  'no token at all after Bearer': { header: () => 'Bearer' },
  'another scheme': { header: () => `Basic ${btoa(`${OWNER.email}:${OWNER.password}`)}` },
  'something that is no JWT': { header: () => 'Bearer let-me-in' },
  'a token with a changed letter': { header: () => `Bearer ${office.owner.slice(0, -5)}AAAAA` },
  'a changed payload under the old signature': {
    header: () => {
      const [head, , signature] = office.owner.split('.');
      const payload = Buffer.from(JSON.stringify({ ...claimsOf(office.owner), sub: 'usr_somebody' })).toString(
        'base64url',
      );
      return `Bearer ${head}.${payload}.${signature}`;
    },
  },
  'two tokens': { header: () => `Bearer ${office.owner}, Bearer ${office.owner}` },
  'algorithm none': {
    header: () => {
      const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
      return `Bearer ${none}.${office.owner.split('.')[1]}.`;
    },
  },
  'algorithm none with the old signature': {
    header: () => {
      const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
      return `Bearer ${none}.${office.owner.split('.').slice(1).join('.')}`;
    },
  },
  'algorithm HS512 with the right key': {
    header: () => `Bearer ${forge(office, office.owner, {}, { algorithm: 'HS512' })}`,
  },
  'a foreign key': {
    header: () => `Bearer ${forge(office, office.owner, {}, { key: createSecretKey(randomBytes(32)) })}`,
  },
  'a wrong audience': { header: () => `Bearer ${forge(office, office.owner, { aud: 'another-api' })}` },
  'a wrong issuer': { header: () => `Bearer ${forge(office, office.owner, { iss: 'somebody' })}` },
  'no audience': { header: () => `Bearer ${forge(office, office.owner, { aud: undefined })}` },
  'no end': { header: () => `Bearer ${forge(office, office.owner, { exp: undefined })}` },
  'an unknown session': { header: () => `Bearer ${forge(office, office.owner, { jti: 'ses_unknown' })}` },
  "another's session": { header: () => `Bearer ${forge(office, office.owner, { sub: 'usr_unknown' })}` },
  'a token that has ended': {
    header: () => {
      const { iat } = claimsOf(office.owner);
      return `Bearer ${forge(office, office.owner, { iat: iat - 604_800, exp: iat })}`;
    },
    code: 'token_expired',
  },
};

describe.each(Object.entries(FORGERIES))('%s', (_, { header, code = 'token_invalid' }) => {
  const call = (method: string, path: string, body?: unknown) =>
    office.api(method, path, { token: null, headers: { Authorization: header() }, body });

  test('is 401, also where no token is needed', async () => {
    for (const [method, path, body] of [
      ['GET', '/api/auth/me'],
      ['GET', '/api/admin/events'],
      ['GET', '/api/welcome'],
      ['POST', '/api/checkout', {}],
      ['POST', '/api/scan', {}],
    ] as const)
      expect(await call(method, path, body), `${method} ${path}`).toMatchObject({ status: 401, body: { code } });
  });

  test('is not minded by login and health', async () => {
    expect((await call('POST', '/api/auth/login', { email: OWNER.email, password: OWNER.password })).status).toBe(200);
    expect((await call('GET', '/api/health')).status).toBe(200);
    expect((await call('GET', '/api/openapi.json')).status).toBe(200);
  });
});

test('the forging of these tests makes good tokens', async () => {
  const again = forge(office, office.owner, {});
  expect((await office.api('GET', '/api/auth/me', { token: again })).status).toBe(200);
});

test('the scheme is read without its capitals', async () => {
  const headers = { Authorization: `bearer ${office.owner}` };
  expect((await office.api('GET', '/api/auth/me', { token: null, headers })).status).toBe(200);
});

test('a device is shown with its gate and event', async () => {
  const { body } = await office.api('GET', '/api/auth/me', { token: await pairDevice(office, { gate: 'North' }) });
  expect(body).toMatchObject({ kind: 'device', role: 'scanner', gate: 'North', email: null, eventId: null });
});

describe('before the first owner', () => {
  const dataDir = makeFolder();
  const open = () =>
    startServer({
      dataDir,
      port: 0,
      consoleDir: null,
      version: '1',
      rateLimits: { public: 1e9 },
      clock: office.clock.now,
    });
  let url = '';
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...headers },
    });

  beforeAll(async () => {
    const server = await open();
    ({ url } = server);
    return async () => {
      await server.stop();
      removeFolder(dataDir);
    };
  });

  test('the first screen hears that there is none', async () => {
    const welcome = await (await fetch(`${url}/api/welcome`)).json();
    expect(welcome).toMatchObject({ hasOwner: false, demo: false, organization: null, onThisMachine: true });
  });

  test('a signup names the fields that are wrong', async () => {
    const answer = await post('/api/auth/signup', { email: 'x', password: 'short', name: ' ' });
    expect(answer.status).toBe(400);
    const { fields } = (await answer.json()) as { fields: object };
    expect(Object.keys(fields).sort()).toEqual(['email', 'name', 'password']);
  });

  test('of ten signups at once one makes the owner; the others find it closed', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        post(
          '/api/auth/signup',
          { ...OWNER, email: `owner${index}@example.com`, organization: 'Lido' },
          { Authorization: 'Bearer of.a.lie' },
        ),
      ),
    );
    expect(statusesOf(answers)).toEqual({ 201: 1, 403: 9 });
    const refused = await answers.find(({ status }) => status === 403)?.json();
    expect(refused).toMatchObject({ code: 'signup_closed' });
    const signedUp = (await answers.find(({ status }) => status === 201)?.json()) as { token: string };
    expect(signedUp).toMatchObject({
      user: { role: 'owner', name: OWNER.name },
      expiresAt: expect.stringMatching(/Z$/),
    });
    const welcome = await (await fetch(`${url}/api/welcome`)).json();
    expect(welcome).toMatchObject({ hasOwner: true, organization: 'Lido' });
  });
});

test('a token survives a restart', async () => {
  const dataDir = makeFolder();
  const open = () => startServer({ dataDir, port: 0, consoleDir: null, version: '1', clock: office.clock.now });
  try {
    const before = await open();
    const signedUp = await fetch(`${before.url}/api/auth/signup`, {
      method: 'POST',
      body: JSON.stringify(OWNER),
      headers: { 'Content-Type': 'application/json' },
    });
    const { token } = (await signedUp.json()) as { token: string };
    await before.stop();
    const after = await open();
    const answer = await fetch(`${after.url}/api/auth/me`, { headers: { Authorization: `Bearer ${token}` } });
    expect(await answer.json()).toMatchObject({ email: OWNER.email, role: 'owner' });
    await after.stop();
  } finally {
    removeFolder(dataDir);
  }
});
