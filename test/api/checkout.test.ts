import { describe, expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody, hold, sell } from '../support/build-order.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
type Sold = OrderOut & { change: string | null };

const buy = (body: unknown, token?: string | null) =>
  office.api<Sold>('POST', '/api/checkout', { body, ...(token === undefined ? {} : { token }) });
const pay = (event: EventOut, payment: unknown, token?: string) => buy({ ...checkoutBody(event), payment }, token);
const show = async (id: string) => (await office.api<EventOut>('GET', `/api/admin/events/${id}`)).body;
const tier = (changes: Record<string, unknown> = {}) => ({ name: 'General', price: 25, quantity: 10, ...changes });

describe('selling at the counter', () => {
  test('answers the whole order, each key there', async () => {
    const event = await buildEvent(office);
    const [general] = event.tiers;
    const { status, body } = await buy({
      eventId: event.id,
      items: [{ tierId: general?.id, quantity: 2, holders: ['Ana', ''] }],
      addOns: [{ addOnId: event.addOns[0]?.id, quantity: 3 }],
      customerName: 'Jane Smith',
      customerEmail: 'jane@example.com',
      phone: '+34 600 123 456',
      payment: { method: 'cash', tendered: '100' },
    });
    expect(status).toBe(201);
    const ticket = {
      ticketId: expect.stringMatching(/^tkt_/),
      tierId: general?.id,
      tierName: 'General',
      qrCode: expect.stringMatching(/^TW-GENERAL-[0-9A-HJKMNP-TV-Z]{10,}$/),
      price: '25.00',
      discount: '0.00',
      refundable: '25.00',
      taxRate: 0,
      status: 'valid',
      checkedInAt: null,
      gate: null,
    };
    expect(body).toEqual({
      id: expect.stringMatching(/^ord_/),
      orderNumber: expect.stringMatching(/^TW-2026-[0-9A-Z]{6}$/),
      status: 'paid',
      channel: 'counter',
      customerName: 'Jane Smith',
      customerEmail: 'jane@example.com',
      phone: '+34 600 123 456',
      eventId: event.id,
      eventTitle: 'Summer Pool Party',
      eventDate: '2026-07-15',
      subtotal: '65.00',
      discount: '0.00',
      total: '65.00',
      tax: '0.00',
      taxLines: [{ rate: 0, gross: '65.00', tax: '0.00' }],
      refunded: '0.00',
      refundable: '65.00',
      currency: 'EUR',
      tickets: [
        { ...ticket, holderName: 'Ana' },
        { ...ticket, holderName: 'Jane Smith' },
      ],
      addOns: [
        { id: event.addOns[0]?.id, name: 'Towel', quantity: 3, unitPrice: '5.00', taxRate: 0, refundedQuantity: 0 },
      ],
      promoCode: null,
      affiliateCode: null,
      payments: [
        {
          id: expect.stringMatching(/^pay_/),
          method: 'cash',
          amount: '65.00',
          tendered: '100.00',
          change: '35.00',
          reference: null,
          reason: null,
          refunded: '0.00',
          takenBy: 'Olivia Owner',
          tillSessionId: null,
          createdAt: office.clock.instant(),
        },
      ],
      refunds: [],
      stripe: null,
      receiptNumber: expect.stringMatching(/^\d{6}$/),
      soldBy: 'Olivia Owner',
      holdExpiresAt: null,
      paidAt: office.clock.instant(),
      createdAt: office.clock.instant(),
      change: '35.00',
    });
    const { change, ...order } = body;
    expect((await office.api('GET', `/api/admin/orders/${body.id}`)).body).toEqual(order);
    expect(change).toBe('35.00');
  });

  test('needs nothing about the customer', async () => {
    const event = await buildEvent(office);
    expect(await sell(office, event)).toMatchObject({
      status: 'paid',
      customerName: null,
      customerEmail: null,
      phone: null,
      tickets: [{ holderName: null }],
    });
  });

  test('takes cash: exact where nothing is tendered, with change else, never too little', async () => {
    const event = await buildEvent(office);
    expect((await pay(event, { method: 'cash' })).body).toMatchObject({ change: '0.00' });
    expect((await pay(event, { method: 'cash', tendered: 25 })).body).toMatchObject({ change: '0.00' });
    expect((await pay(event, { method: 'cash', tendered: 50.5 })).body).toMatchObject({ change: '25.50' });
    const little = await pay(event, { method: 'cash', tendered: '24.99' });
    expectFields(little, 'payment.tendered');
    expect(little.body).toMatchObject({ code: 'tendered_too_little' });
    expectFields(await pay(event, { method: 'cash', tendered: '50.001' }), 'payment.tendered');
    expectFields(await pay(event, { method: 'cash', tendered: -50 }), 'payment.tendered');
    expect((await show(event.id)).sales).toMatchObject({ orders: 3, ticketsSold: 3 });
  });

  test('takes cards with the terminal’s reference, and nothing tendered', async () => {
    const event = await buildEvent(office);
    const { body } = await pay(event, { method: 'card', reference: 'SLIP-17' });
    expect(body).toMatchObject({ change: null, payments: [{ method: 'card', amount: '25.00', reference: 'SLIP-17' }] });
    expectFields(await pay(event, { method: 'card', tendered: 25 }), 'payment.tendered');
  });

  test('gives comps with a reason: the whole subtotal is the discount', async () => {
    const event = await buildEvent(office);
    const order = await sell(office, event, {
      quantity: 2,
      addOns: [{ addOnId: event.addOns[0]!.id, quantity: 1 }],
      payment: { method: 'comp', reason: 'press' },
    });
    expect(order).toMatchObject({
      status: 'paid',
      subtotal: '55.00',
      discount: '55.00',
      total: '0.00',
      tax: '0.00',
      payments: [{ method: 'comp', amount: '0.00', reason: 'press' }],
      receiptNumber: expect.stringMatching(/^\d+$/),
    });
    for (const reason of [undefined, null, '', '  '])
      expectFields(await pay(event, { method: 'comp', reason }), reason === '  ' ? 'payment.reason' : 'payment.reason');
  });

  test('lets staff give away as many as the settings say, managers any number', async () => {
    const event = await buildEvent(office);
    const comp = (quantity: number) => checkoutBody(event, { quantity, payment: { method: 'comp', reason: 'guests' } });
    const staff = await office.tokenOf('staff');
    expect((await buy(comp(4), staff)).status).toBe(201);
    expect(await buy(comp(5), staff)).toMatchObject({ status: 403, body: { code: 'over_limit' } });
    expect((await buy(comp(5), await office.tokenOf('manager'))).status).toBe(201);
    expect((await show(event.id)).sales.ticketsSold).toBe(9);
  });

  test.each(['stripe', 'external'])('takes no %s', async (method) => {
    const event = await buildEvent(office);
    const refused = await pay(event, { method });
    expectFields(refused, 'payment.method');
    expect(refused.body).toMatchObject({ code: 'payment_method_not_allowed' });
  });

  test('sells up to 100 tickets at once', async () => {
    const event = await buildEvent(office, { tiers: [tier({ quantity: 150 })] });
    expect((await sell(office, event, { quantity: 100 })).tickets).toHaveLength(100);
    const tierId = event.tiers[0]?.id;
    const items = [
      { tierId, quantity: 50 },
      { tierId, quantity: 51 },
    ];
    expectFields(await buy({ ...checkoutBody(event), items }), 'items');
  });

  test('draws codes and numbers that are unique', async () => {
    const event = await buildEvent(office);
    const { tickets, orderNumber } = await sell(office, event, { quantity: 100 });
    expect(new Set(tickets.map(({ qrCode }) => qrCode)).size).toBe(100);
    const other = await sell(office, event);
    expect(other.orderNumber).not.toBe(orderNumber);
  });

  test.each([
    ['VIP', 'VIP'],
    ['Early Bird – 1st release', 'EARLYBIR'],
    ['Ñandú', 'NANDU'],
    ['夏', 'TKT'],
  ])('names the tier %s as %s in its codes', async (name, mark) => {
    const event = await buildEvent(office, { tiers: [tier({ name })] });
    const [ticket] = (await sell(office, event)).tickets;
    expect(ticket?.qrCode).toMatch(new RegExp(`^TW-${mark}-[0-9A-HJKMNP-TV-Z]{10}$`));
  });
});

