import { expect, test } from 'vitest';
import { orderHistory, type HistoryEntry } from '../../src/shared/order-history.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { pairDevice } from './support/pair-device.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

const historyOf = (id: string) => office.call(orderHistory, { params: { id } });
const post = async (path: string, body: unknown, token?: string) => {
  office.clock.pass(1_000);
  return office.api('POST', path, { body, ...(token === undefined ? {} : { token }) });
};
const kinds = (entries: readonly HistoryEntry[]): string[] => entries.map(({ kind }) => kind);

test('a time line tells the whole life of an order, newest first, with who and when', async () => {
  const event = await buildEvent(office);
  const phone = await pairDevice(office, { eventId: event.id, gate: 'North' });
  const order = await sell(office, event, { quantity: 2, customerName: 'Ada Byron', customerEmail: 'ada@example.com' });
  const [first, second] = order.tickets;
  const scan = (qrCode: string | undefined, more: object = {}, token = phone) =>
    post('/api/scan', { qrCode, ...more }, token);

  await scan(first?.qrCode);
  await scan(first?.qrCode);
  await scan(first?.qrCode, { mode: 'exit' });
  await scan(first?.qrCode, { gate: 'South' });
  await post('/api/scan/undo', { qrCode: first?.qrCode, reason: 'Wrong person' });
  await post('/api/admin/tickets/transfer', { ticketId: second?.ticketId, newHolderName: 'Grace Hopper' });
  await scan(second?.qrCode);
  await post(`/api/admin/orders/${order.id}/resend`, {});
  await post(`/api/admin/orders/${order.id}/refund`, { ticketIds: [first?.ticketId], reason: 'ill' });
  await scan(first?.qrCode);

  const entries = await historyOf(order.orderNumber);
  expect(entries).toMatchObject([
    {
      kind: 'refused',
      refusal: 'ticket_refunded',
      gate: 'North',
      oldCode: false,
      ticket: { ticketId: first?.ticketId },
    },
    { kind: 'mailed', mailKind: 'refund', by: null },
    {
      kind: 'refunded',
      by: 'Olivia Owner',
      amount: '25.00',
      why: 'asked',
      reason: 'ill',
      parts: [{ method: 'cash', amount: '25.00' }],
      tickets: [{ ticketId: first?.ticketId, tierName: 'General', holderName: 'Ada Byron' }],
    },
    { kind: 'mailed', mailKind: 'tickets_again', by: 'Olivia Owner', to: 'ada@example.com', status: 'queued' },
    { kind: 'refused', refusal: 'ticket_transferred', oldCode: true, ticket: { ticketId: second?.ticketId } },
    { kind: 'mailed', mailKind: 'ticket_given' },
    { kind: 'transferred', by: 'Olivia Owner', from: 'Ada Byron', to: 'Grace Hopper' },
    { kind: 'undone', by: 'Olivia Owner', reason: 'Wrong person', gate: 'South' },
    { kind: 'admitted', gate: 'South', by: expect.stringMatching(/^Phone/) },
    { kind: 'exited', gate: 'North' },
    { kind: 'refused', refusal: 'already_checked_in', by: expect.stringMatching(/^Phone/) },
    { kind: 'admitted', gate: 'North', forced: null, uploadedAt: null },
    { kind: 'mailed', mailKind: 'tickets' },
    { kind: 'paid', by: 'Olivia Owner', method: 'cash', amount: '50.00' },
    { kind: 'made', by: 'Olivia Owner', channel: 'counter', held: false },
  ]);
  expect(entries.map(({ at }) => at)).toEqual(
    entries
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  );
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});

test('a forced entry says why, a late upload when it was told, a void and a cancelled event what they were', async () => {
  const event = await buildEvent(office, {
    tiers: [{ name: 'Late', price: 10, quantity: 50, validFrom: '2027-01-01T00:00:00.000Z' }],
  });
  const early = await sell(office, event);
  await post('/api/scan', { qrCode: early.tickets[0]?.qrCode, force: true, reason: 'Band member' });
  expect(await historyOf(early.id)).toMatchObject([{ kind: 'admitted', forced: 'Band member' }, {}, {}]);

  const open = await buildEvent(office);
  const late = await sell(office, open);
  const scannedAt = office.clock.instant();
  office.clock.pass(600_000);
  await office.api('POST', '/api/scan/batch', {
    body: { scans: [{ nonce: 'late-1', qrCode: late.tickets[0]?.qrCode, scannedAt }] },
  });
  const [upload] = await historyOf(late.id);
  expect(upload).toMatchObject({ kind: 'admitted', at: scannedAt, uploadedAt: office.clock.instant() });

  await post(`/api/admin/events/${open.id}/cancel`, { reason: 'storm' });
  const [refund] = await historyOf(late.id);
  expect(refund).toMatchObject({ kind: 'refunded', why: 'cancel', reason: 'storm', by: 'Olivia Owner' });
});

test('a hold is made, paid later or given back, or runs out', async () => {
  const event = await buildEvent(office);
  const paid = await hold(office, event);
  await post(`/api/admin/orders/${paid.id}/pay`, { payment: { method: 'card', reference: 'SLIP 7' } });
  expect(await historyOf(paid.id)).toMatchObject([
    { kind: 'paid', reference: 'SLIP 7', by: 'Olivia Owner' },
    { kind: 'made', held: true, by: null, channel: 'public' },
  ]);
  const released = await hold(office, event);
  await post(`/api/admin/orders/${released.id}/release`, {});
  expect(kinds(await historyOf(released.id))).toEqual(['released', 'made']);
});

test('a customer who is forgotten leaves no name in it', async () => {
  const event = await buildEvent(office);
  const order = await sell(office, event, { customerName: 'Rosa Parks', customerEmail: 'rosa@example.com' });
  await post('/api/admin/tickets/transfer', { ticketId: order.tickets[0]?.ticketId, newHolderName: 'Ella Baker' });
  const [customer] = (await office.api<{ id: string }[]>('GET', '/api/admin/customers?q=rosa')).body;
  expect((await office.api('DELETE', `/api/admin/customers/${customer?.id}`)).status).toBe(200);
  const told = JSON.stringify(await historyOf(order.id));
  expect(told).not.toMatch(/Rosa|Ella|rosa@/);
  expect(JSON.parse(told)).toContainEqual(expect.objectContaining({ kind: 'transferred', from: null, to: null }));
});

test('who may read it, and of what', async () => {
  const order = await sell(office, await buildEvent(office));
  const ask = (id: string, token?: string | null) =>
    office.api('GET', `/api/admin/orders/${id}/history`, token === undefined ? {} : { token });
  expect((await ask(order.id, await office.tokenOf('staff'))).status).toBe(200);
  expect((await ask(order.id, await office.tokenOf('scanner'))).status).toBe(403);
  expect((await ask(order.id, null)).status).toBe(401);
  expect((await ask('ord_nothing')).status).toBe(404);
});
