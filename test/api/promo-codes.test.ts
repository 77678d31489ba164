import { describe, expect, test } from 'vitest';
import { toInstant } from '../../src/shared/instant.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody, sell } from '../support/build-order.ts';
import { expectFields, linksOf, statusesOf } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const path = '/api/admin/promo-codes';

interface PromoCode {
  readonly id: string;
  readonly code: string;
  readonly used: number;
}

let count = 0;
const build = async (body: Record<string, unknown> = {}) => {
  count += 1;
  const answer = await office.api<PromoCode>('POST', path, { body: { code: `PROMO${count}`, percent: 10, ...body } });
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};
const show = async ({ id }: PromoCode) => (await office.api<PromoCode>('GET', `${path}/${id}`)).body;
const cents = (amount: string): number => Math.round(Number(amount) * 100);

describe('adding a promo code', () => {
  test('answers it as it counts', async () => {
    const event = await buildEvent(office);
    const answer = await office.api('POST', path, {
      body: {
        code: ' early-bird ',
        percent: 12.5,
        quota: 100,
        eventId: event.id,
        from: '2026-07-01T00:00:00+02:00',
        until: null,
      },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^promo_/),
      code: 'EARLY-BIRD',
      percent: 12.5,
      amount: null,
      currency: 'EUR',
      quota: 100,
      used: 0,
      eventId: event.id,
      from: '2026-06-30T22:00:00.000Z',
      until: null,
      active: true,
      createdAt: office.clock.instant(),
    });
    expect(await build({ percent: null, amount: '7.5' })).toMatchObject({ percent: null, amount: '7.50', quota: null });
  });

  test('names what is missing or wrong', async () => {
    expectFields(await office.api('POST', path, { body: { percent: 10 } }), 'code');
    const code = 'BAD1';
    expectFields(await office.api('POST', path, { body: { code } }), 'percent');
    expectFields(await office.api('POST', path, { body: { code, percent: 10, amount: 5 } }), 'percent');
    for (const percent of [-1, 100.01, 33.333, '10'])
      expectFields(await office.api('POST', path, { body: { code, percent } }), 'percent');
    for (const amount of [-1, '5.001', 'x'])
      expectFields(await office.api('POST', path, { body: { code, amount } }), 'amount');
    for (const quota of [0, 1.5, 1e9])
      expectFields(await office.api('POST', path, { body: { code, percent: 1, quota } }), 'quota');
    for (const bad of ['A', 'WITH SPACE', 'É', '-A', 'x'.repeat(41)])
      expectFields(await office.api('POST', path, { body: { code: bad, percent: 1 } }), 'code');
    const window = { from: '2026-07-02T00:00:00Z', until: '2026-07-01T00:00:00Z' };
    expectFields(await office.api('POST', path, { body: { code, percent: 1, ...window } }), 'until');
    const foreign = await office.api('POST', path, { body: { code, percent: 1, eventId: 'evt_unknown' } });
    expectFields(foreign, 'eventId');
    expect(foreign.body).toMatchObject({ code: 'unknown_event' });
  });

  test('refuses a code that is there, whatever its capitals', async () => {
    const { code } = await build();
    const again = await office.api('POST', path, { body: { code: code.toLowerCase(), percent: 5 } });
    expect(again).toMatchObject({ status: 409, body: { code: 'code_taken' } });
  });
});

