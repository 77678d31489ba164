import { describe, expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import { buildEvent, eventBody } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { expectFields, linksOf } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const path = '/api/admin/events';

const create = (body: unknown) => office.api<EventOut>('POST', path, { body });
const change = (id: string, body: unknown, method = 'PATCH') => office.api<EventOut>(method, `${path}/${id}`, { body });
const show = async (id: string) => (await office.api<EventOut>('GET', `${path}/${id}`)).body;
const tier = (changes: Record<string, unknown> = {}) => ({ name: 'General', price: 25, quantity: 10, ...changes });
const withTier = (changes: Record<string, unknown>) => ({ ...eventBody(), tiers: [tier(changes)] });

describe('creating an event', () => {
  test('takes the reference’s example and answers all of it', async () => {
    const answer = await create({
      title: 'Summer Pool Party',
      date: '2026-07-15',
      startTime: '14:00',
      totalCapacity: 500,
      tiers: [
        { name: 'General', price: 25, quantity: 400 },
        { name: 'VIP', price: '75.00', quantity: 100 },
      ],
    });
    expect(answer.status).toBe(201);
    const common = { taxRate: 0, validFrom: null, validUntil: null, gates: null, reentry: true };
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^evt_/),
      title: 'Summer Pool Party',
      slug: 'summer-pool-party-2026',
      description: null,
      status: 'draft',
      date: '2026-07-15',
      startTime: '14:00',
      endTime: null,
      timeZone: expect.any(String),
      startsAt: expect.any(String),
      endsAt: expect.any(String),
      venueId: expect.stringMatching(/^ven_/),
      venue: 'My venue',
      totalCapacity: 500,
      currency: 'EUR',
      tiers: [
        {
          id: expect.stringMatching(/^tier_/),
          name: 'General',
          price: '25.00',
          quantity: 400,
          sold: 0,
          available: 400,
          held: 0,
          ...common,
        },
        {
          id: expect.stringMatching(/^tier_/),
          name: 'VIP',
          price: '75.00',
          quantity: 100,
          sold: 0,
          available: 100,
          held: 0,
          ...common,
        },
      ],
      addOns: [],
      sales: {
        orders: 0,
        ticketsSold: 0,
        ticketsAvailable: 500,
        gross: '0.00',
        discounts: '0.00',
        refunded: '0.00',
        net: '0.00',
        checkedIn: 0,
      },
      url: `${office.url}/events/summer-pool-party-2026`,
      createdAt: office.clock.instant(),
      updatedAt: office.clock.instant(),
    });
  });

  test('may publish at once, and takes every further field', async () => {
    const { status, body } = await create({
      ...eventBody(),
      description: 'Bring a towel.\nAnd sun cream.',
      endTime: '02:00:59',
      tiers: [tier({ taxRate: 5.5, validFrom: '2026-07-15T18:00:00+02:00', gates: ['North'], reentry: false })],
      addOns: [{ name: 'Towel', price: 0 }],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'published',
      description: 'Bring a towel.\nAnd sun cream.',
      endTime: '02:00',
    });
    expect(body.tiers[0]).toMatchObject({
      taxRate: 5.5,
      validFrom: '2026-07-15T16:00:00.000Z',
      gates: ['North'],
      reentry: false,
    });
    expect(body.addOns).toEqual([
      {
        id: expect.stringMatching(/^addon_/),
        name: 'Towel',
        price: '0.00',
        quantity: null,
        sold: 0,
        available: null,
        taxRate: 0,
      },
    ]);
  });

  test('counts a taken slug on', async () => {
    const body = { ...eventBody({ title: 'Ñoño & Fête!' }) };
    const slugs = [await create(body), await create(body), await create(body)].map((answer) => answer.body.slug);
    expect(slugs).toEqual(['nono-fete-2026', 'nono-fete-2026-2', 'nono-fete-2026-3']);
    expect((await create({ ...body, title: '夏祭り' })).body.slug).toBe('event-2026');
  });

  test('accepts a date long past', async () => {
    expect((await create(eventBody({ date: '1999-12-31' }))).body).toMatchObject({ date: '1999-12-31' });
  });

  test('names every field that is missing', async () => {
    expectFields(await create({}), 'title', 'date', 'startTime', 'totalCapacity', 'tiers');
    expectFields(await create({ ...eventBody(), tiers: [] }), 'tiers');
    expectFields(await create({ ...eventBody(), tiers: [{}] }), 'tiers.0.name', 'tiers.0.price', 'tiers.0.quantity');
  });

  test.each([
    ['title', ' '],
    ['title', 'x'.repeat(201)],
    ['title', 'half a \ud800 surrogate'],
    ['date', '2026-02-30'],
    ['date', '15.07.2026'],
    ['date', '2026-07-15T00:00:00Z'],
    ['startTime', '24:00'],
    ['startTime', '9:00'],
    ['endTime', '2pm'],
    ['totalCapacity', 0],
    ['totalCapacity', -5],
    ['totalCapacity', 1.5],
    ['totalCapacity', '500'],
    ['totalCapacity', 1_000_001],
    ['currency', 'XXL'],
    ['status', 'cancelled'],
    ['status', 'completed'],
    ['venueId', 7],
    ['venueId', 'ven_unknown'],
  ])('refuses %s: %j', async (field, value) => {
    expectFields(await create({ ...eventBody(), [field]: value }), field);
  });

  test('says that a venue is unknown', async () => {
    expect((await create(eventBody({ venueId: 'venue-uuid' }))).body).toMatchObject({ code: 'unknown_venue' });
  });

  test('refuses an end of validity before its start', async () => {
    const validity = { validFrom: '2026-07-15T20:00:00Z', validUntil: '2026-07-15T20:00:00Z' };
    expectFields(await create(withTier(validity)), 'tiers.0.validUntil');
  });
});

