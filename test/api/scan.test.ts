import { describe, expect, test } from 'vitest';
import { cancelEvent } from '../../src/shared/events.ts';
import { HOUR, MINUTE, toInstant } from '../../src/shared/instant.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { transferTicket } from '../../src/shared/tickets.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';
import { pairDevice } from './support/pair-device.ts';

const office = useOffice();

interface ScanAnswer {
  readonly result?: string;
  readonly code?: string;
  readonly party?: readonly { readonly ticketId: string }[];
  readonly checkedInAt: string | null;
}

const scan = (body: Record<string, unknown>, token?: string) =>
  office.api<ScanAnswer>('POST', '/api/scan', { body, ...(token === undefined ? {} : { token }) });
const refused = (code: string) => ({ status: code === 'unknown_ticket' ? 404 : 409, body: { code } });
const codesOf = ({ tickets }: OrderOut): [string, ...string[]] =>
  tickets.map(({ qrCode }) => qrCode) as [string, ...string[]];

/** One order for an event of its own. */
async function sold(wanted: Parameters<typeof sell>[2] = {}, changes: Parameters<typeof buildEvent>[1] = {}) {
  const event = await buildEvent(office, changes);
  const order = await sell(office, event, wanted);
  return { event, order, code: codesOf(order)[0], codes: codesOf(order) };
}

/** An instant so many hours from now. */
const inHours = (hours: number): string => toInstant(office.clock.now() + hours * HOUR);

describe('admitting', () => {
  test('answers the ticket, the gate, the time and the nonce', async () => {
    const { event, order, code } = await sold({ customerName: 'Jane Smith' });
    const token = await office.tokenOf('scanner');
    const { status, body } = await scan({ qrCode: code, gate: 'Main Entrance', nonce: 'n-1' }, token);
    expect(status).toBe(200);
    const ticket = {
      ticketId: order.tickets[0]?.ticketId,
      orderId: order.id,
      orderNumber: order.orderNumber,
      holderName: 'Jane Smith',
      tierName: 'General',
      eventId: event.id,
      eventTitle: 'Summer Pool Party',
    };
    expect(body).toEqual({
      result: 'admitted',
      ticket,
      party: [ticket],
      gate: 'Main Entrance',
      checkedInAt: office.clock.instant(),
      nonce: 'n-1',
    });
    const shown = await office.api<OrderOut>('GET', `/api/admin/orders/${order.id}`);
    expect(shown.body.tickets[0]).toMatchObject({
      status: 'checked_in',
      checkedInAt: office.clock.instant(),
      gate: 'Main Entrance',
    });
    expect((await office.api('GET', `/api/admin/events/${event.id}`)).body).toMatchObject({ sales: { checkedIn: 1 } });
  });

  test('reads a code however it was typed', async () => {
    const { codes } = await sold({ quantity: 2 });
    expect((await scan({ qrCode: `  ${codes[0]?.toLowerCase()}\n` })).status).toBe(200);
    expect((await scan({ qrCode: codes[1]?.split('').join(' ') })).status).toBe(200);
  });

  test('takes the device’s own gate where none is named', async () => {
    const { codes } = await sold({ quantity: 2 });
    const north = await pairDevice(office, { gate: 'North' });
    expect((await scan({ qrCode: codes[0] }, north)).body).toMatchObject({ gate: 'North' });
    expect((await scan({ qrCode: codes[1], gate: 'South' }, north)).body).toMatchObject({ gate: 'South' });
  });

  test('lets out and in again, unless the tier forbids it', async () => {
    const { code } = await sold();
    expect(await scan({ qrCode: code, mode: 'exit' })).toMatchObject(refused('not_checked_in'));
    await scan({ qrCode: code });
    expect(await scan({ qrCode: code, mode: 'exit' })).toMatchObject({ status: 200, body: { result: 'exited' } });
    expect(await scan({ qrCode: code })).toMatchObject({ status: 200, body: { result: 'admitted' } });
    const once = await sold({}, { tiers: [{ name: 'Once', price: 1, quantity: 5, reentry: false }] });
    await scan({ qrCode: once.code });
    await scan({ qrCode: once.code, mode: 'exit' });
    expect(await scan({ qrCode: once.code })).toMatchObject(refused('already_checked_in'));
  });

  test('one of twenty racing scans', async () => {
    const { code } = await sold();
    const answers = await Promise.all(Array.from({ length: 20 }, () => scan({ qrCode: code })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'already_checked_in')).toHaveLength(19);
  });
});

