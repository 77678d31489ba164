import { describe, expect, test } from 'vitest';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const path = '/api/admin/settings';
const change = (body: unknown) => office.api('PATCH', path, { body });

test('a new box office has settings that it can open with', async () => {
  expect((await office.api('GET', path)).body).toEqual({
    organization: 'My venue',
    currency: 'EUR',
    language: 'en',
    defaultVenueId: '',
    publicUrl: null,
    taxId: null,
    taxRate: 0,
    receiptPrefix: '',
    staffRefundLimit: '200.00',
    staffCompLimit: 4,
    requireTill: false,
    lockAfterMinutes: 0,
  });
});

describe('changing settings', () => {
  test('keeps what is not named', async () => {
    const { body: before } = await office.api('GET', path);
    const answer = await change({
      organization: 'Lido Nights',
      taxId: 'B-123',
      staffCompLimit: 0,
      staffRefundLimit: '12.5',
    });
    expect(answer).toMatchObject({ status: 200 });
    const after = { organization: 'Lido Nights', taxId: 'B-123', staffCompLimit: 0, staffRefundLimit: '12.50' };
    expect(answer.body).toEqual({ ...before, ...after });
    expect((await office.api('GET', path)).body).toEqual(answer.body);
    expect((await change({ taxId: null, staffRefundLimit: null })).body).toMatchObject({
      taxId: null,
      staffRefundLimit: null,
    });
  });

  test.each([
    ['organization', ''],
    ['currency', 'eur'],
    ['currency', 'XQX'],
    ['language', 'xx'],
    ['publicUrl', 'ftp://tickets.example.com'],
    ['publicUrl', 'https://tickets.example.com/path'],
    ['publicUrl', 'https://tickets.example.com/?q'],
    ['publicUrl', 'https://me:secret@tickets.example.com'],
    ['publicUrl', 'tickets.example.com'],
    ['taxRate', -1],
    ['taxRate', 100.5],
    ['taxRate', 21.005],
    ['taxRate', '21'],
    ['receiptPrefix', 'A/B'],
    ['staffRefundLimit', -5],
    ['staffRefundLimit', '10.001'],
    ['staffCompLimit', 1.5],
    ['staffCompLimit', 101],
    ['requireTill', 'yes'],
    ['lockAfterMinutes', -1],
    ['defaultVenueId', ''],
  ])('refuses %s: %j', async (field, value) => {
    expectFields(await change({ [field]: value }), field);
  });

  test('refuses a default venue that is not there', async () => {
    expect(await change({ defaultVenueId: 'ven_unknown' })).toMatchObject({
      status: 400,
      body: { code: 'unknown_venue' },
    });
  });

  test('keeps the origin of a public address; events are linked under it', async () => {
    const event = await buildEvent(office);
    expect(event.url).toBe(`${office.url}/events/${event.slug}`);
    expect((await change({ publicUrl: 'https://Tickets.Example.com/' })).body).toMatchObject({
      publicUrl: 'https://tickets.example.com',
    });
    const shown = await office.api('GET', `/api/admin/events/${event.id}`);
    expect(shown.body).toMatchObject({ url: `https://tickets.example.com/events/${event.slug}` });
    await change({ publicUrl: null });
  });

  test('a new tax rate counts for new tiers; a receipt prefix for the next receipt', async () => {
    await change({ taxRate: 21, receiptPrefix: '26-' });
    const event = await buildEvent(office, { tiers: [{ name: 'A', price: '12.10', quantity: 5 }], addOns: [] });
    expect(event.tiers[0]).toMatchObject({ taxRate: 21 });
    const order = await sell(office, event);
    expect(order).toMatchObject({ total: '12.10', tax: '2.10', receiptNumber: expect.stringMatching(/^26-\d{6}$/) });
    await change({ taxRate: 10 });
    expect((await sell(office, event)).tax).toBe('2.10');
  });

  test('is audited with before and after', async () => {
    await change({ organization: 'Before' });
    await change({ organization: 'After' });
    const { body } = await office.api('GET', '/api/admin/audit?action=settings.update&pageSize=1');
    expect(body).toMatchObject([{ before: { organization: 'Before' }, after: { organization: 'After' } }]);
  });
});

test('staff read settings, the owner alone changes them', async () => {
  expect((await office.api('GET', path, { token: await office.tokenOf('staff') })).status).toBe(200);
  expect((await office.api('GET', path, { token: await office.tokenOf('scanner') })).status).toBe(403);
  expect((await office.api('PATCH', path, { token: await office.tokenOf('manager'), body: {} })).status).toBe(403);
  expect((await office.api('GET', path, { token: null })).status).toBe(401);
});