describe('money', () => {
  test.each([
    [25, '25.00'],
    [25.5, '25.50'],
    ['25', '25.00'],
    ['25.5', '25.50'],
    ['25.00', '25.00'],
    [0, '0.00'],
    [-0, '0.00'],
    [0.07, '0.07'],
    ['99999999.99', '99999999.99'],
  ])('%j comes out as %s EUR', async (price, shown) => {
    expect((await create(withTier({ price }))).body.tiers[0]?.price).toBe(shown);
  });

  test.each([
    -1,
    0.001,
    25.005,
    0.1 + 0.2,
    1e8,
    1e21,
    1e-7,
    '100000000.00',
    '25.000',
    '025',
    '+25',
    '-25',
    ' 25',
    '25 ',
    '25,00',
    '1e2',
    '0x19',
    '',
    '.5',
    '5.',
    'NaN',
    '٢٥',
    '25.00€',
    '99999999999999',
    null,
    true,
    [25],
    { amount: 25 },
  ])('%j is no amount', async (price) => {
    expectFields(await create(withTier({ price })), 'tiers.0.price');
  });

  test('of JPY has no digits behind the point, of KWD three', async () => {
    const yen = (await create({ ...withTier({ price: 2500 }), currency: 'JPY', addOns: [] })).body;
    expect(yen).toMatchObject({ currency: 'JPY', sales: { gross: '0' } });
    expect(yen.tiers[0]?.price).toBe('2500');
    for (const price of [25.5, '2500.0', '2500.00'])
      expectFields(await create({ ...withTier({ price }), currency: 'JPY', addOns: [] }), 'tiers.0.price');
    const dinar = (await create({ ...withTier({ price: '1.005' }), currency: 'KWD', addOns: [] })).body;
    expect(dinar.tiers[0]?.price).toBe('1.005');
  });
});

describe('wall clock and instants', () => {
  const inZone = async (timeZone: string, changes: Parameters<typeof eventBody>[0]) => {
    const venue = await office.api<{ id: string }>('POST', '/api/admin/venues', { body: { name: timeZone, timeZone } });
    const { startsAt, endsAt } = (await create(eventBody({ venueId: venue.body.id, ...changes }))).body;
    return [startsAt, endsAt];
  };

  test.each([
    [
      'Europe/Madrid',
      { date: '2026-07-15', startTime: '14:00', endTime: '22:00' },
      '2026-07-15T12:00',
      '2026-07-15T20:00',
    ],
    [
      'Asia/Kathmandu',
      { date: '2026-01-01', startTime: '00:00', endTime: '05:45' },
      '2025-12-31T18:15',
      '2026-01-01T00:00',
    ],
    // An end at or before the start is on the next day.
    [
      'Europe/Madrid',
      { date: '2026-07-15', startTime: '22:00', endTime: '06:00' },
      '2026-07-15T20:00',
      '2026-07-16T04:00',
    ],
    [
      'Europe/Madrid',
      { date: '2026-07-15', startTime: '22:00', endTime: null },
      '2026-07-15T20:00',
      '2026-07-16T02:00',
    ],
    // The night in which the clock goes forward has no 02:30, the one in which it goes back two.
    [
      'Europe/Madrid',
      { date: '2026-03-29', startTime: '02:30', endTime: '05:00' },
      '2026-03-29T01:30',
      '2026-03-29T03:00',
    ],
    [
      'Europe/Madrid',
      { date: '2026-10-25', startTime: '02:30', endTime: '05:00' },
      '2026-10-25T00:30',
      '2026-10-25T04:00',
    ],
  ])('%s %j', async (zone, changes, startsAt, endsAt) => {
    expect(await inZone(zone, changes)).toEqual([`${startsAt}:00.000Z`, `${endsAt}:00.000Z`]);
  });
});