describe('a promo code', () => {
  test('is changed in part, switched off and removed while no order used it', async () => {
    const promo = await build({ quota: 5 });
    const changed = await office.api('PATCH', `${path}/${promo.id}`, { body: { quota: null, active: false } });
    expect(changed.body).toEqual({ ...promo, quota: null, active: false });
    expect((await office.api('DELETE', `${path}/${promo.id}`)).body).toEqual({ id: promo.id, deleted: true });
    expect((await office.api('GET', `${path}/${promo.id}`)).status).toBe(404);
  });

  test('that was used stays, and its quota above its use', async () => {
    const promo = await build();
    const event = await buildEvent(office);
    for (let sale = 0; sale < 2; sale += 1) await sell(office, event, { promoCode: promo.code });
    expect(await office.api('DELETE', `${path}/${promo.id}`)).toMatchObject({ status: 409, body: { code: 'in_use' } });
    const below = await office.api('PATCH', `${path}/${promo.id}`, { body: { quota: 1 } });
    expect(below).toMatchObject({ status: 409, body: { code: 'below_sold' } });
    expect((await office.api('PATCH', `${path}/${promo.id}`, { body: { quota: 2 } })).status).toBe(200);
  });

  test('names what is wrong with a change', async () => {
    const promo = await build({ from: '2026-07-02T00:00:00Z' });
    const change = (body: unknown) => office.api('PATCH', `${path}/${promo.id}`, { body });
    expectFields(await change({ quota: 0, active: 'no', from: 'soon' }), 'quota', 'active', 'from');
    expectFields(await change({ until: '2026-07-01T00:00:00Z' }), 'until');
    expectFields(await change({ eventId: 'evt_unknown' }), 'eventId');
  });

  test('that is unknown is 404; staff may read, managers write', async () => {
    const { id } = await build();
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', {}],
      ['DELETE', undefined],
    ] as const)
      expect((await office.api(method, `${path}/promo_unknown`, { body })).status, method).toBe(404);
    const [staff, scanner] = [await office.tokenOf('staff'), await office.tokenOf('scanner')];
    expect((await office.api('GET', `${path}/${id}`, { token: staff })).status).toBe(200);
    expect((await office.api('PATCH', `${path}/${id}`, { token: staff, body: {} })).status).toBe(403);
    expect((await office.api('POST', path, { token: staff, body: {} })).status).toBe(403);
    expect((await office.api('GET', path, { token: scanner })).status).toBe(403);
    expect((await office.api('GET', path, { token: null })).status).toBe(401);
  });

  test('is listed by its beginning and by its event, page by page', async () => {
    const event = await buildEvent(office);
    for (const code of ['LIST-A', 'LIST-B', 'LIST-C']) await build({ code, eventId: event.id });
    const codes = async (query: string) => {
      const answer = await office.api<PromoCode[]>('GET', `${path}?${query}`);
      return { codes: answer.body.map(({ code }) => code), links: Object.keys(linksOf(answer)) };
    };
    expect((await codes(`eventId=${event.id}`)).codes).toEqual(['LIST-A', 'LIST-B', 'LIST-C']);
    expect((await codes('q=list-b')).codes).toEqual(['LIST-B']);
    expect((await codes('q=%25')).codes).toEqual([]);
    expect(await codes('q=list&pageSize=2&page=2')).toEqual({ codes: ['LIST-C'], links: ['first', 'prev', 'last'] });
  });
});