describe('what cannot be sold', () => {
  test('is a 400 that names the field', async () => {
    const event = await buildEvent(office);
    const other = await buildEvent(office);
    const body = checkoutBody(event);
    const [general] = event.tiers;
    expectFields(await buy({}), 'eventId', 'items', 'payment');
    expectFields(await buy({ ...body, items: [] }), 'items');
    expectFields(await buy({ ...body, items: [{ tierId: general?.id, quantity: 0 }] }), 'items.0.quantity');
    expectFields(await buy({ ...body, items: [{ tierId: general?.id, quantity: 1.5 }] }), 'items.0.quantity');
    expectFields(await buy({ ...body, items: [{ tierId: general?.id, quantity: '1' }] }), 'items.0.quantity');
    const holders = ['Ana', 'Ben'];
    expectFields(await buy({ ...body, items: [{ tierId: general?.id, quantity: 1, holders }] }), 'items.0.holders');
    expectFields(await buy({ ...body, items: [{ tierId: other.tiers[0]?.id, quantity: 1 }] }), 'items.0.tierId');
    expectFields(await buy({ ...body, addOns: [{ addOnId: other.addOns[0]?.id, quantity: 1 }] }), 'addOns.0.addOnId');
    expectFields(await buy({ ...body, eventId: 'evt_unknown' }), 'eventId');
    expectFields(
      await buy({ ...body, customerEmail: 'jane@', customerName: 'x'.repeat(121) }),
      'customerEmail',
      'customerName',
    );
    expectFields(await buy({ ...body, payment: { method: 'gold' } }), 'payment.method');
    expectFields(await buy({ ...body, promoCode: 'NOSUCH' }), 'promoCode');
    expect((await show(event.id)).sales.ticketsSold).toBe(0);
  });

  test('an event that is not on sale is 409, to the public a draft is unknown', async () => {
    const draft = await buildEvent(office, { status: 'draft' });
    expect(await buy(checkoutBody(draft))).toMatchObject({ status: 409, body: { code: 'event_not_on_sale' } });
    const body = { ...checkoutBody(draft), customerName: 'Pat' };
    expect(await buy(body, null)).toMatchObject({ status: 400, body: { code: 'unknown_event' } });
  });

  test('a tier, the capacity across tiers and an add-on sell out to the last place', async () => {
    const event = await buildEvent(office, {
      totalCapacity: 12,
      tiers: [tier({ quantity: 10 }), tier({ name: 'VIP', quantity: 10 })],
      addOns: [
        { name: 'Towel', price: 5, quantity: 3 },
        { name: 'Water', price: 1 },
      ],
    });
    const soldOut = (what: string) => ({
      status: 409,
      body: { code: 'sold_out', error: expect.stringContaining(what) },
    });
    const [towel, water] = event.addOns;
    expect(await buy(checkoutBody(event, { quantity: 11 }))).toMatchObject(soldOut('General'));
    await sell(office, event, { quantity: 10, addOns: [{ addOnId: towel!.id, quantity: 2 }] });
    expect(await buy(checkoutBody(event, { tier: 'VIP', quantity: 3 }))).toMatchObject(soldOut('Summer Pool Party'));
    const stock = (quantity: number) => ({ tier: 'VIP', addOns: [{ addOnId: towel!.id, quantity }] });
    expect(await buy(checkoutBody(event, stock(2)))).toMatchObject(soldOut('Towel'));
    expect((await buy(checkoutBody(event, stock(1)))).status).toBe(201);
    const endless = { tier: 'VIP', addOns: [{ addOnId: water!.id, quantity: 1000 }] };
    expect((await buy(checkoutBody(event, endless))).status).toBe(201);
    expect(await show(event.id)).toMatchObject({
      sales: { ticketsSold: 12, ticketsAvailable: 0 },
      tiers: [{ sold: 10 }, { sold: 2 }],
      addOns: [
        { sold: 3, available: 0 },
        { sold: 1000, available: null },
      ],
    });
  });

  test('one event’s stock is not another’s', async () => {
    const addOns = [{ name: 'Towel', price: 5, quantity: 5 }];
    const [one, two] = [await buildEvent(office, { addOns }), await buildEvent(office, { addOns })];
    await sell(office, one, { addOns: [{ addOnId: one.addOns[0]!.id, quantity: 4 }] });
    expect((await show(one.id)).addOns).toMatchObject([{ sold: 4, available: 1 }]);
    expect((await show(two.id)).addOns).toMatchObject([{ sold: 0, available: 5 }]);
  });

  test('is not sold by whoever scans', async () => {
    const event = await buildEvent(office);
    const body = checkoutBody(event);
    expect(await buy(body, await office.tokenOf('scanner'))).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await show(event.id)).sales.ticketsSold).toBe(0);
  });
});

