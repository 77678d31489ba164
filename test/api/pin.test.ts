import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import { login, setPin, switchUser, switchableUsers } from '../../src/shared/auth.ts';
import { listAudit } from '../../src/shared/audit.ts';
import { MINUTE } from '../../src/shared/instant.ts';
import { createTill, myTill, openTill } from '../../src/shared/tills.ts';
import { createUser, updateUser } from '../../src/shared/users.ts';
import { OWNER } from '../support/server.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const { password } = OWNER;

interface Person {
  readonly id: string;
  readonly email: string;
}

async function join(name: string): Promise<Person> {
  const email = `${name.toLowerCase()}@example.com`;
  const { id } = await office.call(createUser, { body: { email, name, role: 'staff', password } });
  return { id, email };
}
const signIn = async ({ email }: Person, client: 'console' | 'integration' = 'console') =>
  (await office.call(login, { token: null, body: { email, password, client } })).token;
const takeOver = (token: string | null, userId: string, pin: unknown) =>
  office.api<{ token: string }>('POST', '/api/auth/switch', { token, body: { userId, pin } });

let ann: Person;
let bob: Person;

beforeAll(async () => {
  ann = await join('Ann');
  bob = await join('Bob');
  for (const [person, pin] of [
    [ann, '1379'],
    [bob, '24680'],
  ] as const)
    await office.call(setPin, { token: await signIn(person), body: { pin, password } });
});

describe('taking over a console with a PIN', () => {
  test('answers a token of the colleague at the same till; the old one ends; the chain is audited', async () => {
    const token = await signIn(ann);
    const till = await office.call(createTill, { body: { name: 'Shared' } });
    const session = await office.call(openTill, { token, body: { tillId: till.id, float: 10 } });
    expect(await office.call(switchableUsers, { token })).toEqual([
      { id: ann.id, name: 'Ann' },
      { id: bob.id, name: 'Bob' },
    ]);
    const over = await office.call(switchUser, { token, body: { userId: bob.id, pin: '24680' } });
    expect(over.user).toMatchObject({ id: bob.id, name: 'Bob', role: 'staff' });
    expect((await office.call(myTill, { token: over.token })).session?.id).toBe(session.id);
    expect((await office.api('GET', '/api/auth/me', { token })).body).toMatchObject({ code: 'token_revoked' });
    const back = await office.call(switchUser, { token: over.token, body: { userId: ann.id, pin: '1379' } });
    expect((await office.call(myTill, { token: back.token })).session?.id).toBe(session.id);
    const entries = (await office.call(listAudit, {})).filter(({ action }) => action === 'user.switch');
    expect(entries.map(({ before, after }) => [before, after])).toEqual([
      [{ userId: bob.id }, { userId: ann.id, tillSessionId: session.id }],
      [{ userId: ann.id }, { userId: bob.id, tillSessionId: session.id }],
    ]);
  });

  test('needs a console that is signed in', async () => {
    expect((await takeOver(null, bob.id, '24680')).status).toBe(401);
    expect((await takeOver(await office.tokenOf('scanner'), bob.id, '24680')).status).toBe(403);
    expect((await takeOver(await signIn(ann, 'integration'), bob.id, '24680')).body).toMatchObject({
      code: 'forbidden',
    });
    expectFields(await takeOver(await signIn(ann), bob.id, '12a4'), 'pin');
  });

  test('a wrong PIN, nobody’s and a revoked user’s are all the same refusal', async () => {
    const token = await signIn(ann);
    const cleo = await join('Cleo');
    await office.call(setPin, { token: await signIn(cleo), body: { pin: '5555', password } });
    await office.call(updateUser, { params: { id: cleo.id }, body: { revoked: true } });
    for (const [id, pin] of [
      [bob.id, '0000'],
      ['usr_nobody', '0000'],
      [cleo.id, '5555'],
    ] as const)
      expect(await takeOver(token, id, pin)).toMatchObject({ status: 403, body: { code: 'wrong_pin' } });
    expect((await office.api('GET', '/api/auth/me', { token })).status).toBe(200);
  });

  test('five wrong ones lock it, the right one too, and only for a while', async () => {
    const dan = await join('Dan');
    await office.call(setPin, { token: await signIn(dan), body: { pin: '8642', password } });
    const token = await signIn(ann);
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await takeOver(token, dan.id, '0000')).status).toBe(403);
    expect(await takeOver(token, dan.id, '8642')).toMatchObject({ status: 429, body: { code: 'account_locked' } });
    office.clock.pass(2 * MINUTE);
    expect((await takeOver(token, dan.id, '8642')).status).toBe(200);
  });

  test('is not answered over the network without TLS', async () => {
    const lan = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
    const token = await signIn(ann);
    const body = JSON.stringify({ userId: bob.id, pin: '24680' });
    // As a page or a tunnel on this network would come in: by another name than loopback's.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const call = request(
        `${office.url}/api/auth/switch`,
        {
          method: 'POST',
          headers: {
            host: lan ?? 'localhost',
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      call.once('error', reject);
      call.end(body);
    });
    expect(status).toBe(lan === undefined ? 200 : 403);
  });
});

describe('one’s own PIN', () => {
  test('is set and taken away with the password, and a new password ends it', async () => {
    const eve = await join('Eve');
    const token = await signIn(eve);
    const mayTakeOver = async () => (await office.call(switchableUsers)).some(({ id }) => id === eve.id);
    const set = (body: unknown) => office.api('PUT', '/api/auth/pin', { token, body });
    expect(await set({ pin: '4321', password: 'something else' })).toMatchObject({
      status: 403,
      body: { code: 'wrong_pin' },
    });
    expect(await set({ pin: '4321', password })).toMatchObject({ status: 200, body: { hasPin: true } });
    expect(await mayTakeOver()).toBe(true);
    expect(await set({ pin: null, password })).toMatchObject({ status: 200, body: { hasPin: false } });
    expect(await mayTakeOver()).toBe(false);
    await set({ pin: '4321', password });
    await office.call(updateUser, { params: { id: eve.id }, body: { password: 'a new long password' } });
    expect(await mayTakeOver()).toBe(false);
  });

  test.each(['123', '123456789', 'abcd', ''])('%j is none', async (pin) => {
    expectFields(await office.api('PUT', '/api/auth/pin', { body: { pin, password } }), 'pin');
  });

  test('needs a token of staff', async () => {
    const body = { pin: '1234', password };
    expect((await office.api('PUT', '/api/auth/pin', { token: null, body })).status).toBe(401);
    expect((await office.api('PUT', '/api/auth/pin', { token: await office.tokenOf('scanner'), body })).status).toBe(
      403,
    );
  });
});
