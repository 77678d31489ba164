import { expect, test } from 'vitest';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

test('the public sees published events and nothing of the business', async () => {
  const [event, draft] = [
    await buildEvent(office, { title: 'Seen' }),
    await buildEvent(office, { title: 'Hidden', status: 'draft' }),
  ];
  await sell(office, event, { quantity: 3 });
  const list = await office.api<{ slug: string }[]>('GET', '/api/events', { token: null });
  expect(list.status).toBe(200);
  expect(list.body.map(({ slug }) => slug)).toContain('seen-2026');
  expect(list.body.map(({ slug }) => slug)).not.toContain(draft.slug);
  const one = await office.api('GET', '/api/events/seen-2026', { token: null });
  expect(one.body).toMatchObject({
    title: 'Seen',
    soldOut: false,
    tiers: [{ name: 'General', price: '25.00', available: 147 }, { name: 'VIP' }],
  });
  expect(one.text).not.toMatch(/"sold"|gross|orders|checkedIn|quantity/);
  expect((await office.api('GET', '/api/events/hidden-2026', { token: null })).status).toBe(404);
  expect((await office.api('GET', '/api/events/nothing', { token: null })).status).toBe(404);
  expect((await office.api('GET', '/api/events', { token: 'bad' })).status).toBe(401);
});