describe('tax', () => {
  test('is contained in what is paid, rate by rate, and kept as it was at the sale', async () => {
    const event = await buildEvent(office, {
      tiers: [tier({ taxRate: 21 }), tier({ name: 'Child', price: '9.99', taxRate: 10 })],
      addOns: [{ name: 'Book', price: '3.33', taxRate: 4 }],
    });
    const [general, child] = event.tiers;
    const { body: order } = await buy({
      eventId: event.id,
      items: [
        { tierId: general?.id, quantity: 2 },
        { tierId: child?.id, quantity: 3 },
      ],
      addOns: [{ addOnId: event.addOns[0]?.id, quantity: 1 }],
      payment: { method: 'cash' },
    });
    expect(order).toMatchObject({
      total: '83.30',
      tax: '11.53',
      taxLines: [
        { rate: 21, gross: '50.00', tax: '8.68' },
        { rate: 10, gross: '29.97', tax: '2.72' },
        { rate: 4, gross: '3.33', tax: '0.13' },
      ],
    });
    await office.api('PATCH', `/api/admin/events/${event.id}`, {
      body: { tiers: [{ id: general?.id, taxRate: 0, price: 1 }, { id: child?.id }] },
    });
    const { change: _change, ...before } = order;
    expect((await office.api('GET', `/api/admin/orders/${order.id}`)).body).toEqual(before);
  });
});

