import { beforeAll, describe, expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import { checkout, type OrderOut, voidOrder } from '../../src/shared/orders.ts';
import { closeTill, createTill, openTill, tillReport } from '../../src/shared/tills.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody, hold } from '../support/build-order.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
let event: EventOut;
let staff: string;
let shift: string;

const undo = (id: string, body: unknown = { reason: 'Wrong night' }, token: string | null = staff) =>
  office.api('POST', `/api/admin/orders/${id}/void`, { body, token });
const sell = (token: string, quantity = 1) => office.call(checkout, { token, body: checkoutBody(event, { quantity }) });
const open = async (name: string, token: string): Promise<string> => {
  const till = await office.call(createTill, { body: { name } });
  return (await office.call(openTill, { token, body: { tillId: till.id, float: 100 } })).id;
};

beforeAll(async () => {
  event = await buildEvent(office);
  staff = await office.tokenOf('staff');
  shift = await open('Counter', staff);
});

describe('undoing a sale within its shift', () => {
  test('kills its tickets, frees its places and takes the money out of the drawer', async () => {
    const order = await sell(staff, 2);
    const sold = (await office.api<EventOut>('GET', `/api/admin/events/${event.id}`)).body.sales.ticketsSold;
    expect(await undo(order.id)).toMatchObject({
      status: 200,
      body: { orderId: order.id, refundAmount: '50.00', isFullRefund: true, status: 'refunded', reason: 'Wrong night' },
    });
    const after = (await office.api<OrderOut>('GET', `/api/admin/orders/${order.id}`)).body;
    expect(after.refunds).toMatchObject([{ isVoid: true, parts: [{ method: 'cash', amount: '50.00' }] }]);
    expect(after.tickets.map(({ status }) => status)).toEqual(['refunded', 'refunded']);
    expect(Number(after.refunds[0]!.receiptNumber)).toBe(Number(after.receiptNumber) + 1);
    expect((await office.api<EventOut>('GET', `/api/admin/events/${event.id}`)).body.sales.ticketsSold).toBe(sold - 2);
    const scan = await office.api('POST', '/api/scan', { body: { qrCode: order.tickets[0]!.qrCode } });
    expect(scan).toMatchObject({ status: 409, body: { code: 'ticket_refunded' } });
    expect(await office.call(tillReport, { params: { id: shift } })).toMatchObject({
      voids: { count: 1, amount: '50.00' },
      refunds: { count: 0, amount: '0.00' },
      cash: { taken: '50.00', voided: '50.00', expected: '100.00' },
      taxLines: [],
    });
    const audit = await office.api('GET', `/api/admin/audit?subject=${order.id}`);
    expect(JSON.stringify(audit.body)).toContain('order.void');
  });

  test('a manager undoes a sale of any open till; staff only of the one that they work at', async () => {
    const manager = await office.tokenOf('manager');
    await open('Office', manager);
    const theirs = await sell(manager);
    expect(await undo(theirs.id)).toMatchObject({ status: 409, body: { code: 'void_too_late' } });
    const ours = await sell(staff);
    expect((await undo(ours.id, { reason: 'A mistake' }, manager)).status).toBe(200);
    expect((await office.call(tillReport, { params: { id: shift } })).cash).toMatchObject({ expected: '100.00' });
  });

  test('is not possible once something was admitted or refunded, or a second time', async () => {
    const admitted = await sell(staff, 2);
    await office.api('POST', '/api/scan', { body: { qrCode: admitted.tickets[0]!.qrCode } });
    expect(await undo(admitted.id)).toMatchObject({ status: 409, body: { code: 'void_not_possible' } });
    const refunded = await sell(staff, 2);
    await office.api('POST', `/api/admin/orders/${refunded.id}/refund`, { body: { amount: 1 } });
    expect(await undo(refunded.id)).toMatchObject({ status: 409, body: { code: 'void_not_possible' } });
    const twice = await sell(staff);
    expect((await undo(twice.id)).status).toBe(200);
    expect(await undo(twice.id)).toMatchObject({ status: 409, body: { code: 'void_not_possible' } });
    const held = await hold(office, event);
    expect(await undo(held.id)).toMatchObject({ status: 409, body: { code: 'order_unpaid' } });
  });

  test('outside of a shift it says to refund instead', async () => {
    const free = await office.call(checkout, { body: checkoutBody(event) });
    const answer = await undo(free.id, { reason: 'Too late' }, office.owner);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'void_too_late', error: expect.stringContaining('Refund it instead') },
    });
    const late = await sell(staff);
    await office.call(closeTill, { token: staff, params: { id: shift }, body: { counted: 0 } });
    expect(await undo(late.id)).toMatchObject({ status: 409, body: { code: 'void_too_late' } });
  });

  test('needs a reason, a token and an order', async () => {
    const order = await office.call(checkout, { body: checkoutBody(event) });
    expectFields(await undo(order.id, {}), 'reason');
    expect((await undo(order.id, { reason: 'x' }, null)).status).toBe(401);
    expect((await undo(order.id, { reason: 'x' }, await office.tokenOf('scanner'))).status).toBe(403);
    expect((await undo('ord_unknown')).status).toBe(404);
  });

  test('tells the webhooks of a full refund', async () => {
    await office.api('PUT', '/api/admin/webhooks/config', {
      body: { url: 'http://127.0.0.1:9/hook', events: ['order.refunded'], allowPrivateAddress: true },
    });
    const token = await office.tokenOf('manager');
    const order = await sell(token);
    await office.call(voidOrder, { token, params: { id: order.id }, body: { reason: 'Undo' } });
    const deliveries = await office.api<{ event: string }[]>('GET', '/api/admin/webhooks/deliveries');
    expect(deliveries.body.map((delivery) => delivery.event)).toContain('order.refunded');
  });
});
