import { expect, test } from 'vitest';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

const transfer = (body: unknown, token?: string | null) =>
  office.api<{ qrCode: string }>('POST', '/api/admin/tickets/transfer', {
    body,
    ...(token === undefined ? {} : { token }),
  });
const scan = (qrCode: string) => office.api('POST', '/api/scan', { body: { qrCode } });

test('a transfer gives a new code and kills the old one at once', async () => {
  const order = await sell(office, await buildEvent(office), { customerName: 'Jane Smith' });
  const [ticket] = order.tickets;
  const answer = await transfer({
    ticketId: ticket?.ticketId,
    newHolderName: 'Zoë Núñez',
    newHolderEmail: 'zoe@example.com',
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    ticketId: ticket?.ticketId,
    orderId: order.id,
    holderName: 'Zoë Núñez',
    holderEmail: 'zoe@example.com',
  });
  expect(answer.body.qrCode).not.toBe(ticket?.qrCode);
  expect(await scan(ticket?.qrCode ?? '')).toMatchObject({ status: 409, body: { code: 'ticket_transferred' } });
  expect(await scan(answer.body.qrCode)).toMatchObject({ status: 200, body: { ticket: { holderName: 'Zoë Núñez' } } });
  const found = await office.api<OrderOut[]>('GET', '/api/admin/orders?q=nunez');
  expect(found.body.map(({ id }) => id)).toEqual([order.id]);
});

test('what cannot be transferred', async () => {
  const event = await buildEvent(office);
  const [inside, refunded, unpaid] = [await sell(office, event), await sell(office, event), await hold(office, event)];
  await scan(inside.tickets[0]?.qrCode ?? '');
  await office.api('POST', `/api/admin/orders/${refunded.id}/refund`);
  const by = (order: OrderOut) => transfer({ qrCode: order.tickets[0]?.qrCode, newHolderName: 'Bea' });
  expect(await by(inside)).toMatchObject({ status: 409, body: { code: 'ticket_checked_in' } });
  expect(await by(refunded)).toMatchObject({ status: 409, body: { code: 'ticket_refunded' } });
  expect(await by(unpaid)).toMatchObject({ status: 409, body: { code: 'order_unpaid' } });
  expect(await transfer({ qrCode: 'TW-VIP-NOPE', newHolderName: 'Bea' })).toMatchObject({
    status: 404,
    body: { code: 'unknown_ticket' },
  });
  expect((await transfer({ newHolderName: 'Bea' })).status).toBe(400);
  expect((await transfer({ qrCode: 'x' })).status).toBe(400);
  expect((await transfer({ qrCode: 'x', newHolderName: 'Bea' }, null)).status).toBe(401);
  expect((await transfer({ qrCode: 'x', newHolderName: 'Bea' }, await office.tokenOf('scanner'))).status).toBe(403);
});
