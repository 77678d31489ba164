import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createDevice, pair } from '../../src/shared/devices.ts';
import { MINUTE } from '../../src/shared/instant.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { offlineTickets, scanBatch } from '../../src/shared/scan.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';
import { pairDevice } from './support/pair-device.ts';

const office = useOffice();
const at = (milliseconds: number): string => new Date(office.clock.now() + milliseconds).toISOString();
const codeOf = (order: OrderOut, index = 0): string => order.tickets[index]?.qrCode ?? '';

test('a pairing code works once and for five minutes', async () => {
  const drawn = await office.call(createDevice, { body: { name: 'Gate A', gate: 'A' } });
  expect(drawn.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(drawn.qr).toContain(drawn.code);
  const paired = await office.call(pair, {
    token: null,
    body: { code: drawn.code.toLowerCase(), deviceName: 'iPhone' },
  });
  expect(paired.device).toEqual({ id: drawn.id, name: 'Gate A (iPhone)', gate: 'A', eventId: null });
  const again = await office.api('POST', '/api/auth/pair', { token: null, body: { code: drawn.code } });
  expect(again).toMatchObject({ status: 403, body: { code: 'pairing_code_invalid' } });
  const late = await office.call(createDevice, { body: { name: 'Gate B' } });
  office.clock.pass(5 * MINUTE);
  expect((await office.api('POST', '/api/auth/pair', { token: null, body: { code: late.code } })).status).toBe(403);
});

test('a device scans and nothing else, at its own event, until it is revoked', async () => {
  const [event, other] = [await buildEvent(office), await buildEvent(office)];
  const token = await pairDevice(office, { eventId: event.id, gate: 'North' });
  expect((await office.api('GET', '/api/auth/me', { token })).body).toMatchObject({
    kind: 'device',
    role: 'scanner',
    gate: 'North',
    eventId: event.id,
  });
  const order = await sell(office, event);
  expect((await office.api('POST', '/api/scan', { token, body: { qrCode: codeOf(order) } })).body).toMatchObject({
    gate: 'North',
  });
  const foreign = await sell(office, other);
  expect(
    (await office.api('POST', '/api/scan', { token, body: { qrCode: codeOf(foreign), eventId: other.id } })).body,
  ).toMatchObject({ code: 'wrong_event', ticket: null, holder: null });
  expect((await office.api('GET', `/api/admin/events/${event.id}/live`, { token })).status).toBe(200);
  expect((await office.api('GET', `/api/admin/events/${other.id}/live`, { token })).status).toBe(403);
  expect((await office.api('GET', '/api/admin/orders', { token })).status).toBe(403);
  expect((await office.api('POST', '/api/checkout', { token, body: {} })).status).toBe(403);
  const { id } = (await office.api<{ id: string }>('GET', '/api/auth/me', { token })).body;
  expect((await office.api('DELETE', `/api/admin/devices/${id}`)).body).toEqual({ id, deleted: true });
  expect((await office.api('POST', '/api/scan', { token, body: { qrCode: codeOf(order) } })).status).toBe(401);
});

test('late uploads are answered one by one, keep both times, and tell of conflicts once', async () => {
  const event = await buildEvent(office);
  const order = await sell(office, event, { quantity: 2 });
  const token = await pairDevice(office, { eventId: event.id, gate: 'South' });
  const scans = [
    { nonce: 'b1', qrCode: codeOf(order), scannedAt: at(-20 * MINUTE) },
    { nonce: 'b2', qrCode: codeOf(order), scannedAt: at(-19 * MINUTE) },
    { nonce: 'b3', qrCode: codeOf(order), scannedAt: at(-18 * MINUTE), decision: 'refused' as const },
    { nonce: 'b4', qrCode: 'TW-NO-SUCHTICKET', scannedAt: at(-17 * MINUTE) },
    { nonce: 'b5', qrCode: codeOf(order, 1), scannedAt: at(60 * MINUTE) },
  ];
  const answers = await office.call(scanBatch, { token, body: { scans } });
  expect(answers.map(({ nonce, status, conflict }) => [nonce, status, conflict])).toEqual([
    ['b1', 200, false],
    ['b2', 409, true],
    ['b3', 409, false],
    ['b4', 404, true],
    ['b5', 200, false],
  ]);
  expect(answers[0]).toMatchObject({ result: 'admitted', checkedInAt: scans[0]?.scannedAt, gate: 'South' });
  expect(answers[4]?.checkedInAt).toBe(at(0));
  expect(await office.call(scanBatch, { token, body: { scans } })).toEqual(answers);
  const conflicts = await office.api<
    { id: string; code: string; scannedAt: string; arrivedAt: string; admittedAt: string | null }[]
  >('GET', `/api/admin/conflicts?eventId=${event.id}`);
  expect(conflicts.body.map(({ code }) => code).sort()).toEqual(['already_checked_in', 'unknown_ticket']);
  const twice = conflicts.body.find(({ code }) => code === 'already_checked_in');
  expect(twice).toMatchObject({ scannedAt: scans[1]?.scannedAt, arrivedAt: at(0), admittedAt: scans[0]?.scannedAt });
  const path = `/api/admin/conflicts/${twice?.id}/resolve`;
  expect((await office.api('POST', path, { body: { note: 'Showed an ID' } })).status).toBe(200);
  expect(await office.api('POST', path, { body: { note: 'Again' } })).toMatchObject({
    status: 409,
    body: { code: 'conflict_resolved' },
  });
  const open = await office.api<unknown[]>('GET', `/api/admin/conflicts?eventId=${event.id}&resolved=false`);
  expect(open.body).toHaveLength(1);
});

test('a batch has 1 to 500 scans, each with its nonce and time', async () => {
  const post = (scans: unknown) => office.api('POST', '/api/scan/batch', { body: { scans } });
  const scan = { nonce: 'x', qrCode: 'y', scannedAt: at(0) };
  expect((await post([])).status).toBe(400);
  expect((await post(Array.from({ length: 501 }, (_, index) => ({ ...scan, nonce: `m${index}` })))).status).toBe(400);
  expect((await post([{ qrCode: 'y', scannedAt: at(0) }])).status).toBe(400);
  expect((await post([{ ...scan, scannedAt: 'yesterday' }])).status).toBe(400);
  expect((await office.api('POST', '/api/scan/batch', { token: null, body: { scans: [scan] } })).status).toBe(401);
});

test('an offline scanner hears of every change from its cursor on, by hashed codes and without names', async () => {
  const event = await buildEvent(office, { tiers: [{ name: 'VIP', price: 1, quantity: 9, gates: ['North'] }] });
  const token = await pairDevice(office, { eventId: event.id });
  const hashOf = (code: string): string => createHash('sha256').update(`${event.id}:${code}`).digest('hex');
  const order = await sell(office, event, { quantity: 3, customerName: 'Jane Secret' });
  const all = await office.call(offlineTickets, { token, query: { eventId: event.id } });
  expect(all.tickets.map(({ hash, state }) => [hash, state])).toEqual(
    order.tickets.map(({ qrCode }) => [hashOf(qrCode), 'valid']),
  );
  expect(all.tiers).toMatchObject([{ name: 'VIP', gates: ['North'] }]);
  expect(JSON.stringify(all)).not.toContain('Jane');
  expect(all.more).toBe(false);
  const since = all.cursor;
  expect((await office.call(offlineTickets, { token, query: { eventId: event.id, since } })).tickets).toEqual([]);
  await office.api('POST', '/api/scan', { body: { qrCode: codeOf(order), gate: 'North' } });
  await office.api('POST', '/api/admin/tickets/transfer', { body: { qrCode: codeOf(order, 1), newHolderName: 'Bea' } });
  await office.api('POST', `/api/admin/orders/${order.id}/refund`, {
    body: { ticketIds: [order.tickets[2]?.ticketId] },
  });
  const changes = await office.call(offlineTickets, { token, query: { eventId: event.id, since } });
  const states = new Map(changes.tickets.map(({ hash, state, inside }) => [hash, { state, inside }]));
  expect(states.get(hashOf(codeOf(order)))).toEqual({ state: 'valid', inside: true });
  expect(states.get(hashOf(codeOf(order, 1)))).toEqual({ state: 'transferred', inside: false });
  expect(states.get(hashOf(codeOf(order, 2)))).toEqual({ state: 'refunded', inside: false });
  const pages = await office.call(offlineTickets, { token, query: { eventId: event.id, limit: '2' } });
  expect(pages.more).toBe(true);
  expect(
    (await office.api('GET', `/api/scan/tickets?eventId=${(await buildEvent(office)).id}`, { token })).status,
  ).toBe(403);
  expect((await office.api('GET', '/api/scan/tickets')).status).toBe(400);
});

test('who may pair and revoke', async () => {
  const staff = await office.tokenOf('staff');
  expect((await office.api('POST', '/api/admin/devices', { token: staff, body: { name: 'x' } })).status).toBe(403);
  expect((await office.api('POST', '/api/admin/devices', { token: null, body: { name: 'x' } })).status).toBe(401);
  expect(
    (await office.api('POST', '/api/admin/devices', { body: { name: 'x', eventId: 'evt_no' } })).body,
  ).toMatchObject({ code: 'unknown_event' });
  expect((await office.api('DELETE', '/api/admin/devices/dev_no')).status).toBe(404);
  expect((await office.api('GET', '/api/admin/conflicts', { token: staff })).status).toBe(403);
});
