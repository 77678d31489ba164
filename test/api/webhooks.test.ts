import { describe, expect, test } from 'vitest';
import { DAY, toInstant } from '../../src/shared/instant.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const path = '/api/admin/webhooks/config';
const PUBLIC = 'https://192.0.43.8/webhook';

interface Config {
  readonly url: string | null;
  readonly secret: string | null;
  readonly secretRotatesUntil: string | null;
  readonly enabled: boolean;
  readonly allowPrivateAddress: boolean;
}

const body = (changes: Record<string, unknown> = {}) => ({
  url: PUBLIC,
  events: ['order.created', 'checkin.completed'],
  ...changes,
});

describe('the configuration', () => {
  const office = useOffice();
  const put = (changes: Record<string, unknown> = {}, token?: string) =>
    office.api<Config>('PUT', path, { body: body(changes), ...(token === undefined ? {} : { token }) });
  const read = async () => (await office.api<Config>('GET', path)).body;

  test('is all null where nothing is configured', async () => {
    expect(await read()).toEqual({
      url: null,
      events: [],
      enabled: false,
      allowPrivateAddress: false,
      secret: null,
      secretRotatesUntil: null,
      goneAt: null,
      updatedAt: null,
    });
  });

  test('is answered with the whole secret where it is saved, and with its last four characters where it is read', async () => {
    const { body: saved, status } = await put();
    expect(status).toBe(200);
    expect(saved).toEqual({
      url: PUBLIC,
      events: ['order.created', 'checkin.completed'],
      enabled: true,
      allowPrivateAddress: false,
      secret: expect.stringMatching(/^whsec_[0-9A-Z]{40}$/),
      secretRotatesUntil: null,
      goneAt: null,
      updatedAt: office.clock.instant(),
    });
    expect(await read()).toEqual({ ...saved, secret: saved.secret?.slice(-4) });
    expect((await put()).body.secret).toBe(saved.secret);
  });

  test('is saved by POST as by PUT', async () => {
    const url = 'http://192.0.43.8:8080/other?token=abc';
    const answer = await office.api<Config>('POST', path, {
      body: body({ url, events: ['webhook.ping', 'webhook.ping'], enabled: false }),
    });
    expect(answer).toMatchObject({ status: 200, body: { url, events: ['webhook.ping'], enabled: false } });
    expect(await read()).toMatchObject({ url, events: ['webhook.ping'], enabled: false });
  });

  test('names what is missing or wrong', async () => {
    expectFields(await office.api('PUT', path, { body: {} }), 'url', 'events');
    expectFields(await put({ events: [] }), 'events');
    expectFields(await put({ events: ['order.created', 'order.eaten'] }), 'events.1');
    expectFields(
      await put({ enabled: 'yes', allowPrivateAddress: 1, secret: 'short' }),
      'enabled',
      'allowPrivateAddress',
      'secret',
    );
    for (const url of [
      'example.com/webhook',
      'ftp://example.com/',
      'file:///etc/passwd',
      'https://user:word@example.com/',
      'https://user@example.com/',
      'http:\\\\example.com',
      'http:/example.com',
      'http://exa mple.com/',
      'https://',
      `https://example.com/${'x'.repeat(2000)}`,
    ])
      expectFields(await put({ url }), 'url');
    expect(await read()).toMatchObject({ enabled: false });
  });

  test('takes an address that cannot be resolved now: it is checked when connecting', async () => {
    const url = 'https://nowhere.invalid/webhook';
    expect(await put({ url })).toMatchObject({ status: 200, body: { url } });
  });

  test('rotates the secret: for a day the old one signs along', async () => {
    const first = (await put({ secret: 'the first secret' })).body;
    expect(first.secret).toBe('the first secret');
    const until = toInstant(office.clock.now() + DAY);
    const second = (await put({ secret: 'the second secret' })).body;
    expect(second).toMatchObject({ secret: 'the second secret', secretRotatesUntil: until });
    const third = (await office.api<Config>('POST', `${path}/rotate-secret`)).body;
    expect(third).toMatchObject({ url: PUBLIC, secretRotatesUntil: until });
    expect(third.secret).toMatch(/^whsec_/);
    office.clock.pass(DAY);
    expect(await read()).toMatchObject({ secret: third.secret?.slice(-4), secretRotatesUntil: null });
  });

  test('is pinged whenever somebody asks, unless it is switched off', async () => {
    await put();
    const pings = async () =>
      Number(
        (await office.api('GET', '/api/admin/webhooks/deliveries?event=webhook.ping&pageSize=1')).headers.get(
          'x-total-count',
        ),
      );
    const before = await pings();
    expect(await office.api('POST', `${path}/ping`)).toMatchObject({
      status: 200,
      body: { url: PUBLIC, queued: true },
    });
    expect(await pings()).toBe(before + 1);
    expect((await office.api('POST', `${path}/ping`, { body: [] })).status).toBe(400);
    await put({ enabled: false });
    const off = await office.api('POST', `${path}/ping`);
    expect(off).toMatchObject({ status: 409, body: { code: 'webhook_off' } });
    expect(await pings()).toBe(before + 1);
  });

  test('never enters the audit with a secret or a token of the address', async () => {
    await put({ url: 'https://192.0.43.8/hook?token=swordfish', secret: 'never to be seen' });
    const { text } = await office.api('GET', '/api/admin/audit?pageSize=200');
    expect(text).toContain('webhooks.configure');
    expect(text).not.toMatch(/swordfish|never to be seen|whsec_|the (first|second) secret/);
  });

  test('is a manager’s; to rotate or redeliver what is not there is 404', async () => {
    const manager = await office.tokenOf('manager');
    expect((await put({}, manager)).status).toBe(200);
    for (const role of ['staff', 'scanner'] as const) {
      const token = await office.tokenOf(role);
      for (const [method, at] of [
        ['GET', path],
        ['PUT', path],
        ['POST', path],
        ['POST', `${path}/rotate-secret`],
        ['POST', `${path}/ping`],
        ['GET', '/api/admin/webhooks/deliveries'],
        ['GET', '/api/admin/webhooks/deliveries/whd_unknown'],
        ['POST', '/api/admin/webhooks/deliveries/whd_unknown/redeliver'],
      ] as const) {
        const refused = await office.api(method, at, { token });
        expect(refused, `${method} ${at}`).toMatchObject({ status: 403, body: { code: 'forbidden' } });
        expect((await office.api(method, at, { token: null })).status, `${method} ${at}`).toBe(401);
      }
    }
    for (const [method, at] of [
      ['GET', ''],
      ['POST', '/redeliver'],
    ] as const) {
      const unknown = await office.api(method, `/api/admin/webhooks/deliveries/whd_unknown${at}`, { token: manager });
      expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    for (const query of ['event=order.eaten', 'status=lost', 'page=0', 'pageSize=201'])
      expect((await office.api('GET', `/api/admin/webhooks/deliveries?${query}`)).status, query).toBe(400);
    const surplus = await office.api('POST', '/api/admin/webhooks/deliveries/whd_unknown/redeliver', { body: [] });
    expect(surplus.status).toBe(400);
  });
});

test('a secret is not rotated, and nobody pinged, where nothing is configured', async () => {
  // Another office: the one above has its endpoint.
  const { startTestServer } = await import('../support/server.ts');
  const server = await startTestServer();
  for (const route of ['rotate-secret', 'ping']) {
    const answer = await server.api('POST', `${path}/${route}`);
    expect(answer, route).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  await server.stop();
});

describe('a private address', () => {
  const office = useOffice();
  const save = async (role: 'owner' | 'manager', changes: Record<string, unknown>) =>
    office.api<Config>('PUT', path, { body: body(changes), token: await office.tokenOf(role) });
  const mine = 'http://127.0.0.1:9/hook';
  const refused = { status: 400, body: { code: 'private_address', fields: { url: expect.any(String) } } };

  test('is refused, by name as by number', async () => {
    for (const url of [
      mine,
      'http://localhost:9/',
      'https://10.1.2.3/',
      'http://[::1]:9/',
      'http://0x7f.1/',
      'http://[fd00::1]/',
    ])
      expect(await save('owner', { url }), url).toMatchObject(refused);
    expect((await office.api<Config>('GET', path)).body.url).toBeNull();
  });

  test('is allowed by an owner alone', async () => {
    expect(await save('manager', { url: mine, allowPrivateAddress: true })).toMatchObject({ status: 403 });
    expect(await save('owner', { url: mine, allowPrivateAddress: true })).toMatchObject({
      status: 200,
      body: { allowPrivateAddress: true },
    });
  });

  test('that an owner allowed stays with its origin, and goes with another', async () => {
    expect(await save('manager', { url: 'http://127.0.0.1:9/other' })).toMatchObject({
      status: 200,
      body: { allowPrivateAddress: true },
    });
    expect(await save('manager', { url: 'http://127.0.0.1:10/' })).toMatchObject(refused);
    expect(await save('manager', { url: PUBLIC })).toMatchObject({ status: 200, body: { allowPrivateAddress: false } });
    expect(await save('manager', { url: mine })).toMatchObject(refused);
  });

  test('of a link or of this box office itself is refused even to an owner who allows it', async () => {
    const own = new URL(office.url);
    for (const url of [
      `${office.url}/api/scan`,
      `http://localhost:${own.port}/`,
      `http://127.0.0.2:${own.port}/`,
      `http://[::ffff:127.0.0.1]:${own.port}/`,
      'http://169.254.169.254/latest/meta-data/',
      'http://[fe80::1]/',
      'http://[fd00:ec2::254]/',
      'http://0.0.0.0:9/',
      'http://224.0.0.1/',
    ])
      expect(await save('owner', { url, allowPrivateAddress: true }), url).toMatchObject(refused);
    await office.api('PATCH', '/api/admin/settings', { body: { publicUrl: 'https://192.0.43.9' } });
    expect(await save('owner', { url: 'https://192.0.43.9/hook', allowPrivateAddress: true })).toMatchObject(refused);
  });
});