describe('receipts', () => {
  test('are numbered without a gap over sales and refunds, whatever fails in between', async () => {
    const event = await buildEvent(office, { tiers: [tier({ quantity: 4 })] });
    const numbers: string[] = [];
    const drawn = (text: string | null | undefined): void => void numbers.push(text ?? '');
    const first = await sell(office, event);
    drawn(first.receiptNumber);
    await pay(event, { method: 'cash', tendered: 1 });
    await pay(event, { method: 'comp' });
    await buy(checkoutBody(event, { quantity: 50 }));
    drawn((await sell(office, event, { payment: { method: 'comp', reason: 'x' } })).receiptNumber);
    await office.api('POST', `/api/admin/orders/${first.id}/refund`, { body: { amount: 999 } });
    await office.api('POST', `/api/admin/orders/${first.id}/refund`);
    drawn((await office.api<OrderOut>('GET', `/api/admin/orders/${first.id}`)).body.refunds[0]?.receiptNumber);
    const pending = await hold(office, event);
    expect(pending.receiptNumber).toBeNull();
    const paid = await office.api<OrderOut>('POST', `/api/admin/orders/${pending.id}/pay`, {
      body: { payment: { method: 'card' } },
    });
    drawn(paid.body.receiptNumber);
    const start = Number(numbers[0]);
    expect(numbers.map(Number)).toEqual([start, start + 1, start + 2, start + 3]);
  });
});

test('a sale in yen has no digits behind the point', async () => {
  const event = await buildEvent(office, { currency: 'JPY', tiers: [tier({ price: 2500 })], addOns: [] });
  const { body } = await pay(event, { method: 'cash', tendered: 5000 });
  expect(body).toMatchObject({ currency: 'JPY', total: '2500', change: '2500', tax: '0', refunded: '0' });
  expectFields(await pay(event, { method: 'cash', tendered: '5000.00' }), 'payment.tendered');
});

test('a customer is known again by e-mail; an order keeps the name that it was made with', async () => {
  const event = await buildEvent(office);
  const customer = { customerName: 'Jane Smith', customerEmail: 'jane.twice@example.com', phone: '+34611222333' };
  await sell(office, event, customer);
  const stranger = await hold(office, event, { customerName: 'Mallory', customerEmail: 'JANE.twice@example.com' });
  // Whoever types an address hears nothing of the person behind it.
  expect(stranger).toMatchObject({ customerName: 'Mallory', phone: null });
});
