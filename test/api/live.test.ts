import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/shared/instant.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';
import { pairDevice } from './support/pair-device.ts';

const office = useOffice();

interface Live {
  readonly perMinute: readonly { readonly minute: string; readonly count: number }[];
  readonly recent: readonly unknown[];
}

const live = (id: string, token?: string) =>
  office.api<Live>('GET', `/api/admin/events/${id}/live`, token === undefined ? {} : { token });

test('the live numbers follow every entry, exit and refusal by tier, gate and minute', async () => {
  const event = await buildEvent(office);
  const general = (await sell(office, event, { quantity: 3 })).tickets.map(({ qrCode }) => qrCode);
  const vip = (await sell(office, event, { quantity: 2, tier: 'VIP' })).tickets.map(({ qrCode }) => qrCode);
  const scan = (qrCode: string | undefined, gate: string, mode = 'entry') =>
    office.api('POST', '/api/scan', { body: { qrCode, gate, mode } });
  await scan(general[0], 'North');
  office.clock.pass(2 * HOUR);
  const minute = office.clock.instant();
  await scan(general[1], 'North');
  await scan(vip[0], 'South');
  office.clock.pass(MINUTE);
  await scan(vip[0], 'South', 'exit');
  await scan(general[1], 'South');
  const [t1, t2] = event.tiers;
  const { status, body } = await live(event.id);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    eventId: event.id,
    title: 'Summer Pool Party',
    sold: 5,
    checkedIn: 3,
    inside: 2,
    remaining: 2,
    byTier: [
      { tierId: t1?.id, name: 'General', sold: 3, checkedIn: 2, inside: 2 },
      { tierId: t2?.id, name: 'VIP', sold: 2, checkedIn: 1, inside: 0 },
    ],
    byGate: expect.arrayContaining([
      { gate: 'North', checkedIn: 2, inside: 2, refused: 0 },
      { gate: 'South', checkedIn: 1, inside: 0, refused: 1 },
    ]),
  });
  expect(body.perMinute).toEqual([{ minute: `${minute.slice(0, 16)}:00.000Z`, count: 2 }]);
  expect(body.recent).toHaveLength(5);
  expect(body.recent[0]).toEqual({
    at: office.clock.instant(),
    result: 'already_checked_in',
    ticketId: expect.stringMatching(/^tkt_/),
    holderName: null,
    tierName: 'General',
    gate: 'South',
    nonce: null,
  });
});

describe('who may see them', () => {
  test('a scanner of any event, a device of its own only', async () => {
    const [mine, other] = [await buildEvent(office), await buildEvent(office)];
    expect((await live(mine.id, await office.tokenOf('scanner'))).status).toBe(200);
    const device = await pairDevice(office, { eventId: mine.id });
    expect((await live(mine.id, device)).status).toBe(200);
    expect(await live(other.id, device)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    // 403 comes before the id: a bound device learns nothing of what there is.
    expect(await live('evt_unknown', device)).toMatchObject({ status: 403 });
  });

  test('nobody without a token; an unknown event is 404', async () => {
    expect((await office.api('GET', '/api/admin/events/evt_unknown/live', { token: null })).status).toBe(401);
    expect((await live('evt_unknown')).status).toBe(404);
  });
});

test('a ticket of another event is counted at the door where it was refused', async () => {
  const [tonight, nextWeek] = [await buildEvent(office), await buildEvent(office, { date: '2026-07-22' })];
  const [ticket] = (await sell(office, nextWeek)).tickets;
  const answer = await office.api('POST', '/api/scan', {
    body: { qrCode: ticket?.qrCode, eventId: tonight.id, gate: 'North' },
  });
  expect(answer).toMatchObject({ status: 409, body: { code: 'wrong_event' } });
  const live = (id: string) => office.api('GET', `/api/admin/events/${id}/live`);
  expect((await live(tonight.id)).body).toMatchObject({ byGate: [{ gate: 'North', refused: 1 }] });
  expect((await live(nextWeek.id)).body).toMatchObject({ byGate: [], recent: [] });
});
