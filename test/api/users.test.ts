import { describe, expect, test } from 'vitest';
import { OWNER } from '../support/server.ts';
import { expectFields, linksOf } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const path = '/api/admin/users';

interface StaffMember {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly revoked: boolean;
  readonly lastLoginAt: string | null;
}

let count = 0;
const person = (changes: Record<string, unknown> = {}) => {
  count += 1;
  return {
    email: `member${count}@example.com`,
    name: `Member ${count}`,
    role: 'staff',
    password: OWNER.password,
    ...changes,
  };
};
const hire = async (changes: Record<string, unknown> = {}) =>
  (await office.api<StaffMember>('POST', path, { body: person(changes) })).body;

describe('adding a member of staff', () => {
  test('answers 201 and who it is, never the password', async () => {
    const body = person({ name: '  José  Núñez ', email: 'Jose@Example.com' });
    const answer = await office.api('POST', path, { body });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^usr_[0-9a-z]{26}$/),
      email: 'Jose@Example.com',
      name: 'José  Núñez',
      role: 'staff',
      revoked: false,
      createdAt: office.clock.instant(),
      lastLoginAt: null,
    });
    expect(answer.text).not.toContain(OWNER.password);
    expect(answer.text).not.toContain('argon2');
  });

  test('names every field that is missing or wrong', async () => {
    expectFields(await office.api('POST', path, { body: {} }), 'email', 'name', 'role', 'password');
    const wrong = { email: 'no address', name: 'a\u0000b', role: 'king', password: 'too short' };
    expectFields(await office.api('POST', path, { body: wrong }), 'email', 'name', 'role', 'password');
  });

  test('refuses an address that somebody has, whatever its capitals', async () => {
    const { email } = await hire();
    const again = await office.api('POST', path, { body: person({ email: email.toUpperCase() }) });
    expect(again).toMatchObject({ status: 409, body: { code: 'email_taken' } });
  });
});

describe('the list', () => {
  test('is paged, each link leading on', async () => {
    for (let index = 0; index < 3; index += 1) await hire();
    const first = await office.api<StaffMember[]>('GET', `${path}?pageSize=2`);
    const total = Number(first.headers.get('x-total-count'));
    expect(first.body).toHaveLength(2);
    expect(linksOf(first)).toEqual({
      first: `${path}?pageSize=2&page=1`,
      next: `${path}?pageSize=2&page=2`,
      last: `${path}?pageSize=2&page=${Math.ceil(total / 2)}`,
    });
    const seen: StaffMember[] = [];
    for (let next: string | undefined = `${path}?pageSize=2`; next !== undefined;) {
      const page: Awaited<ReturnType<typeof office.api<StaffMember[]>>> = await office.api<StaffMember[]>('GET', next);
      seen.push(...page.body);
      next = linksOf(page)['next'];
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(total);
  });

  test('refuses pages that are none', async () => {
    for (const query of ['page=0', 'page=-1', 'page=1.5', 'page=x', 'page=', 'page=1&page=2'])
      expectFields(await office.api('GET', `${path}?${query}`), 'page');
    for (const query of ['pageSize=0', 'pageSize=201', 'pageSize=1e1'])
      expectFields(await office.api('GET', `${path}?${query}`), 'pageSize');
  });

  test('behind the last page is empty and leads back', async () => {
    const answer = await office.api('GET', `${path}?page=99`);
    expect(answer.body).toEqual([]);
    expect(Object.keys(linksOf(answer)).sort()).toEqual(['first', 'last', 'prev']);
    expect(linksOf(answer)['prev']).toContain('page=1');
  });
});

describe('one member', () => {
  test('is shown, changed and revoked; what they did stays', async () => {
    const { id, email } = await hire();
    await office.api('POST', '/api/auth/login', { token: null, body: { email, password: OWNER.password } });
    expect((await office.api('GET', `${path}/${id}`)).body).toMatchObject({ id, lastLoginAt: office.clock.instant() });
    const changed = await office.api('PATCH', `${path}/${id}`, { body: { name: 'Renamed', role: 'manager' } });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Renamed', role: 'manager', revoked: false } });
    expect((await office.api('DELETE', `${path}/${id}`)).body).toEqual({ id, deleted: true });
    expect((await office.api('GET', `${path}/${id}`)).body).toMatchObject({ id, revoked: true });
  });

  test('keeps what a change does not name', async () => {
    const member = await hire();
    expect((await office.api('PATCH', `${path}/${member.id}`, { body: {} })).body).toEqual(member);
  });

  test('names the fields of a change that are wrong', async () => {
    const { id } = await hire();
    const body = { name: '', role: 'x', password: 'short', revoked: 'yes' };
    expectFields(await office.api('PATCH', `${path}/${id}`, { body }), 'name', 'role', 'password', 'revoked');
  });

  test('that is unknown is 404', async () => {
    for (const method of ['GET', 'DELETE']) expect((await office.api(method, `${path}/usr_unknown`)).status).toBe(404);
    expect((await office.api('PATCH', `${path}/usr_unknown`, { body: {} })).status).toBe(404);
  });
});

test('the last owner stays: not revoked, not removed, not made less', async () => {
  const { body: owners } = await office.api<StaffMember[]>('GET', path);
  const owner = owners.find(({ role }) => role === 'owner')?.id ?? '';
  const lastOwner = { status: 409, body: { code: 'last_owner' } };
  expect(await office.api('DELETE', `${path}/${owner}`)).toMatchObject(lastOwner);
  expect(await office.api('PATCH', `${path}/${owner}`, { body: { revoked: true } })).toMatchObject(lastOwner);
  expect(await office.api('PATCH', `${path}/${owner}`, { body: { role: 'manager' } })).toMatchObject(lastOwner);
  expect((await office.api('GET', '/api/auth/me')).status).toBe(200);

  const second = await hire({ role: 'owner' });
  expect((await office.api('DELETE', `${path}/${second.id}`)).status).toBe(200);
});

test('users are the owner’s alone', async () => {
  const token = await office.tokenOf('manager');
  for (const [method, to, body] of [
    ['GET', path, undefined],
    ['POST', path, person()],
    ['GET', `${path}/usr_unknown`, undefined],
    ['PATCH', `${path}/usr_unknown`, {}],
    ['DELETE', `${path}/usr_unknown`, undefined],
  ] as const)
    expect(await office.api(method, to, { token, body })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});