describe('a party', () => {
  test('is admitted whole with one scan', async () => {
    const { codes } = await sold({ quantity: 8 });
    const { status, body } = await scan({ qrCode: codes[3], party: true });
    expect(status).toBe(200);
    expect(body.party).toHaveLength(8);
    for (const qrCode of codes) expect(await scan({ qrCode })).toMatchObject(refused('already_checked_in'));
    expect(await scan({ qrCode: codes[3], party: true })).toMatchObject(refused('already_checked_in'));
  });

  test('half inside already: the rest comes in, by whichever code', async () => {
    const { codes } = await sold({ quantity: 4 });
    await scan({ qrCode: codes[0] });
    await scan({ qrCode: codes[1] });
    const { status, body } = await scan({ qrCode: codes[0], party: true });
    expect(status).toBe(200);
    expect(body.party).toHaveLength(2);
  });

  test('leaves refunded tickets out', async () => {
    const { order, codes } = await sold({ quantity: 3 });
    await office.api('POST', `/api/admin/orders/${order.id}/refund`, {
      body: { ticketIds: [order.tickets[0]?.ticketId] },
    });
    expect((await scan({ qrCode: codes[1], party: true })).body.party).toHaveLength(2);
  });

  test('is not let in by a code that is dead itself', async () => {
    const { order, codes } = await sold({ quantity: 3 });
    await office.api('POST', `/api/admin/orders/${order.id}/refund`, {
      body: { ticketIds: [order.tickets[0]?.ticketId] },
    });
    expect(await scan({ qrCode: codes[0], party: true })).toMatchObject(refused('ticket_refunded'));
    expect((await scan({ qrCode: codes[1] })).status).toBe(200);
  });

  test('is not let in by a code whose own time has not come', async () => {
    const event = await buildEvent(office, {
      tiers: [
        { name: 'Now', price: 1, quantity: 5 },
        { name: 'Later', price: 1, quantity: 5, validFrom: inHours(1) },
      ],
    });
    const order = await sell(office, event, { items: event.tiers.map(({ id }) => ({ tierId: id, quantity: 1 })) });
    const [now, later] = codesOf(order);
    expect(await scan({ qrCode: later, party: true })).toMatchObject(refused('not_yet_valid'));
    expect((await scan({ qrCode: now, party: true })).body.party).toHaveLength(1);
  });
});

