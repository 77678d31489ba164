import { describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../src/shared/instant.ts';
import { OWNER } from '../support/server.ts';
import { statusesOf } from './support/answers.ts';
import { claimsOf } from './support/ledger-file.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

interface SignedIn {
  readonly token: string;
  readonly expiresAt: string;
  readonly user: Record<string, unknown>;
}

const signIn = (body: unknown = OWNER) => office.api<SignedIn>('POST', '/api/auth/login', { token: null, body });

/** A member of staff of this test's own. */
async function hire(name: string, role = 'staff') {
  const person = { email: `${name}@example.com`, password: OWNER.password };
  const { body } = await office.api<{ id: string }>('POST', '/api/admin/users', { body: { ...person, name, role } });
  const { token } = (await signIn(person)).body;
  return { ...person, id: body.id, token };
}

const me = (token: string | null) => office.api('GET', '/api/auth/me', { token });

describe('signing in', () => {
  test('answers a token for 7 days and who it is', async () => {
    const { status, body } = await signIn({ email: OWNER.email, password: OWNER.password });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['expiresAt', 'token', 'user']);
    expect(body.user).toEqual({
      id: expect.stringMatching(/^usr_/),
      email: OWNER.email,
      name: OWNER.name,
      role: 'owner',
    });
    const claims = claimsOf(body.token);
    expect(claims.exp - claims.iat).toBe(604_800);
    expect(Date.parse(body.expiresAt)).toBe(claims.exp * 1000);
    expect(Date.parse(body.expiresAt)).toBe(office.clock.now() + 7 * DAY);
  });

  test('compares e-mail addresses without their capitals', async () => {
    expect((await signIn({ email: 'OWNER@Example.COM', password: OWNER.password })).status).toBe(200);
  });

  test('says the same of a wrong password and of an unknown account', async () => {
    const wrong = await signIn({ email: OWNER.email, password: 'not the password' });
    const unknown = await signIn({ email: 'nobody@example.com', password: 'not the password' });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
    expect(unknown.text).toBe(wrong.text);
  });

  test('names the fields that are missing or wrong', async () => {
    const answer = await signIn({ email: 7, client: 'toaster' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    const { fields } = answer.body as unknown as { fields: Record<string, string> };
    expect(Object.keys(fields).sort()).toEqual(['client', 'email', 'password']);
  });

  test('is audited, without the password', async () => {
    await signIn();
    const { text } = await office.api('GET', '/api/admin/audit?action=user.login&pageSize=1');
    expect(JSON.parse(text)).toMatchObject([{ action: 'user.login', actorName: OWNER.name, address: '127.0.0.1' }]);
    expect(text).not.toContain(OWNER.password);
  });
});

describe('the user behind a token', () => {
  test('is shown by /api/auth/me', async () => {
    const { body } = await me(await office.tokenOf('scanner'));
    expect(body).toEqual({
      id: expect.stringMatching(/^usr_/),
      kind: 'user',
      name: 'Some scanner',
      email: 'scanner@example.com',
      role: 'scanner',
      gate: null,
      eventId: null,
      expiresAt: expect.stringMatching(/Z$/),
    });
  });

  test('is asked to sign in where there is none', async () => {
    expect(await me(null)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });
});

describe('revocation is seen at the next call', () => {
  const revoked = { status: 401, body: { code: 'token_revoked' } };

  test('logging out ends this token and no other', async () => {
    const person = await hire('leaver');
    const other = (await signIn(person)).body.token;
    expect(await office.api('POST', '/api/auth/logout', { token: person.token })).toMatchObject({
      status: 200,
      body: { revoked: true },
    });
    expect(await me(person.token)).toMatchObject(revoked);
    expect((await me(other)).status).toBe(200);
    expect(await office.api('POST', '/api/auth/logout', { token: person.token })).toMatchObject(revoked);
  });

  test('logging out without a token is 401', async () => {
    expect(await office.api('POST', '/api/auth/logout', { token: null })).toMatchObject({ status: 401 });
  });

  test.each([
    ['revoking the user', 'PATCH', { revoked: true }],
    ['removing the user', 'DELETE', undefined],
    ['another role', 'PATCH', { role: 'manager' }],
    ['another password', 'PATCH', { password: 'a new password' }],
  ])('%s ends every session', async (what, method, body) => {
    const person = await hire(what.replaceAll(' ', '-'));
    const second = (await signIn(person)).body.token;
    expect((await me(person.token)).status).toBe(200);
    expect((await office.api(method, `/api/admin/users/${person.id}`, { body })).status).toBe(200);
    expect(await me(person.token)).toMatchObject(revoked);
    expect(await me(second)).toMatchObject(revoked);
  });

  test('who was revoked cannot sign in, until let in again', async () => {
    const person = await hire('suspended');
    await office.api('PATCH', `/api/admin/users/${person.id}`, { body: { revoked: true } });
    expect(await signIn(person)).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
    await office.api('PATCH', `/api/admin/users/${person.id}`, { body: { revoked: false } });
    expect((await signIn(person)).status).toBe(200);
  });
});

describe('guessing a password', () => {
  const guess = (email: string, password = 'a wrong guess') => signIn({ email, password });

  async function lock(email: string): Promise<void> {
    for (let attempt = 1; attempt <= 5; attempt += 1)
      expect(await guess(email), `attempt ${attempt}`).toMatchObject({
        status: 401,
        body: { code: 'wrong_credentials' },
      });
  }

  test('locks the account from the sixth attempt on, whatever the password, and says for how long', async () => {
    const { email, password } = await hire('guessed');
    await lock(email);
    const refused = await guess(email, password);
    expect(refused).toMatchObject({ status: 429, body: { code: 'account_locked' } });
    expect(refused.headers.get('retry-after')).toBe('60');
    expect((await signIn()).status).toBe(200);
    office.clock.pass(MINUTE + 1);
    expect((await guess(email, password)).status).toBe(200);
  });

  test('waits twice as long after each further failure, to a quarter of an hour', async () => {
    const { email } = await hire('stubborn');
    await lock(email);
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      expect((await guess(email)).headers.get('retry-after')).toBe(String(minutes * 60));
      office.clock.pass(minutes * MINUTE);
      expect((await guess(email)).status).toBe(401);
    }
  });

  test('starts anew after a success', async () => {
    const { email, password } = await hire('clumsy');
    for (let attempt = 1; attempt <= 4; attempt += 1) await guess(email);
    expect((await guess(email, password)).status).toBe(200);
    await lock(email);
  });

  test('in parallel does not outrun the lock', async () => {
    const { email } = await hire('raced');
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess(email)));
    expect(statusesOf(answers)).toEqual({ 401: 5, 429: 7 });
  });

  test('of an account that is not there is throttled alike', async () => {
    await lock('ghost@example.com');
    expect(await guess('ghost@example.com')).toMatchObject({ status: 429, body: { code: 'account_locked' } });
  });
});
