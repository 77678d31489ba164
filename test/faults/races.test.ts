import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import { getOrder, type OrderOut } from '../../src/shared/orders.ts';
import { createPromoCode } from '../../src/shared/promo-codes.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody, hold, sell } from '../support/build-order.ts';
import { readFolder } from '../support/ledger.ts';
import { brokenPromises } from '../support/promises.ts';
import { startTestServer, type Answered, type Sent, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  expect(await readFolder(server.dataDir, brokenPromises)).toEqual([]);
});
afterAll(() => server.stop());

type Body = Record<string, unknown>;

const post = (path: string, body: unknown, sent: Sent = {}): Promise<Answered<Body>> =>
  server.api('POST', path, { ...sent, body });
const race = (count: number, call: (index: number) => Promise<Answered<Body>>): Promise<Answered<Body>[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

/** How often each outcome came: a status, with the code of a refusal. */
function tally(answers: readonly Answered<Body>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const outcome = status < 300 ? String(status) : `${status} ${String(body['code'])}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

const codesOf = (order: OrderOut): string[] => order.tickets.map((ticket) => ticket.qrCode);

describe('at the door', () => {
  it('400 racing scans of 40 tickets admit 40', async () => {
    const event = await buildEvent(server);
    const codes = codesOf(await sell(server, event, { quantity: 40 }));
    const answers = await race(400, (index) =>
      post('/api/scan', { qrCode: codes[index % 40], gate: `Gate ${index % 3}` }),
    );
    expect(tally(answers)).toEqual({ '200': 40, '409 already_checked_in': 360 });
    const admitted = answers
      .filter(({ status }) => status === 200)
      .map(({ body }) => body['ticket'] as { ticketId: string });
    expect(new Set(admitted.map(({ ticketId }) => ticketId)).size).toBe(40);
  });

  it('racing scans with one nonce are one admission and one answer', async () => {
    const [code] = codesOf(await sell(server, await buildEvent(server)));
    const answers = await race(20, () => post('/api/scan', { qrCode: code, nonce: 'one-scan-sent-twenty-times' }));
    expect(tally(answers)).toEqual({ '200': 20 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('racing exits and entries let each ticket pass as often in as out', async () => {
    const [code] = codesOf(await sell(server, await buildEvent(server)));
    const answers = await race(60, (index) =>
      post('/api/scan', { qrCode: code, mode: index % 2 === 0 ? 'entry' : 'exit' }),
    );
    const passed = (result: string): number => answers.filter(({ body }) => body['result'] === result).length;
    expect(passed('admitted') - passed('exited')).toBeGreaterThanOrEqual(0);
    expect(passed('admitted') - passed('exited')).toBeLessThanOrEqual(1);
  });

  it('a refund that races with scans shuts the door for every scan after it', async () => {
    const order = await sell(server, await buildEvent(server));
    const [code] = codesOf(order);
    const calls = await race(21, (index) =>
      index === 10 ? post(`/api/admin/orders/${order.id}/refund`, {}) : post('/api/scan', { qrCode: code }),
    );
    expect(calls[10]?.status).toBe(200);
    expect(await post('/api/scan', { qrCode: code })).toMatchObject({ status: 409, body: { code: 'ticket_refunded' } });
  });

  it('racing transfers of one code make one new ticket', async () => {
    const [qrCode] = codesOf(await sell(server, await buildEvent(server)));
    const answers = await race(8, (index) =>
      post('/api/admin/tickets/transfer', { qrCode, newHolderName: `No. ${index}` }),
    );
    expect(tally(answers)).toEqual({ '200': 1, '409 ticket_transferred': 7 });
  });
});

describe('at the counter', () => {
  const buy = (event: EventOut, tier: string, more: Body = {}) =>
    post('/api/checkout', checkoutBody(event, { tier, ...more }));

  it('60 racing buyers get 10 places', async () => {
    const event = await buildEvent(server, { tiers: [{ name: 'General', price: 25, quantity: 10 }] });
    expect(tally(await race(60, () => buy(event, 'General')))).toEqual({ '201': 10, '409 sold_out': 50 });
  });

  it('60 racing buyers of two tiers get the 10 places that the event has', async () => {
    const tiers = ['General', 'VIP'].map((name) => ({ name, price: 25, quantity: 10 }));
    const event = await buildEvent(server, { totalCapacity: 10, tiers });
    const answers = await race(60, (index) => buy(event, index % 2 === 0 ? 'General' : 'VIP'));
    expect(tally(answers)).toEqual({ '201': 10, '409 sold_out': 50 });
  });

  it('racing buyers share the places that a hold leaves', async () => {
    const event = await buildEvent(server, { tiers: [{ name: 'General', price: 25, quantity: 10 }] });
    await hold(server, event, { quantity: 4 });
    expect(tally(await race(20, () => buy(event, 'General')))).toEqual({ '201': 6, '409 sold_out': 14 });
  });

  it('a promo code with a quota of 3 is used three times', async () => {
    await server.call(createPromoCode, { body: { code: 'THREE', percent: 10, quota: 3 } });
    const event = await buildEvent(server);
    const answers = await race(12, () => buy(event, 'General', { promoCode: 'THREE' }));
    expect(tally(answers)).toEqual({ '201': 3, '409 promo_code_used_up': 9 });
  });

  it('a pending order is paid once, however often the button is pressed', async () => {
    const order = await hold(server, await buildEvent(server));
    const answers = await race(8, () => post(`/api/admin/orders/${order.id}/pay`, { payment: { method: 'cash' } }));
    expect(tally(answers)).toEqual({ '200': 1, '409 order_not_pending': 7 });
  });
});

describe('of refunds', () => {
  it('8 racing ones of 4.00 on 10.00 succeed twice', async () => {
    const event = await buildEvent(server, { tiers: [{ name: 'General', price: 10, quantity: 10 }] });
    const order = await sell(server, event);
    const answers = await race(8, () => post(`/api/admin/orders/${order.id}/refund`, { amount: 4 }));
    expect(tally(answers)).toEqual({ '200': 2, '409 refund_too_large': 6 });
    expect(await server.call(getOrder, { params: { id: order.id } })).toMatchObject({
      refunded: '8.00',
      refundable: '2.00',
      status: 'partially_refunded',
    });
  });

  it('8 racing ones of the same ticket kill it once', async () => {
    const order = await sell(server, await buildEvent(server), { quantity: 2 });
    const ticketIds = [order.tickets[0]?.ticketId];
    const answers = await race(8, () => post(`/api/admin/orders/${order.id}/refund`, { ticketIds }));
    expect(tally(answers)).toEqual({ '200': 1, '409 ticket_refunded': 7 });
  });
});

describe('with one Idempotency-Key', () => {
  const headers = { 'Idempotency-Key': 'pressed-once-sent-ten-times' };

  it('ten racing calls make one order and answer it byte for byte', async () => {
    const event = await buildEvent(server);
    const answers = await race(10, () => post('/api/checkout', checkoutBody(event), { headers }));
    expect(tally(answers)).toEqual({ '201': 10 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const orders = await server.api<OrderOut[]>('GET', `/api/admin/orders?eventId=${event.id}`);
    expect(orders.body).toHaveLength(1);
  });

  it('ten racing calls that are refused are refused alike', async () => {
    const event = await buildEvent(server, { tiers: [{ name: 'General', price: 10, quantity: 1 }] });
    const body = checkoutBody(event, { quantity: 2 });
    const answers = await race(10, () =>
      post('/api/checkout', body, { headers: { 'Idempotency-Key': 'too-many-at-once' } }),
    );
    expect(tally(answers)).toEqual({ '409 sold_out': 10 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});