test('the last day that can be written ends with its last instant', async () => {
  const { body } = await create(eventBody({ date: '9999-12-31', startTime: '22:00', endTime: '04:00' }));
  expect(body).toMatchObject({ startsAt: expect.stringMatching(/^9999-12-31T/), endsAt: '9999-12-31T23:59:59.999Z' });
  const { body: listed } = await office.api<EventOut[]>('GET', `${path}?from=9999-12-31&to=9999-12-31`);
  expect(listed.map(({ id }) => id)).toEqual([body.id]);
});

describe('listing events', () => {
  const office2026 = (query: string) => office.api<EventOut[]>('GET', `${path}?${query}`);
  const titles = async (query: string) => (await office2026(query)).body.map(({ title }) => title);

  test('shows the newest date first, filtered by status, days and title, paged', async () => {
    for (const [title, date, status] of [
      ['Ágora Nights', '2031-01-01', 'draft'],
      ['Beach 100%', '2031-01-02', 'published'],
      ['Beach_Ball', '2031-01-03', 'published'],
      ["O'Hara's", '2031-01-04', 'draft'],
    ] as const)
      await create(eventBody({ title, date, status }));
    const year = 'from=2031-01-01&to=2031-12-31';
    expect(await titles(year)).toEqual(["O'Hara's", 'Beach_Ball', 'Beach 100%', 'Ágora Nights']);
    expect(await titles(`${year}&status=published`)).toEqual(['Beach_Ball', 'Beach 100%']);
    expect(await titles('from=2031-01-02&to=2031-01-03')).toEqual(['Beach_Ball', 'Beach 100%']);
    expect(await titles(`${year}&q=BEACH`)).toEqual(['Beach_Ball', 'Beach 100%']);
    expect(await titles(`${year}&q=${encodeURIComponent('100%')}`)).toEqual(['Beach 100%']);
    expect(await titles(`${year}&q=${encodeURIComponent('%')}`)).toEqual(['Beach 100%']);
    expect(await titles(`${year}&q=_`)).toEqual(['Beach_Ball']);
    expect(await titles(`${year}&q=${encodeURIComponent("o'h")}`)).toEqual(["O'Hara's"]);
    expect(await titles(`${year}&q=${encodeURIComponent('Ágora')}`)).toEqual(['Ágora Nights']);
    expect(await titles(`${year}&q=agora`)).toEqual(['Ágora Nights']);
    const page = await office2026(`${year}&pageSize=3&page=2`);
    expect(page.body.map(({ title }) => title)).toEqual(['Ágora Nights']);
    expect(page.headers.get('x-total-count')).toBe('4');
    expect(linksOf(page)).toEqual({
      first: `${path}?${year}&pageSize=3&page=1`,
      prev: `${path}?${year}&pageSize=3&page=1`,
      last: `${path}?${year}&pageSize=3&page=2`,
    });
    expect(await titles(`${year}&q=nothing+like+it`)).toEqual([]);
  });

  test('refuses filters that are none', async () => {
    expectFields(await office2026('status=open'), 'status');
    expectFields(await office2026('from=2026-13-01&to=x'), 'from', 'to');
    expectFields(await office2026(`q=${'x'.repeat(201)}`), 'q');
    expectFields(await office2026('status=draft&status=published'), 'status');
  });
});

