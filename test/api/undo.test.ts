import { beforeAll, describe, expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import { MINUTE } from '../../src/shared/instant.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';
import { pairDevice } from './support/pair-device.ts';

const office = useOffice();
let event: EventOut;
let phone = '';
let other = '';

beforeAll(async () => {
  event = await buildEvent(office, { tiers: [{ name: 'A', price: 1, quantity: 200 }] });
  phone = await pairDevice(office, { gate: 'North' });
  other = await pairDevice(office);
});

const ticket = async (): Promise<string> => (await sell(office, event)).tickets[0]!.qrCode;
const scan = (qrCode: string, token: string, more: Record<string, unknown> = {}) =>
  office.api('POST', '/api/scan', { token, body: { qrCode, ...more } });
const undo = (body: Record<string, unknown>, token = phone) =>
  office.api('POST', '/api/scan/undo', { token, body: { reason: 'wrong person', ...body } });
const refused = (status: number, code: string) => ({ status, body: { code } });

describe('a scanner', () => {
  test('takes its own last admission back, and the ticket may enter again', async () => {
    const qrCode = await ticket();
    await scan(qrCode, phone);
    const checkedInAt = office.clock.instant();
    office.clock.pass(2 * MINUTE);
    const { status, body } = await undo({ qrCode });
    expect(status).toBe(200);
    expect(body).toMatchObject({ result: 'undone', gate: 'North', checkedInAt, undoneAt: office.clock.instant() });
    expect((await scan(qrCode, other)).status).toBe(200);
  });

  test('only within two minutes', async () => {
    const qrCode = await ticket();
    await scan(qrCode, phone);
    office.clock.pass(2 * MINUTE + 1);
    expect(await undo({ qrCode })).toMatchObject(refused(409, 'undo_too_late'));
  });

  test('not one before its last', async () => {
    const [first, second] = [await ticket(), await ticket()];
    await scan(first, phone, { nonce: 'first' });
    await scan(second, phone);
    expect(await undo({ nonce: 'first' })).toMatchObject(refused(403, 'forbidden'));
    expect((await undo({ qrCode: second })).status).toBe(200);
  });

  test('also after a later scan that moved nobody', async () => {
    const qrCode = await ticket();
    await scan(qrCode, phone);
    await scan('TW-NO-SUCHTICKET', phone);
    await scan(qrCode, phone);
    expect((await undo({ qrCode })).status).toBe(200);
  });

  test('not another’s', async () => {
    const qrCode = await ticket();
    await scan(qrCode, other);
    expect(await undo({ qrCode })).toMatchObject(refused(403, 'forbidden'));
  });

  test('not of another event', async () => {
    const qrCode = await ticket();
    const bound = await pairDevice(office, { eventId: (await buildEvent(office)).id });
    await scan(qrCode, phone);
    expect(await undo({ qrCode }, bound)).toMatchObject(refused(403, 'forbidden'));
  });
});

describe('staff', () => {
  test('take any admission back, at any time', async () => {
    const qrCode = await ticket();
    await scan(qrCode, phone);
    await scan(await ticket(), phone);
    office.clock.pass(60 * MINUTE);
    expect((await undo({ qrCode }, await office.tokenOf('staff'))).status).toBe(200);
    expect((await scan(qrCode, phone)).status).toBe(200);
  });

  test('find it in the audit, with the reason', async () => {
    const qrCode = await ticket();
    await scan(qrCode, phone);
    await undo({ qrCode, reason: 'pressed twice' }, office.owner);
    const { body } = await office.api('GET', '/api/admin/audit?action=ticket.undo&pageSize=1');
    expect(body).toMatchObject([{ before: { gate: 'North' }, after: { reason: 'pressed twice' } }]);
  });
});

describe('what is named', () => {
  test('by its nonce: the scan, whichever code was typed', async () => {
    const qrCode = await ticket();
    await scan(qrCode, phone, { nonce: 'by-nonce' });
    expect((await undo({ nonce: 'by-nonce' })).status).toBe(200);
  });

  test('but was undone already, never admitted, or refused: nothing to undo', async () => {
    const qrCode = await ticket();
    const nothing = refused(409, 'nothing_to_undo');
    expect(await undo({ qrCode })).toMatchObject(nothing);
    await scan(qrCode, phone, { nonce: 'undone-once' });
    await undo({ qrCode });
    expect(await undo({ qrCode })).toMatchObject(nothing);
    expect(await undo({ nonce: 'undone-once' })).toMatchObject(nothing);
    await scan('TW-NO-SUCHTICKET', phone, { nonce: 'was-refused' });
    expect(await undo({ nonce: 'was-refused' })).toMatchObject(nothing);
  });

  test('but is unknown: 404', async () => {
    expect(await undo({ qrCode: 'TW-NO-SUCHTICKET' })).toMatchObject(refused(404, 'unknown_ticket'));
    expect(await undo({ nonce: 'never-seen' })).toMatchObject(refused(404, 'unknown_ticket'));
  });

  test('is needed, and so is a reason', async () => {
    expectFields(await undo({}), 'nonce');
    expectFields(await undo({ qrCode: 'x', reason: ' ' }), 'reason');
    expectFields(await office.api('POST', '/api/scan/undo', { body: { qrCode: 'x' } }), 'reason');
    expect((await office.api('POST', '/api/scan/undo', { token: null, body: {} })).status).toBe(401);
  });

  test('of ten at once is taken back once', async () => {
    const qrCode = await ticket();
    await scan(qrCode, phone);
    const answers = await Promise.all(Array.from({ length: 10 }, () => undo({ qrCode }, office.owner)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

test('an undone admission no longer counts', async () => {
  const own = await buildEvent(office);
  const qrCode = (await sell(office, own)).tickets[0]!.qrCode;
  const numbers = async () => (await office.api('GET', `/api/admin/events/${own.id}/live`)).body;
  await scan(qrCode, phone);
  expect(await numbers()).toMatchObject({ sold: 1, checkedIn: 1, inside: 1, remaining: 0 });
  await undo({ qrCode });
  expect(await numbers()).toMatchObject({
    sold: 1,
    checkedIn: 0,
    inside: 0,
    remaining: 1,
    recent: [{ result: 'undone' }],
  });
});

describe('a party', () => {
  const party = async (quantity: number) =>
    (await sell(office, event, { quantity })).tickets.map(({ qrCode }) => qrCode);
  const inside = async (codes: readonly string[]) => {
    const answers = [];
    for (const qrCode of codes) answers.push((await scan(qrCode, office.owner)).status);
    return answers;
  };
  const size = ({ body }: { body: Record<string, unknown> }) => (body['party'] as unknown[]).length;

  test('that one scan let in is taken back whole, and each of it may enter again', async () => {
    const codes = await party(3);
    await scan(codes[0]!, phone, { nonce: 'party', party: true });
    const undone = await undo({ nonce: 'party' });
    expect(undone.status).toBe(200);
    expect(size(undone)).toBe(3);
    expect(await undo({ nonce: 'party' })).toMatchObject(refused(409, 'nothing_to_undo'));
    expect(await inside(codes)).toEqual([200, 200, 200]);
  });

  test('is named by any of its codes, without a nonce too', async () => {
    const codes = await party(3);
    await scan(codes[0]!, phone, { party: true });
    expect(size(await undo({ qrCode: codes[2] }))).toBe(3);
    expect(await inside(codes)).toEqual([200, 200, 200]);
  });

  test('keeps whom another scan let in, before it or after leaving', async () => {
    const codes = await party(4);
    await scan(codes[0]!, other);
    office.clock.pass(1);
    await scan(codes[0]!, phone, { nonce: 'rest', party: true });
    office.clock.pass(1);
    await scan(codes[1]!, office.owner, { mode: 'exit' });
    await scan(codes[1]!, office.owner);
    expect(size(await undo({ nonce: 'rest' }))).toBe(2);
    expect(await inside(codes)).toEqual([409, 409, 200, 200]);
  });

  test('is a ticket a line in the audit', async () => {
    const codes = await party(2);
    await scan(codes[0]!, phone, { party: true });
    await undo({ qrCode: codes[0], reason: 'the wrong family' }, office.owner);
    const { body } = await office.api<{ after: unknown }[]>('GET', '/api/admin/audit?action=ticket.undo&pageSize=3');
    expect(body.filter(({ after }) => JSON.stringify(after).includes('the wrong family'))).toHaveLength(2);
  });
});