describe('refusals come in their order, the first that fits', () => {
  test('1 unknown_ticket, 404, whatever else was asked', async () => {
    const device = await pairDevice(office, { eventId: (await buildEvent(office)).id });
    const answer = await scan({ qrCode: 'TW-VIP-0000000000', gate: 'North', nonce: 'unknown-1' }, device);
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      error: expect.any(String),
      code: 'unknown_ticket',
      ticket: null,
      checkedInAt: null,
      gate: null,
      holder: null,
      nonce: 'unknown-1',
    });
  });

  test('2 ticket_transferred before 3 wrong_event: the old code tells nothing', async () => {
    const { order, code } = await sold();
    const { qrCode } = await office.call(transferTicket, {
      body: { ticketId: order.tickets[0]!.ticketId, newHolderName: 'New Holder' },
    });
    const elsewhere = (await buildEvent(office)).id;
    const answer = await scan({ qrCode: code, eventId: elsewhere });
    expect(answer).toMatchObject(refused('ticket_transferred'));
    expect(answer.text).not.toContain('New Holder');
    expect(await scan({ qrCode, eventId: elsewhere })).toMatchObject(refused('wrong_event'));
    expect((await scan({ qrCode })).status).toBe(200);
  });

  test('3 wrong_event before 4 event_cancelled before 5 ticket_refunded', async () => {
    const { event, code } = await sold({ customerName: 'Jane Smith' });
    const elsewhere = (await buildEvent(office)).id;
    await office.call(cancelEvent, { params: { id: event.id }, body: {} });
    const foreign = await scan({ qrCode: code, eventId: elsewhere });
    expect(foreign).toMatchObject(refused('wrong_event'));
    // The code may have been found in the street.
    expect(foreign.text).not.toContain('Jane');
    expect(await scan({ qrCode: code })).toMatchObject(refused('event_cancelled'));
    expect(await scan({ qrCode: code, eventId: event.id })).toMatchObject(refused('event_cancelled'));
  });

  test('5 ticket_refunded before 7 not_yet_valid', async () => {
    const tiers = [{ name: 'Later', price: 1, quantity: 5, validFrom: inHours(1) }];
    const { order, code } = await sold({}, { tiers });
    expect(await scan({ qrCode: code })).toMatchObject(refused('not_yet_valid'));
    await office.api('POST', `/api/admin/orders/${order.id}/refund`);
    expect(await scan({ qrCode: code })).toMatchObject(refused('ticket_refunded'));
  });

  test('6 order_unpaid before 7 not_yet_valid', async () => {
    const event = await buildEvent(office, {
      tiers: [{ name: 'Later', price: 1, quantity: 5, validFrom: inHours(1) }],
    });
    const pending = await hold(office, event);
    expect(await scan({ qrCode: codesOf(pending)[0] })).toMatchObject(refused('order_unpaid'));
  });

  test('7 not_yet_valid before 8 already_checked_in', async () => {
    const tiers = [{ name: 'Early', price: 1, quantity: 5, validFrom: inHours(-1), validUntil: inHours(1) }];
    const { code } = await sold({}, { tiers });
    expect((await scan({ qrCode: code })).status).toBe(200);
    expect(await scan({ qrCode: code })).toMatchObject(refused('already_checked_in'));
    office.clock.pass(HOUR - 1);
    expect(await scan({ qrCode: code })).toMatchObject(refused('already_checked_in'));
    office.clock.pass(1);
    expect(await scan({ qrCode: code })).toMatchObject(refused('not_yet_valid'));
  });

  test('8 already_checked_in says when, where and who', async () => {
    const { order, code } = await sold({ customerName: 'Jane Smith' });
    const admitted = office.clock.instant();
    await scan({ qrCode: code, gate: 'North' });
    office.clock.pass(5 * MINUTE);
    const answer = await scan({ qrCode: code, gate: 'South' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'already_checked_in',
      checkedInAt: admitted,
      gate: 'North',
      holder: 'Jane Smith',
      ticket: { orderNumber: order.orderNumber },
    });
  });

  test('a ticket without a window of its own is valid from its sale, a day before and after the event', async () => {
    const { code } = await sold({}, { date: '2030-01-01' });
    expect((await scan({ qrCode: code })).status).toBe(200);
    expect((await scan({ qrCode: (await sold({}, { date: '2001-01-01' })).code })).status).toBe(200);
  });

  test('a gate that does not admit the tier, before already_checked_in', async () => {
    const { codes } = await sold(
      { quantity: 2 },
      { tiers: [{ name: 'VIP', price: 1, quantity: 5, gates: ['North'] }] },
    );
    expect(await scan({ qrCode: codes[0], gate: 'South' })).toMatchObject(refused('wrong_gate'));
    expect(await scan({ qrCode: codes[0] })).toMatchObject(refused('wrong_gate'));
    expect((await scan({ qrCode: codes[0], gate: ' north ' })).status).toBe(200);
    expect(await scan({ qrCode: codes[0], gate: 'South' })).toMatchObject(refused('wrong_gate'));
  });

  test('each one is recorded with its reason', async () => {
    const { event, order, code } = await sold();
    await scan({ qrCode: code, gate: 'North' });
    await scan({ qrCode: code, gate: 'North', nonce: 'again' });
    await office.api('POST', `/api/admin/orders/${order.id}/refund`);
    await scan({ qrCode: code, gate: 'South' });
    const live = await office.api<{ recent: { result: string }[] }>('GET', `/api/admin/events/${event.id}/live`);
    expect(live.body.recent.map(({ result }) => result)).toEqual(['ticket_refunded', 'already_checked_in', 'admitted']);
    expect(live.body).toMatchObject({
      byGate: expect.arrayContaining([
        expect.objectContaining({ gate: 'North', checkedIn: 1, refused: 1 }),
        expect.objectContaining({ gate: 'South', checkedIn: 0, refused: 1 }),
      ]),
    });
  });
});