describe('the sales of an event', () => {
  test('follow what is sold, discounted, refunded and held', async () => {
    const event = await buildEvent(office, { totalCapacity: 20, tiers: [tier(), tier({ name: 'VIP', price: 75 })] });
    await sell(office, event, { quantity: 3, addOns: [{ addOnId: event.addOns[0]!.id, quantity: 2 }] });
    await sell(office, event, { tier: 'VIP', payment: { method: 'comp', reason: 'press' } });
    const order = await sell(office, event, { tier: 'VIP' });
    await office.api('POST', `/api/admin/orders/${order.id}/refund`);
    await hold(office, event, { quantity: 2 });
    const shown = await show(event.id);
    expect(shown.sales).toEqual({
      orders: 3,
      ticketsSold: 4,
      ticketsAvailable: 14,
      gross: '235.00',
      discounts: '75.00',
      refunded: '75.00',
      net: '85.00',
      checkedIn: 0,
    });
    expect(shown.tiers).toMatchObject([
      { sold: 3, held: 2, available: 5 },
      { sold: 1, held: 0, available: 9 },
    ]);
    expect(shown.addOns).toMatchObject([{ sold: 2, available: 98 }]);
  });

  test('show no more places than the capacity that binds across tiers', async () => {
    const event = await buildEvent(office, { totalCapacity: 5, tiers: [tier(), tier({ name: 'VIP' })] });
    await sell(office, event, { quantity: 2 });
    expect(await show(event.id)).toMatchObject({
      sales: { ticketsAvailable: 3 },
      tiers: [{ available: 3 }, { available: 3 }],
    });
  });
});

describe('changing an event', () => {
  test.each(['PATCH', 'PUT'])('%s keeps what is not named', async (method) => {
    const event = await buildEvent(office, { status: 'draft', description: 'As it was' });
    expect((await change(event.id, {}, method)).body).toEqual(event);
    const changed = await change(event.id, { startTime: '15:30', endTime: null, description: null }, method);
    expect(changed).toMatchObject({ status: 200, body: { startTime: '15:30', endTime: null, description: null } });
    expect(changed.body.tiers).toEqual(event.tiers);
  });

  test('changes tiers with an id, adds those without, removes those left out', async () => {
    const event = await buildEvent(office);
    const [general, vip] = event.tiers;
    const { body } = await change(event.id, {
      tiers: [
        { id: vip?.id, price: '80' },
        { name: 'Late', price: 30, quantity: 10 },
      ],
      addOns: [{ name: 'Drink', price: 3 }],
    });
    expect(body.tiers).toMatchObject([
      { id: vip?.id, name: 'VIP', price: '80.00', quantity: 50 },
      { name: 'Late', price: '30.00' },
    ]);
    expect(body.tiers.some(({ id }) => id === general?.id)).toBe(false);
    expect(body.addOns).toMatchObject([{ name: 'Drink' }]);
  });

  test('refuses what the sales forbid', async () => {
    const event = await buildEvent(office);
    const [general, vip] = event.tiers;
    await sell(office, event, { quantity: 2, addOns: [{ addOnId: event.addOns[0]!.id, quantity: 3 }] });
    const keep = { id: vip?.id };
    for (const [body, code] of [
      [{ tiers: [keep] }, 'tier_sold'],
      [{ tiers: [keep, { id: general?.id, quantity: 1 }] }, 'below_sold'],
      [{ totalCapacity: 1 }, 'below_sold'],
      [{ addOns: [] }, 'add_on_sold'],
      [{ addOns: [{ id: event.addOns[0]?.id, quantity: 2 }] }, 'below_sold'],
      [{ currency: 'JPY' }, 'currency_fixed'],
      [{ status: 'draft' }, 'event_has_orders'],
      [{ status: 'cancelled' }, 'use_cancel'],
    ] as const)
      expect(await change(event.id, body), JSON.stringify(body)).toMatchObject({ status: 409, body: { code } });
    expect(await show(event.id)).toMatchObject({ totalCapacity: 200, currency: 'EUR', status: 'published' });
  });

  test('a refused change leaves nothing half done', async () => {
    const event = await buildEvent(office);
    await sell(office, event);
    const before = await show(event.id);
    await change(event.id, { title: 'Renamed', tiers: [{ name: 'New', price: 1, quantity: 1 }] });
    expect(await show(event.id)).toEqual(before);
  });

  test('names the fields that are wrong', async () => {
    const event = await buildEvent(office);
    const id = event.tiers[0]?.id;
    expectFields(await change(event.id, { tiers: [] }), 'tiers');
    expectFields(await change(event.id, { tiers: [{ id: 'tier_unknown' }] }), 'tiers.0.id');
    expectFields(await change(event.id, { tiers: [{ id }, { id }] }), 'tiers.1.id');
    expectFields(await change(event.id, { tiers: [{ id, price: '1.234' }] }), 'tiers.0.price');
    expectFields(await change(event.id, { tiers: [{ name: 'No price' }] }), 'tiers.0.price');
    expectFields(await change(event.id, { addOns: [{ id: 'addon_unknown' }] }), 'addOns.0.id');
    expectFields(await change(event.id, { date: 'tomorrow', status: 'gone' }), 'date', 'status');
    expectFields(await change(event.id, { venueId: 'ven_unknown' }), 'venueId');
    expectFields(await change(event.id, []), '');
  });

  test('gives every price anew along with another currency', async () => {
    const { id, tiers } = await buildEvent(office, { addOns: [] });
    expectFields(await change(id, { currency: 'JPY' }), 'currency');
    const priced = tiers.map((each) => ({ id: each.id, price: 3000 }));
    expect((await change(id, { currency: 'JPY', tiers: priced })).body).toMatchObject({
      currency: 'JPY',
      tiers: [{ price: '3000' }, { price: '3000' }],
    });
  });

  test('moves the slug of a draft, never of what was published', async () => {
    const draft = await buildEvent(office, { status: 'draft', title: 'Working title' });
    expect((await change(draft.id, { title: 'Final title', date: '2027-01-01' })).body.slug).toBe('final-title-2027');
    await change(draft.id, { status: 'published' });
    expect((await change(draft.id, { title: 'Another title' })).body.slug).toBe('final-title-2027');
  });

  test('goes through its statuses: publish, back while nothing is sold, complete', async () => {
    const { id } = await buildEvent(office, { status: 'draft' });
    expect(await change(id, { status: 'completed' })).toMatchObject({
      status: 409,
      body: { code: 'status_not_possible' },
    });
    expect((await change(id, { status: 'published' })).body.status).toBe('published');
    expect((await change(id, { status: 'published' })).status).toBe(200);
    expect((await change(id, { status: 'draft' })).body.status).toBe('draft');
    await change(id, { status: 'published' });
    expect((await change(id, { status: 'completed' })).body.status).toBe('completed');
    const sold = await office.api('POST', '/api/checkout', {
      body: {
        eventId: id,
        items: [{ tierId: (await show(id)).tiers[0]?.id, quantity: 1 }],
        payment: { method: 'cash' },
      },
    });
    expect(sold).toMatchObject({ status: 409, body: { code: 'event_not_on_sale' } });
  });
});

