import { beforeAll, describe, expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import { HOUR } from '../../src/shared/instant.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { buildClock } from '../support/clock.ts';
import { hold, sell } from '../support/build-order.ts';
import { expectFields, linksOf } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const path = '/api/admin/orders';
const list = (query: string) => office.api<OrderOut[]>('GET', `${path}?${query}`);

describe('searching orders', () => {
  const people: Record<string, { order?: OrderOut; customerName: string; customerEmail?: string; phone?: string }> = {
    jose: {
      customerName: 'José María Núñez-Ortega',
      customerEmail: 'jmn+tickets@correo.example',
      phone: '+34 600 123 456',
    },
    lukasz: { customerName: 'Łukasz O’Brien', phone: '0044 20 7946 0958' },
    zoe: { customerName: 'ZOË Straße', customerEmail: 'Zoe.Strasse@Example.org', phone: '611-222-333' },
    yamada: { customerName: '山田 太郎', customerEmail: 'taro@example.jp' },
  };

  beforeAll(async () => {
    const event = await buildEvent(office);
    for (const person of Object.values(people)) {
      const { order: _order, ...contact } = person;
      person.order = await sell(office, event, contact);
    }
    await sell(office, event);
  });

  const found = async (q: string) => {
    const { body } = await list(`q=${encodeURIComponent(q)}`);
    return Object.keys(people).filter((name) => body.some(({ id }) => id === people[name]?.order?.id));
  };

  test.each([
    ['José', ['jose']],
    ['jose', ['jose']],
    ['JOSE', ['jose']],
    ['mar', ['jose']],
    ['nunez', ['jose']],
    ['núñez ort', ['jose']],
    ['ortega jose', ['jose']],
    ['ose', []],
    ['José Straße', []],
    ['Łuk', ['lukasz']],
    ["o'brien", ['lukasz']],
    ['brien', ['lukasz']],
    ['zoe', ['zoe']],
    ['zoë str', ['zoe']],
    ['山田', ['yamada']],
    ['太', ['yamada']],
    ['jmn', ['jose']],
    ['jmn+tickets@correo.example', ['jose']],
    ['jmn+tick', ['jose']],
    ['correo', ['jose']],
    ['zoe.strasse@example.org', ['zoe']],
    ['ZOE.STRASSE@EXAMPLE', ['zoe']],
    ['taro@', ['yamada']],
    ['+34 600 123 456', ['jose']],
    ['+34600123456', ['jose']],
    ['600123456', ['jose']],
    ['600 12', ['jose']],
    ['600 123456', ['jose']],
    ['+34600 123', ['jose']],
    ['0034600123456', ['jose']],
    ['02079460958', ['lukasz']],
    ['+442079460958', ['lukasz']],
    ['611222', ['zoe']],
    ['611 222 333', ['zoe']],
    ['%', []],
    ['_', []],
    ['---', []],
    ["'; DROP TABLE orders; --", []],
  ])('%s finds %j', async (q, expected) => {
    expect(await found(q)).toEqual(expected);
  });

  test('finds an order by its number and by any of its codes, in any case, from their beginnings', async () => {
    const order = people['jose']!.order!;
    const code = order.tickets[0]!.qrCode;
    for (const q of [
      order.orderNumber,
      order.orderNumber.toLowerCase(),
      order.orderNumber.slice(0, 12),
      code,
      code.toLowerCase(),
    ])
      expect(await found(q), q).toEqual(['jose']);
    const random = code.split('-').at(-1) ?? '';
    expect(await found(random.slice(0, 7))).toEqual(['jose']);
    expect(await found(order.orderNumber.slice(8))).toEqual(['jose']);
  });

  test('finds an order by the new holder and the new code of a transferred ticket', async () => {
    const order = people['zoe']!.order!;
    const transferred = await office.api<{ qrCode: string }>('POST', '/api/admin/tickets/transfer', {
      body: { ticketId: order.tickets[0]?.ticketId, newHolderName: 'Friederike Ångström' },
    });
    expect(await found('angstrom')).toEqual(['zoe']);
    expect(await found(transferred.body.qrCode)).toEqual(['zoe']);
    expect(await found(order.tickets[0]!.qrCode)).toEqual(['zoe']);
  });

  test('without words finds all', async () => {
    expect((await list('q=')).headers.get('x-total-count')).toBe('5');
    expect((await list('q=%20')).headers.get('x-total-count')).toBe('5');
  });
});

describe('filtering orders', () => {
  // The default venue is in Madrid: its 15 July begins at 22:00 UTC of the 14th.
  const shop = useOffice({ clock: buildClock('2026-07-14T21:59:59.000Z') });
  const orders: Record<string, OrderOut> = {};
  let other: EventOut;

  beforeAll(async () => {
    await shop.api('POST', '/api/admin/venues', { body: { name: 'Lido', timeZone: 'Europe/Madrid' } });
    const event = await buildEvent(shop, { date: '2026-07-20' });
    other = await buildEvent(shop, { title: 'Other' });
    orders['14 paid'] = await sell(shop, event);
    shop.clock.pass(1000);
    orders['15 first'] = await sell(shop, event);
    shop.clock.pass(24 * HOUR - 1);
    orders['15 last'] = await sell(shop, other);
    shop.clock.pass(1);
    orders['16 part'] = await sell(shop, event, { quantity: 2 });
    await shop.api('POST', `${path}/${orders['16 part'].id}/refund`, { body: { amount: 1 } });
    orders['16 refunded'] = await sell(shop, event);
    await shop.api('POST', `${path}/${orders['16 refunded'].id}/refund`);
    orders['16 pending'] = await hold(shop, event);
    orders['16 cancelled'] = await hold(shop, event, { customerName: 'Gone' });
    await shop.api('POST', `${path}/${orders['16 cancelled'].id}/release`);
  });

  const named = async (query: string) => {
    const { body } = await shop.api<OrderOut[]>('GET', `${path}?${query}`);
    return body.map(({ id }) => Object.keys(orders).find((name) => orders[name]?.id === id));
  };
  const newestFirst = () => Object.keys(orders).toReversed();

  test('shows the newest first', async () => {
    expect(await named('')).toEqual(newestFirst());
  });

  test('by the day that an order was made, in the default venue’s zone', async () => {
    expect(await named('date=2026-07-14')).toEqual(['14 paid']);
    expect(await named('date=2026-07-15')).toEqual(['15 last', '15 first']);
    expect(await named('date=2026-07-17')).toEqual([]);
    expect(await named('from=2026-07-15&to=2026-07-15')).toEqual(['15 last', '15 first']);
    expect(await named('to=2026-07-14')).toEqual(['14 paid']);
    expect((await named('from=2026-07-16')).length).toBe(4);
    expect(await named('date=2026-07-15&from=2026-07-16')).toEqual([]);
    expect(await named('from=1970-01-01&to=9999-12-31')).toEqual(newestFirst());
  });

  test('by a day of 23 and one of 25 hours', async () => {
    const { body: venue } = await shop.api<{ id: string }[]>('GET', '/api/admin/venues');
    const zone = (timeZone: string) => shop.api('PATCH', `/api/admin/venues/${venue[0]?.id}`, { body: { timeZone } });
    await zone('Pacific/Kiritimati');
    expect(await named('date=2026-07-15')).toContain('14 paid');
    await zone('Europe/Madrid');
    expect(await named('date=2026-03-29')).toEqual([]);
    expect(await named('date=2026-10-25')).toEqual([]);
  });

  test.each([
    ['paid', ['15 last', '15 first', '14 paid']],
    ['pending', ['16 pending']],
    ['partially_refunded', ['16 part']],
    ['refunded', ['16 refunded']],
    ['cancelled', ['16 cancelled']],
  ])('by status %s', async (status, expected) => {
    expect(await named(`status=${status}`)).toEqual(expected);
  });

  test('by event, under both of its names', async () => {
    expect(await named(`event=${other.id}`)).toEqual(['15 last']);
    expect(await named(`eventId=${other.id}`)).toEqual(['15 last']);
    expect(await named(`event=${other.id}&eventId=${other.id}`)).toEqual(['15 last']);
    expect(await named('event=evt_unknown')).toEqual([]);
  });

  test('by several at once', async () => {
    expect(await named(`event=${other.id}&status=paid&date=2026-07-15`)).toEqual(['15 last']);
    expect(await named(`event=${other.id}&status=refunded`)).toEqual([]);
    expect(await named('q=gone&status=cancelled')).toEqual(['16 cancelled']);
  });

  test('page by page, each link leading on with the filters kept', async () => {
    const first = await shop.api<OrderOut[]>('GET', `${path}?from=2026-07-14&pageSize=3`);
    expect(first.headers.get('x-total-count')).toBe('7');
    const links = linksOf(first);
    expect(Object.keys(links)).toEqual(['first', 'next', 'last']);
    const second = await shop.api<OrderOut[]>('GET', links['next'] ?? '');
    const last = await shop.api<OrderOut[]>('GET', links['last'] ?? '');
    expect(Object.keys(linksOf(second))).toEqual(['first', 'prev', 'next', 'last']);
    const seen = [...first.body, ...second.body, ...last.body].map(({ id }) => id);
    expect(seen).toEqual(newestFirst().map((name) => orders[name]?.id));
  });

  test('refuses filters that are none', async () => {
    expectFields(await shop.api('GET', `${path}?date=15/07/2026`), 'date');
    expectFields(await shop.api('GET', `${path}?from=x&to=2026-02-30`), 'from', 'to');
    expectFields(await shop.api('GET', `${path}?status=gone`), 'status');
    expectFields(await shop.api('GET', `${path}?event=a&eventId=b`), 'eventId');
    expectFields(await shop.api('GET', `${path}?q=${'x'.repeat(201)}`), 'q');
    expectFields(await shop.api('GET', `${path}?q=a&q=b`), 'q');
  });
});

describe('one order', () => {
  test('is found by its id and by its number in any case', async () => {
    const event = await buildEvent(office);
    const order = await sell(office, event);
    for (const name of [order.id, order.orderNumber, order.orderNumber.toLowerCase()])
      expect((await office.api<OrderOut>('GET', `${path}/${name}`)).body.id, name).toBe(order.id);
  });

  test('that is unknown is 404', async () => {
    for (const name of ['ord_unknown', 'TW-2026-000000', 'x', '%00', '..%2f..', 'ord_%27%20OR%201=1'])
      expect(await office.api('GET', `${path}/${name}`), name).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
  });

  test('is for staff', async () => {
    const { id } = await sell(office, await buildEvent(office));
    for (const to of [path, `${path}/${id}`]) {
      expect((await office.api('GET', to, { token: await office.tokenOf('staff') })).status).toBe(200);
      expect((await office.api('GET', to, { token: await office.tokenOf('scanner') })).status).toBe(403);
      expect((await office.api('GET', to, { token: null })).status).toBe(401);
    }
  });
});
