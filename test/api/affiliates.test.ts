import { expect, test } from 'vitest';
import { createAffiliate, listAffiliates } from '../../src/shared/affiliates.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const shown = async (id: string) => (await office.call(listAffiliates)).find((affiliate) => affiliate.id === id);

test('an affiliate earns on what its code sold, net of refunds, at the rate of the sale', async () => {
  const event = await buildEvent(office);
  const ann = await office.call(createAffiliate, {
    body: { name: 'Ann', email: 'ann@example.com', code: 'ann10', commissionRate: 12.5 },
  });
  expect(ann).toMatchObject({ code: 'ANN10', commissionRate: 12.5, orderCount: 0, sales: '0.00', earnings: '0.00' });
  const order = await sell(office, event, { quantity: 4, affiliateCode: 'ann10' });
  expect(order.affiliateCode).toBe('ANN10');
  const pending = await hold(office, event, { affiliateCode: 'ANN10' });
  expect(await shown(ann.id)).toMatchObject({ orderCount: 1, sales: '100.00', earnings: '12.50' });
  await office.api('POST', `/api/admin/orders/${pending.id}/pay`, { body: { payment: { method: 'cash' } } });
  expect(await shown(ann.id)).toMatchObject({ orderCount: 2, sales: '125.00', earnings: '15.63' });
  await office.api('POST', `/api/admin/orders/${order.id}/refund`, { body: { amount: '20.00' } });
  expect(await shown(ann.id)).toMatchObject({ sales: '105.00', earnings: '13.13' });
  await office.api('POST', `/api/admin/orders/${order.id}/refund`);
  expect(await shown(ann.id)).toMatchObject({ orderCount: 1, sales: '25.00', earnings: '3.13' });
});

test('an unknown code is a mistake at the counter and no reason to turn a visitor away', async () => {
  const event = await buildEvent(office);
  const body = {
    eventId: event.id,
    items: [{ tierId: event.tiers[0]?.id, quantity: 1 }],
    affiliateCode: 'NOBODY',
    payment: { method: 'cash' },
  };
  expect(await office.api('POST', '/api/checkout', { body })).toMatchObject({
    status: 400,
    body: { code: 'unknown_affiliate' },
  });
  expect(await hold(office, event, { affiliateCode: 'NOBODY' })).toMatchObject({ affiliateCode: null });
});

test('links lead to every published event and carry the code', async () => {
  const [event, draft] = [
    await buildEvent(office, { title: 'Linked' }),
    await buildEvent(office, { title: 'Drafted', status: 'draft' }),
  ];
  const { id, code } = await office.call(createAffiliate, { body: { name: 'Zoë', email: 'z@example.com' } });
  expect(code).toMatch(/^ZOE-[0-9A-Z]{3}$/);
  await office.api('PATCH', '/api/admin/settings', { body: { publicUrl: 'https://tickets.example.com' } });
  const links = (await office.api<{ eventId: string; url: string }[]>('GET', `/api/admin/affiliates/${id}/links`)).body;
  expect(links.find(({ eventId }) => eventId === event.id)?.url).toBe(
    `https://tickets.example.com/events/linked-2026?ref=${code}`,
  );
  expect(links.some(({ eventId }) => eventId === draft.id)).toBe(false);
  expect((await office.api('GET', '/api/admin/affiliates/aff_no/links')).status).toBe(404);
});

test('a payout never passes what was earned', async () => {
  const event = await buildEvent(office);
  const { id } = await office.call(createAffiliate, {
    body: { name: 'Pay', email: 'p@example.com', code: 'PAYME', commissionRate: 10 },
  });
  await sell(office, event, { quantity: 2, affiliateCode: 'PAYME' });
  const pay = (amount: unknown) => office.api('POST', `/api/admin/affiliates/${id}/payouts`, { body: { amount } });
  expect((await pay('3.00')).status).toBe(201);
  expect(await pay('2.01')).toMatchObject({ status: 409, body: { code: 'payout_too_large' } });
  const raced = (await Promise.all([pay(2), pay(2)])).map(({ status }) => status);
  expect(raced.toSorted((a, b) => a - b)).toEqual([201, 409]);
  expect(await shown(id)).toMatchObject({ earnings: '5.00', paidOut: '5.00', balance: '0.00' });
  expect((await pay(0)).status).toBe(400);
  expect((await pay('1.001')).status).toBe(400);
  expect((await office.api<unknown[]>('GET', `/api/admin/affiliates/${id}/payouts`)).body).toHaveLength(2);
});

test('who may register, and twice', async () => {
  const body = { name: 'Ann', email: 'ann@example.com', code: 'TWICE' };
  expect((await office.api('POST', '/api/admin/affiliates', { body })).status).toBe(201);
  expect(await office.api('POST', '/api/admin/affiliates', { body })).toMatchObject({
    status: 409,
    body: { code: 'code_taken' },
  });
  expect(
    (await office.api('POST', '/api/admin/affiliates', { body: { name: 'x', email: 'no', commissionRate: 101 } }))
      .status,
  ).toBe(400);
  expect(
    (await office.api('POST', '/api/admin/affiliates', { body, token: await office.tokenOf('staff') })).status,
  ).toBe(403);
  expect((await office.api('GET', '/api/admin/affiliates', { token: null })).status).toBe(401);
});