describe('a known nonce is answered before anything else, as the first time', () => {
  test('an admission, though the ticket is refunded by now', async () => {
    const { order, code } = await sold();
    const first = await scan({ qrCode: code, nonce: 'twice', gate: 'North' });
    await office.api('POST', `/api/admin/orders/${order.id}/refund`);
    office.clock.pass(HOUR);
    const again = await scan({ qrCode: code, nonce: 'twice', gate: 'South' });
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(await scan({ qrCode: code, nonce: 'fresh' })).toMatchObject(refused('ticket_refunded'));
  });

  test('a refusal, though the ticket may pass by now', async () => {
    const event = await buildEvent(office);
    const pending = await hold(office, event);
    const [code] = codesOf(pending);
    const first = await scan({ qrCode: code, nonce: 'too-early' });
    expect(first).toMatchObject(refused('order_unpaid'));
    await office.api('POST', `/api/admin/orders/${pending.id}/pay`, { body: { payment: { method: 'cash' } } });
    const again = await scan({ qrCode: code, nonce: 'too-early' });
    expect([again.status, again.text]).toEqual([409, first.text]);
    expect((await scan({ qrCode: code, nonce: 'paid-now' })).status).toBe(200);
  });

  test('of racing scans: one entry, one answer to all', async () => {
    const { event, code } = await sold();
    const answers = await Promise.all(Array.from({ length: 10 }, () => scan({ qrCode: code, nonce: 'raced' })));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    const live = await office.api<{ recent: unknown[] }>('GET', `/api/admin/events/${event.id}/live`);
    expect(live.body.recent).toHaveLength(1);
  });

  test('but never opens the door to another code', async () => {
    const { codes } = await sold({ quantity: 2 });
    await scan({ qrCode: codes[0], nonce: 'mixed-up' });
    expect(await scan({ qrCode: codes[1], nonce: 'mixed-up' })).toMatchObject({
      status: 409,
      body: { code: 'nonce_conflict' },
    });
    expect(await scan({ qrCode: codes[0], nonce: 'mixed-up', mode: 'exit' })).toMatchObject({
      body: { code: 'nonce_conflict' },
    });
    expect((await scan({ qrCode: codes[1] })).status).toBe(200);
  });
});

describe('a device bound to an event', () => {
  test('admits to that one only, whatever it names', async () => {
    const mine = await sold();
    const other = await sold();
    const token = await pairDevice(office, { eventId: mine.event.id });
    expect(await scan({ qrCode: other.code, eventId: other.event.id }, token)).toMatchObject(refused('wrong_event'));
    expect((await scan({ qrCode: mine.code, eventId: other.event.id }, token)).status).toBe(200);
  });

  test('that is bound to none admits to any', async () => {
    const token = await pairDevice(office);
    for (const { code } of [await sold(), await sold()]) expect((await scan({ qrCode: code }, token)).status).toBe(200);
  });
});

describe('forcing an entry', () => {
  test('is a manager’s, with a reason, over event, time and gate only', async () => {
    const tiers = [{ name: 'Later', price: 1, quantity: 5, validFrom: inHours(1), gates: ['North'] }];
    const { order, codes } = await sold({ quantity: 2 }, { tiers });
    const elsewhere = (await buildEvent(office)).id;
    const force = { qrCode: codes[0], eventId: elsewhere, gate: 'South', force: true };
    expectFields(await scan(force), 'reason');
    expect(await scan({ ...force, reason: 'x' }, await office.tokenOf('staff'))).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await scan({ ...force, reason: 'The band’s own' }, await office.tokenOf('manager'))).status).toBe(200);
    const audit = await office.api('GET', `/api/admin/audit?subjectId=${order.tickets[0]?.ticketId}`);
    expect(audit.body).toMatchObject([{ action: 'ticket.force', after: { reason: 'The band’s own', gate: 'South' } }]);
    expect(await scan({ ...force, reason: 'again' })).toMatchObject(refused('already_checked_in'));
    await office.api('POST', `/api/admin/orders/${order.id}/refund`);
    expect(await scan({ ...force, qrCode: codes[1], reason: 'please' })).toMatchObject(refused('ticket_refunded'));
    expect(await scan({ ...force, qrCode: 'TW-X-0', reason: 'please' })).toMatchObject(refused('unknown_ticket'));
  });
});

describe('a scan that is none', () => {
  test('is a 400 that names the field', async () => {
    expectFields(await scan({}), 'qrCode');
    expectFields(await scan({ qrCode: '' }), 'qrCode');
    expectFields(await scan({ qrCode: 'x'.repeat(1001) }), 'qrCode');
    expectFields(
      await scan({ qrCode: 7, mode: 'sideways', party: 'yes', nonce: '' }),
      'qrCode',
      'mode',
      'party',
      'nonce',
    );
    expectFields(await scan({ qrCode: 'x', nonce: 'n'.repeat(129), gate: 'g'.repeat(61) }), 'nonce', 'gate');
  });

  test.each(['https://example.com/?t=1', '12345678', '\u0000', '🎟', "' OR 1=1 --", '\ud800'])(
    '%j is an unknown ticket',
    async (qrCode) => {
      expect(await scan({ qrCode })).toMatchObject(refused('unknown_ticket'));
    },
  );

  test('is 401 without a token', async () => {
    expect(await office.api('POST', '/api/scan', { token: null, body: { qrCode: 'x' } })).toMatchObject({
      status: 401,
    });
  });
});
