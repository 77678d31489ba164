import { describe, expect, test } from 'vitest';
import { buildEvent } from '../support/build-event.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const path = '/api/admin/venues';

interface Venue {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
}

const build = async (body: Record<string, unknown> = {}) =>
  (await office.api<Venue>('POST', path, { body: { name: 'Lido', timeZone: 'Europe/Madrid', ...body } })).body;

describe('a venue', () => {
  test('is made in its time zone; the first one is the default', async () => {
    const body = { name: 'Lido', city: 'Palma', address: 'Calle Ñ 1', timeZone: 'Europe/Madrid' };
    const answer = await office.api('POST', path, { body });
    expect(answer.status).toBe(201);
    const createdAt = office.clock.instant();
    expect(answer.body).toEqual({ id: expect.stringMatching(/^ven_/), ...body, isDefault: true, createdAt });
    expect(await build({ name: 'Second', city: '', address: null })).toMatchObject({
      isDefault: false,
      city: null,
      address: null,
    });
  });

  test('takes the machine’s time zone where none is told', async () => {
    const { body } = await office.api('POST', path, { body: { name: 'Somewhere' } });
    expect(body).toMatchObject({ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  });

  test('names the fields that are missing or wrong', async () => {
    expectFields(await office.api('POST', path, { body: {} }), 'name');
    const wrong = { name: '', timeZone: 'Mars/Olympus', city: 3 };
    expectFields(await office.api('POST', path, { body: wrong }), 'name', 'timeZone', 'city');
    const { id } = await build();
    expectFields(await office.api('PATCH', `${path}/${id}`, { body: { timeZone: '' } }), 'timeZone');
  });

  test('is shown, changed in part and removed', async () => {
    const { id } = await build({ city: 'Palma' });
    const changed = await office.api('PATCH', `${path}/${id}`, { body: { name: 'Beach', address: null } });
    expect(changed.body).toMatchObject({ id, name: 'Beach', city: 'Palma', address: null });
    expect((await office.api('GET', `${path}/${id}`)).body).toEqual(changed.body);
    expect((await office.api('DELETE', `${path}/${id}`)).body).toEqual({ id, deleted: true });
    expect((await office.api('GET', `${path}/${id}`)).status).toBe(404);
  });

  test('that is unknown is 404', async () => {
    expect((await office.api('GET', `${path}/ven_unknown`)).status).toBe(404);
    expect((await office.api('PATCH', `${path}/ven_unknown`, { body: {} })).status).toBe(404);
    expect((await office.api('DELETE', `${path}/ven_unknown`)).status).toBe(404);
  });

  test('stays while it is the default or an event takes place there', async () => {
    const { body: venues } = await office.api<Venue[]>('GET', path);
    const standard = venues.find(({ isDefault }) => isDefault)?.id ?? '';
    const inUse = { status: 409, body: { code: 'in_use' } };
    expect(await office.api('DELETE', `${path}/${standard}`)).toMatchObject(inUse);
    const { id } = await build();
    await buildEvent(office, { venueId: id });
    expect(await office.api('DELETE', `${path}/${id}`)).toMatchObject(inUse);
    expect((await office.api('GET', `${path}/${id}`)).status).toBe(200);
  });

  test('moves its events’ instants with its time zone, not their wall clock', async () => {
    const { id } = await build({ timeZone: 'Europe/Madrid' });
    const event = await buildEvent(office, { venueId: id });
    expect(event).toMatchObject({
      startTime: '14:00',
      startsAt: '2026-07-15T12:00:00.000Z',
      timeZone: 'Europe/Madrid',
    });
    await office.api('PATCH', `${path}/${id}`, { body: { timeZone: 'Asia/Tokyo' } });
    expect((await office.api('GET', `/api/admin/events/${event.id}`)).body).toMatchObject({
      startTime: '14:00',
      startsAt: '2026-07-15T05:00:00.000Z',
      endsAt: '2026-07-15T14:00:00.000Z',
      timeZone: 'Asia/Tokyo',
    });
  });
});

test('venues are listed by name and paged; staff may read, not write', async () => {
  const token = await office.tokenOf('staff');
  const { status, body, headers } = await office.api<Venue[]>('GET', `${path}?pageSize=200`, { token });
  expect(status).toBe(200);
  expect(body.map(({ name }) => name)).toEqual(body.map(({ name }) => name).sort());
  expect(headers.get('x-total-count')).toBe(String(body.length));
  const { id } = await build();
  expect((await office.api('POST', path, { token, body: { name: 'Mine' } })).status).toBe(403);
  expect((await office.api('PATCH', `${path}/${id}`, { token, body: {} })).status).toBe(403);
  expect((await office.api('DELETE', `${path}/${id}`, { token })).status).toBe(403);
  expect((await office.api('GET', path, { token: null })).status).toBe(401);
});
