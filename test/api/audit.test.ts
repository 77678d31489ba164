import { beforeAll, describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/shared/instant.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { expectFields, linksOf } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const path = '/api/admin/audit';

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly action: string;
  readonly subjectId: string | null;
}

const list = async (query = '') => (await office.api<Entry[]>('GET', `${path}?${query}`)).body;
let orderId = '';
let before = '';

beforeAll(async () => {
  const event = await buildEvent(office);
  before = office.clock.instant();
  office.clock.pass(MINUTE);
  const token = await office.tokenOf('staff');
  ({ id: orderId } = await sell(office, event));
  office.clock.pass(MINUTE);
  await office.api('POST', `/api/admin/orders/${orderId}/refund`, { token, body: { amount: 5, reason: 'wet towel' } });
});

describe('the audit', () => {
  test('says who did what to what, when and from where, before and after; newest first', async () => {
    const [refund, ...older] = await list();
    expect(refund).toEqual({
      id: expect.stringMatching(/^aud_/),
      at: office.clock.instant(),
      actorId: expect.stringMatching(/^usr_/),
      actorName: 'Some staff',
      address: '127.0.0.1',
      action: 'order.refund',
      subjectId: orderId,
      before: { status: 'paid', refunded: 0 },
      after: expect.objectContaining({ status: 'partially_refunded', refunded: 500 }),
    });
    expect(older.map(({ at }) => at)).toEqual(
      older
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
  });

  test('is filtered by subject, action, actor and time', async () => {
    expect((await list(`subjectId=${orderId}`)).map(({ action }) => action)).toEqual(['order.refund', 'order.sell']);
    expect((await list('action=event.create')).length).toBe(1);
    const [refund] = await list('action=order.refund');
    expect((await list(`actorId=${refund?.actorId}`)).every(({ actorName }) => actorName === 'Some staff')).toBe(true);
    expect((await list(`from=${office.clock.instant()}`)).map(({ action }) => action)).toEqual(['order.refund']);
    const early = await list(`to=${before}`);
    expect(early.every(({ at }) => at < before)).toBe(true);
    const offset = encodeURIComponent(office.clock.instant().replace('Z', '+00:00'));
    expect((await list(`from=${offset}`)).length).toBe(1);
  });

  test('is paged', async () => {
    const answer = await office.api<Entry[]>('GET', `${path}?subjectId=${orderId}&pageSize=1&page=2`);
    expect(answer.body.map(({ action }) => action)).toEqual(['order.sell']);
    expect(answer.headers.get('x-total-count')).toBe('2');
    expect(linksOf(answer)['prev']).toBe(`${path}?subjectId=${orderId}&pageSize=1&page=1`);
  });

  test('refuses times that are none', async () => {
    expectFields(await office.api('GET', `${path}?from=yesterday`), 'from');
    expectFields(await office.api('GET', `${path}?to=2026-07-15`), 'to');
    expectFields(await office.api('GET', `${path}?to=2026-07-15T20:00:00`), 'to');
  });

  test('is for managers', async () => {
    expect((await office.api('GET', path, { token: await office.tokenOf('manager') })).status).toBe(200);
    expect((await office.api('GET', path, { token: await office.tokenOf('staff') })).status).toBe(403);
    expect((await office.api('GET', path, { token: null })).status).toBe(401);
  });
});