describe('deleting an event', () => {
  test('removes a draft without orders', async () => {
    const { id } = await buildEvent(office, { status: 'draft' });
    expect((await office.api('DELETE', `${path}/${id}`)).body).toEqual({ id, deleted: true });
    expect((await office.api('GET', `${path}/${id}`)).status).toBe(404);
  });

  test('leaves what was published or is named by a promo code', async () => {
    const { id } = await buildEvent(office);
    expect(await office.api('DELETE', `${path}/${id}`)).toMatchObject({
      status: 409,
      body: { code: 'event_not_draft' },
    });
    const draft = await buildEvent(office, { status: 'draft' });
    await office.api('POST', '/api/admin/promo-codes', { body: { code: 'EARLY', percent: 10, eventId: draft.id } });
    expect(await office.api('DELETE', `${path}/${draft.id}`)).toMatchObject({ status: 409, body: { code: 'in_use' } });
  });
});

describe('who may', () => {
  test('an unknown event is 404 to those who may ask', async () => {
    for (const [method, to, body] of [
      ['GET', `${path}/evt_unknown`, undefined],
      ['PATCH', `${path}/evt_unknown`, {}],
      ['PUT', `${path}/evt_unknown`, {}],
      ['DELETE', `${path}/evt_unknown`, undefined],
      ['GET', `${path}/evt_unknown/live`, undefined],
    ] as const)
      expect(await office.api(method, to, { body }), method).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
  });

  test('401 and 403 come before body and id', async () => {
    const staff = await office.tokenOf('staff');
    for (const [method, to] of [
      ['POST', path],
      ['PATCH', `${path}/evt_unknown`],
      ['DELETE', `${path}/evt_unknown`],
    ] as const) {
      const headers = { 'Content-Type': 'text/plain' };
      expect(await office.api(method, to, { token: null, headers, body: '{' })).toMatchObject({ status: 401 });
      expect(await office.api(method, to, { token: staff, headers, body: '{' })).toMatchObject({ status: 403 });
    }
    expect((await office.api('GET', path, { token: staff })).status).toBe(200);
    expect((await office.api('GET', path, { token: await office.tokenOf('scanner') })).status).toBe(403);
  });
});