describe('a discount', () => {
  test('of percent is computed on the tickets only, and shared over them to the cent', async () => {
    const event = await buildEvent(office, {
      tiers: [
        { name: 'A', price: '9.99', quantity: 50 },
        { name: 'B', price: '0.01', quantity: 50 },
        { name: 'C', price: '33.33', quantity: 50 },
      ],
    });
    const promo = await build({ percent: 33.33 });
    const [a, b, c] = event.tiers;
    const { body: order } = await office.api<OrderOut>('POST', '/api/checkout', {
      body: {
        eventId: event.id,
        items: [
          { tierId: a?.id, quantity: 2 },
          { tierId: b?.id, quantity: 3 },
          { tierId: c?.id, quantity: 1 },
        ],
        addOns: [{ addOnId: event.addOns[0]?.id, quantity: 2 }],
        promoCode: promo.code.toLowerCase(),
        payment: { method: 'card' },
      },
    });
    // 33.33 % of 53.34 is 17.778…; the towels cost their 10.00 all the same.
    expect(order).toMatchObject({ subtotal: '63.34', discount: '17.78', total: '45.56', promoCode: promo.code });
    const shares = order.tickets.map((ticket) => cents(ticket.discount));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(1778);
    order.tickets.forEach((ticket, index) => {
      const fair = (1778 * cents(ticket.price)) / 5334;
      expect(Math.abs((shares[index] ?? 0) - fair)).toBeLessThan(1);
      expect(cents(ticket.discount)).toBeLessThanOrEqual(cents(ticket.price));
      expect(cents(ticket.refundable)).toBe(cents(ticket.price) - cents(ticket.discount));
    });
  });

  test('of an amount is at most what the tickets cost', async () => {
    const event = await buildEvent(office);
    const towel = { addOns: [{ addOnId: event.addOns[0]!.id, quantity: 1 }] };
    const ten = await build({ percent: null, amount: 10 });
    const order = await sell(office, event, { quantity: 3, promoCode: ten.code, ...towel });
    expect(order).toMatchObject({ subtotal: '80.00', discount: '10.00', total: '70.00' });
    expect(order.tickets.map(({ discount }) => discount)).toEqual(['3.34', '3.33', '3.33']);
    const hundred = await build({ percent: null, amount: 100 });
    expect(await sell(office, event, { promoCode: hundred.code, ...towel })).toMatchObject({
      discount: '25.00',
      total: '5.00',
    });
    const all = await build({ percent: 100 });
    expect(await sell(office, event, { promoCode: all.code })).toMatchObject({ total: '0.00', status: 'paid' });
  });

  test('counts in its window only: from its start, not at its end', async () => {
    const event = await buildEvent(office);
    const now = office.clock.now();
    const promo = await build({ from: toInstant(now + 60_000), until: toInstant(now + 120_000) });
    const buy = () => office.api('POST', '/api/checkout', { body: checkoutBody(event, { promoCode: promo.code }) });
    const refused = { status: 409, body: { code: 'promo_code_not_valid' } };
    expect(await buy()).toMatchObject(refused);
    office.clock.pass(60_000);
    expect((await buy()).status).toBe(201);
    office.clock.pass(59_999);
    expect((await buy()).status).toBe(201);
    office.clock.pass(1);
    expect(await buy()).toMatchObject(refused);
    expect(await show(promo)).toMatchObject({ used: 2 });
  });

  test('counts for its event only, not while it is off, an amount only in its currency', async () => {
    const [event, other] = [await buildEvent(office), await buildEvent(office)];
    const promo = await build({ eventId: event.id });
    const buy = (where: typeof event, { code }: PromoCode) =>
      office.api('POST', '/api/checkout', { body: checkoutBody(where, { promoCode: code }) });
    const refused = { status: 409, body: { code: 'promo_code_not_valid' } };
    expect(await buy(other, promo)).toMatchObject(refused);
    expect((await buy(event, promo)).status).toBe(201);
    await office.api('PATCH', `${path}/${promo.id}`, { body: { active: false } });
    expect(await buy(event, promo)).toMatchObject(refused);
    const yen = await buildEvent(office, {
      currency: 'JPY',
      tiers: [{ name: 'A', price: 2500, quantity: 5 }],
      addOns: [],
    });
    expect(await buy(yen, await build({ percent: null, amount: 10 }))).toMatchObject(refused);
    expect((await buy(yen, await build({ percent: 10 }))).body).toMatchObject({ discount: '250', total: '2250' });
    const unknown = await buy(event, { ...promo, code: 'NOSUCH' });
    expectFields(unknown, 'promoCode');
    expect(unknown.body).toMatchObject({ code: 'unknown_promo_code' });
  });

  test('ends with its quota, whatever races, and touches no other code’s', async () => {
    const event = await buildEvent(office);
    const [promo, bystander, endless] = [await build({ quota: 3 }), await build({ quota: 50 }), await build()];
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        office.api('POST', '/api/checkout', { body: checkoutBody(event, { promoCode: promo.code }) }),
      ),
    );
    expect(statusesOf(answers)).toEqual({ 201: 3, 409: 7 });
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'promo_code_used_up' });
    expect(await show(promo)).toMatchObject({ used: 3 });
    expect(await show(bystander)).toMatchObject({ used: 0 });
    await sell(office, event, { promoCode: endless.code });
    expect(await show(endless)).toMatchObject({ used: 1 });
    expect(await show(bystander)).toMatchObject({ used: 0 });
  });

  test('is not used up by a sale that failed, and given back by a hold that ended', async () => {
    const event = await buildEvent(office);
    const promo = await build({ quota: 1 });
    const tooMany = checkoutBody(event, {
      promoCode: promo.code,
      quantity: 100,
      payment: { method: 'cash', tendered: 1 },
    });
    expect((await office.api('POST', '/api/checkout', { body: tooMany })).status).toBe(400);
    expect(await show(promo)).toMatchObject({ used: 0 });
    const held = await sell(office, event, { promoCode: promo.code, hold: true });
    expect(await show(promo)).toMatchObject({ used: 1 });
    await office.api('POST', `/api/admin/orders/${held.id}/release`);
    expect(await show(promo)).toMatchObject({ used: 0 });
  });
});
