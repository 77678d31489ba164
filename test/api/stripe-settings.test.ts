import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyFileVault } from '../../src/vault.ts';
import { FAKE_KEYS, signEvent, startFakeStripe, type FakeStripe } from '../support/fake-stripe.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold } from '../support/build-order.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { expectFields } from './support/answers.ts';
import { witness } from './support/contract.ts';
import { withLedgerFile } from './support/ledger-file.ts';
import { until } from './support/use-mail.ts';

const settingsPath = '/api/admin/settings/stripe';
const webhookPath = '/api/stripe/webhook';
const SIGNING = 'whsec_fake0003';

let stripe: FakeStripe;
let office: TestServer;
beforeAll(async () => {
  stripe = await startFakeStripe();
  office = await startTestServer({ witness, stripeApi: stripe.api });
});
afterAll(async () => {
  await office.stop();
  await stripe.close();
});

const read = () => office.api('GET', settingsPath);
const change = (body: unknown) => office.api('PATCH', settingsPath, { body });
const tryIt = async () => (await office.api('POST', `${settingsPath}/test`)).body;

test('a new box office has no keys, says so, and offers no payment by Stripe', async () => {
  expect((await read()).body).toEqual({
    publishableKey: null,
    secretKey: 'unset',
    secretKeyEnd: null,
    webhookSecret: 'unset',
    webhookSecretEnd: null,
    mode: null,
    ready: false,
    waitingFor: 'No secret key of Stripe is set.',
    webhookPath,
  });
  expect(await tryIt()).toEqual({ connected: false, message: 'No secret key of Stripe is set.' });
  const event = await buildEvent(office);
  const body = {
    eventId: event.id,
    items: [{ tierId: event.tiers[0]!.id, quantity: 1 }],
    payment: { method: 'stripe' },
  };
  expectFields(await office.api('POST', '/api/checkout', { body }), 'payment.method');
  expect((await office.api('POST', webhookPath, { token: null, body: stripeEvent('pi_x') })).status).toBe(404);
});

test('the secret keys are never shown, nor kept as they are, nor told to the audit', async () => {
  const answer = await change({ ...FAKE_KEYS, webhookSecret: SIGNING });
  expect(answer.body).toMatchObject({
    publishableKey: FAKE_KEYS.publishableKey,
    secretKey: 'set',
    secretKeyEnd: '0002',
    webhookSecret: 'set',
    webhookSecretEnd: '0003',
    mode: 'test',
    ready: true,
    waitingFor: null,
  });
  const seen = [
    answer.text,
    (await read()).text,
    (await office.api('GET', '/api/admin/audit?pageSize=200')).text,
    JSON.stringify(withLedgerFile(office, (database) => database.prepare('SELECT value FROM settings').all())),
  ].join('\n');
  expect(seen).not.toContain(FAKE_KEYS.secretKey);
  expect(seen).not.toContain(SIGNING);
});

test('the test asks Stripe and says what it said', async () => {
  expect(await tryIt()).toEqual({ connected: true, message: 'Stripe knows this box office.' });
  stripe.fail('/v1/payment_intents', 'hang');
  expect(await tryIt()).toEqual({ connected: false, message: 'Stripe did not answer. Is there internet?' });
  await change({ secretKey: 'sk_test_other' });
  expect(await tryIt()).toMatchObject({ connected: false, message: expect.stringContaining('does not accept') });
  await change({ secretKey: 'sk_live_other' });
  expect(await tryIt()).toMatchObject({ message: 'One key of Stripe is for tests and the other is live.' });
  await change(FAKE_KEYS);
});

test('a key that another machine sealed is asked for again', async () => {
  const elsewhere = keyFileVault(path.join(office.dataDir, 'backups')).seal(FAKE_KEYS.secretKey);
  withLedgerFile(office, (database) => {
    const row = database.prepare(`SELECT value FROM settings WHERE key = 'stripe'`).get() as { value: string };
    const value = JSON.stringify({ ...JSON.parse(row.value), sealedSecretKey: elsewhere });
    database.prepare(`UPDATE settings SET value = ? WHERE key = 'stripe'`).run(value);
  });
  expect((await read()).body).toMatchObject({
    secretKey: 'ask_again',
    secretKeyEnd: null,
    ready: false,
    webhookSecret: 'set',
    waitingFor: 'The secret key of Stripe was sealed on another machine. Give it again here.',
  });
  expect((await change({ secretKey: FAKE_KEYS.secretKey })).body).toMatchObject({ secretKey: 'set', ready: true });
});

test.each([
  ['publishableKey', 'sk_test_1'],
  ['secretKey', 'pk_test_1'],
  ['secretKey', 'sk_test_a b'],
  ['webhookSecret', 'secret'],
  ['webhookSecret', 7],
])('%s cannot be %j', async (field, value) => expectFields(await change({ [field]: value }), field));

test('the keys are the owner’s alone', async () => {
  const calls = [
    ['GET', settingsPath, undefined],
    ['PATCH', settingsPath, {}],
    ['POST', `${settingsPath}/test`, undefined],
  ] as const;
  for (const [method, at, body] of calls) {
    expect((await office.api(method, at, { body, token: null })).status).toBe(401);
    expect((await office.api(method, at, { body, token: await office.tokenOf('manager') })).status).toBe(403);
  }
});

const stripeEvent = (intentId: string) => ({
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  data: { object: { id: intentId, object: 'payment_intent' } },
});

describe('a signed event', () => {
  const post = (body: unknown, signature: string, host?: string) =>
    office.api('POST', webhookPath, {
      token: null,
      body,
      headers: { 'Stripe-Signature': signature, ...(host === undefined ? {} : { Host: host }) },
    });
  const signed = (body: unknown, secret = SIGNING, at = office.clock.now()) =>
    signEvent(JSON.stringify(body), secret, at);

  test('has the payment looked at now, and does so once however often it comes', async () => {
    const order = await hold(office, await buildEvent(office), { payment: { method: 'stripe' } });
    const intent = order.stripe?.paymentIntentId ?? '';
    stripe.pay(intent);
    const body = stripeEvent(intent);
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(body, signed(body))));
    expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(Array(5).fill('200 {"received":true}'));
    // The clock stands still: nothing but the event can have moved it.
    const paid = await until(
      async () => (await office.api<typeof order>('GET', `/api/admin/orders/${order.id}`)).body,
      ({ status }) => status === 'paid',
    );
    expect(paid.payments).toHaveLength(1);
  });

  test.each([
    ['of another secret', () => signed(stripeEvent('pi_1'), 'whsec_other')],
    ['that is ten minutes old', () => signed(stripeEvent('pi_1'), SIGNING, office.clock.now() - 600_000)],
    ['of another body', () => signed(stripeEvent('pi_2'))],
    ['that is none', () => 'nonsense'],
    ['that is not there', () => ''],
  ])('with a signature %s is refused', async (_, signature) => {
    expect(await post(stripeEvent('pi_1'), signature())).toMatchObject({
      status: 400,
      body: { code: 'stripe_signature_invalid' },
    });
  });

  test('about anything else is taken and changes nothing; one that is no event is a 400', async () => {
    for (const body of [stripeEvent('pi_unknown'), { id: 'evt_2', type: 'account.updated', data: { object: {} } }])
      expect((await post(body, signed(body))).status).toBe(200);
    expect((await post({ id: 1 }, signed({ id: 1 }))).status).toBe(400);
  });
});
