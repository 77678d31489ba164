import { beforeAll, describe, expect, test } from 'vitest';
import { login } from '../../src/shared/auth.ts';
import type { EventOut } from '../../src/shared/events.ts';
import { checkout, payOrder, refundOrder } from '../../src/shared/orders.ts';
import { updateSettings } from '../../src/shared/settings.ts';
import {
  closeTill,
  createTill,
  exportTillReport,
  joinTill,
  listTills,
  listTillSessions,
  moveCash,
  myTill,
  openTill,
  tillReport,
  updateTill,
} from '../../src/shared/tills.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody, hold } from '../support/build-order.ts';
import { OWNER } from '../support/server.ts';
import { expectFields } from './support/answers.ts';
import { withLedgerFile } from './support/ledger-file.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
let event: EventOut;
let staff: string;
let manager: string;
let tillId: string;

beforeAll(async () => {
  event = await buildEvent(office, { tiers: [{ name: 'General', price: 25, quantity: 150, taxRate: 21 }] });
  staff = await office.tokenOf('staff');
  manager = await office.tokenOf('manager');
  tillId = (await office.call(createTill, { token: manager, body: { name: 'Counter 1' } })).id;
});

const sell = (token: string, wanted: Parameters<typeof checkoutBody>[1] = {}) =>
  office.call(checkout, { token, body: checkoutBody(event, wanted) });
const open = (token: string, id = tillId) => office.call(openTill, { token, body: { tillId: id, float: '100.00' } });
const close = (token: string, id: string, counted: string) =>
  office.call(closeTill, { token, params: { id }, body: { counted, note: 'Counted twice' } });

test('a shift: float, sales, refunds, paid in and out, a blind count, the difference and a Z report', async () => {
  const session = await open(staff);
  expect(session).toMatchObject({
    till: { name: 'Counter 1' },
    float: '100.00',
    openedBy: 'Some staff',
    expected: null,
  });

  await sell(staff, { quantity: 2, payment: { method: 'cash', tendered: 60 } });
  await sell(staff, { payment: { method: 'card' } });
  const split = await office.call(checkout, {
    token: staff,
    body: {
      eventId: event.id,
      items: [{ tierId: event.tiers[0]!.id, quantity: 2 }],
      payments: [
        { method: 'card', amount: 30 },
        { method: 'cash', amount: 20, tendered: 20 },
      ],
    },
  });
  await sell(staff, { payment: { method: 'comp', reason: 'Press' } });
  const waiting = await hold(office, event);
  await office.call(payOrder, { token: staff, params: { id: waiting.id }, body: { payment: { method: 'cash' } } });
  await office.call(refundOrder, { token: staff, params: { id: split.id }, body: { amount: 35 } });
  const move = (kind: 'in' | 'out', amount: number, reason: string) =>
    office.call(moveCash, { token: staff, params: { id: session.id }, body: { kind, amount, reason } });
  await move('in', 50, 'Change from the bank');
  await move('out', 12.5, 'Ice for the bar');

  const blind = await office.call(tillReport, { token: staff, params: { id: session.id } });
  expect(blind).toMatchObject({ kind: 'X', blind: true, cash: null, taxLines: null, session: { expected: null } });
  expect(blind.methods.find(({ method }) => method === 'cash')).toMatchObject({ payments: 3, taken: null, net: null });

  const seen = await office.call(tillReport, { token: manager, params: { id: session.id } });
  expect(seen).toMatchObject({
    kind: 'X',
    blind: false,
    sales: { orders: 5, tickets: 7, gross: '150.00', discounts: '0.00' },
    comps: { orders: 1, tickets: 1, value: '25.00' },
    refunds: { count: 1, amount: '35.00' },
    voids: { count: 0, amount: '0.00' },
    methods: [
      { method: 'card', payments: 2, taken: '55.00', refunded: '30.00', net: '25.00' },
      { method: 'cash', payments: 3, taken: '95.00', refunded: '5.00', net: '90.00' },
      { method: 'comp', payments: 1, taken: '0.00', net: '0.00' },
    ],
    cash: {
      float: '100.00',
      tendered: '105.00',
      change: '10.00',
      taken: '95.00',
      refunded: '5.00',
      paidIn: '50.00',
      paidOut: '12.50',
      expected: '227.50',
    },
    receipts: { count: 6 },
    people: [{ name: 'Some staff', orders: 5, taken: '150.00', refunded: '35.00' }],
  });
  const [line] = seen.taxLines ?? [];
  expect(line).toMatchObject({ rate: 21, gross: '150.00' });

  const z = await close(staff, session.id, '225.00');
  expect(z).toMatchObject({
    kind: 'Z',
    blind: false,
    session: { zNumber: 1, counted: '225.00', expected: '227.50', difference: '-2.50', note: 'Counted twice' },
    cash: seen.cash,
    methods: seen.methods,
  });
  await office.call(refundOrder, { params: { id: split.id }, body: {} });
  expect(await office.call(tillReport, { token: staff, params: { id: session.id } })).toEqual(z);
});

test('a Z report is final, and its number without a gap', async () => {
  const session = await open(staff);
  expect((await close(staff, session.id, '100.00')).session).toMatchObject({ zNumber: 2, difference: '0.00' });
  for (const change of ['UPDATE till_sessions SET counted = 0', 'DELETE FROM till_sessions'])
    expect(() => withLedgerFile(office, (database) => database.prepare(change).run())).toThrow(/final|kept/);
  const again = await office.api('POST', `/api/admin/till-sessions/${session.id}/close`, { body: { counted: 1 } });
  expect(again).toMatchObject({ status: 409, body: { code: 'till_session_closed' } });
  const cash = { kind: 'in', amount: 1, reason: 'x' };
  const late = await office.api('POST', `/api/admin/till-sessions/${session.id}/movements`, { body: cash });
  expect(late).toMatchObject({ status: 409, body: { code: 'till_session_closed' } });
});

test('a till is open once, and so is a person’s', async () => {
  const session = await open(staff);
  const taken = await office.api('POST', '/api/admin/till-sessions', { body: { tillId, float: 0 } });
  expect(taken).toMatchObject({ status: 409, body: { code: 'till_in_use' } });
  const other = await office.call(createTill, { body: { name: 'Counter 2' } });
  const second = await office.api('POST', '/api/admin/till-sessions', {
    token: staff,
    body: { tillId: other.id, float: 0 },
  });
  expect(second).toMatchObject({ status: 409, body: { code: 'till_already_open' } });
  const retire = await office.api('PATCH', `/api/admin/tills/${tillId}`, { body: { retired: true } });
  expect(retire).toMatchObject({ status: 409, body: { code: 'till_in_use' } });
  expect((await office.api('POST', '/api/admin/tills', { body: { name: 'COUNTER 2' } })).status).toBe(409);
  await office.call(updateTill, { params: { id: other.id }, body: { name: 'Bar', retired: true } });
  expect((await office.call(listTills)).map(({ name }) => name)).toEqual(['Counter 1']);
  await close(staff, session.id, '100.00');
});

test('whoever works at a till sells into it: its opener at every login, a colleague once they said so', async () => {
  const session = await open(staff);
  const person = { email: 'staff@example.com', password: OWNER.password };
  const { token: anew } = await office.call(login, { token: null, body: person });
  expect((await sell(anew)).payments).toMatchObject([{ tillSessionId: session.id }]);
  expect((await sell(manager)).payments).toMatchObject([{ tillSessionId: null }]);
  await office.call(joinTill, { token: manager, params: { id: session.id } });
  expect((await sell(manager)).payments).toMatchObject([{ tillSessionId: session.id }]);
  expect((await office.call(myTill, { token: manager })).session).toMatchObject({ id: session.id, expected: '150.00' });
  expect((await office.call(myTill, { token: staff })).session).toMatchObject({ id: session.id, expected: null });
  const z = await close(staff, session.id, '150.00');
  expect(Object.fromEntries(z.people.map(({ name, taken }) => [name, taken]))).toEqual({
    'Some manager': '25.00',
    'Some staff': '25.00',
  });
  expect((await office.call(myTill, { token: manager })).session).toBeNull();
});

test('money in the tills is for managers; staff see their own sessions only', async () => {
  const session = await office.call(openTill, { token: manager, body: { tillId, float: 40 } });
  await sell(manager);
  expect((await office.call(listTills, { token: manager }))[0]).toMatchObject({ session: { expected: '65.00' } });
  expect((await office.call(listTills, { token: staff }))[0]).toMatchObject({ session: { expected: null } });
  for (const path of ['', '/report'])
    expect((await office.api('GET', `/api/admin/till-sessions/${session.id}${path}`, { token: staff })).status).toBe(
      404,
    );
  const moved = await office.api('POST', `/api/admin/till-sessions/${session.id}/movements`, {
    token: staff,
    body: { kind: 'out', amount: 1, reason: 'x' },
  });
  expect(moved.status).toBe(403);
  expect((await office.call(listTillSessions, { token: staff, query: { status: 'open' } })).length).toBe(0);
  expect((await office.call(listTillSessions, { token: manager, query: { status: 'open' } })).length).toBe(1);
  await close(manager, session.id, '65.00');
});

test('with requireTill nothing is sold or paid back in cash without one; a card refund needs none', async () => {
  const cash = await sell(office.owner);
  const card = await sell(office.owner, { payment: { method: 'card' } });
  await office.call(updateSettings, { body: { requireTill: true } });
  const refused = await office.api('POST', '/api/checkout', { body: checkoutBody(event) });
  expect(refused).toMatchObject({ status: 409, body: { code: 'till_required' } });
  expect((await office.api('POST', `/api/admin/orders/${cash.id}/refund`, { body: {} })).body).toMatchObject({
    code: 'till_required',
  });
  expect((await office.api('POST', `/api/admin/orders/${card.id}/refund`, { body: {} })).status).toBe(200);
  const session = await office.call(openTill, { body: { tillId, float: 0, currency: 'USD' } });
  const foreign = await office.api('POST', '/api/checkout', { body: checkoutBody(event) });
  expect(foreign.body).toMatchObject({ code: 'till_required', error: expect.stringContaining('USD') });
  await office.call(updateSettings, { body: { requireTill: false } });
  expect((await sell(office.owner)).payments).toMatchObject([{ tillSessionId: null }]);
  await close(office.owner, session.id, '0');
});

test('a report is exported as CSV', async () => {
  const [closed] = await office.call(listTillSessions, { query: { status: 'closed' } });
  const csv = await office.call(exportTillReport, { params: { id: closed!.id } });
  expect(csv.split('\r\n')[0]).toContain('section,item,count,amount,more,currency');
  expect(csv).toContain('cash,expected,,');
  const answer = await office.api('GET', `/api/admin/till-sessions/${closed!.id}/report/export`);
  expect(answer.headers.get('content-disposition')).toContain(`z-report-${closed!.zNumber}.csv`);
});

describe('what is not accepted', () => {
  test.each<[string, string, unknown, string[]]>([
    ['a till without a name', '/api/admin/tills', {}, ['name']],
    ['a till that is not there', '/api/admin/till-sessions', { tillId: 'till_x', float: 0 }, ['tillId']],
    ['a float below nothing', '/api/admin/till-sessions', { tillId: 'till_x', float: -1 }, ['float']],
  ])('%s', async (_, path, body, fields) => {
    expectFields(await office.api('POST', path, { body }), ...fields);
  });

  test('nothing moved, no reason, no count', async () => {
    const { id } = await open(staff);
    const path = `/api/admin/till-sessions/${id}`;
    const moved = (body: unknown) => office.api('POST', `${path}/movements`, { body, token: staff });
    expectFields(await moved({ kind: 'in', amount: 0, reason: 'x' }), 'amount');
    expectFields(await moved({ kind: 'in', amount: 1 }), 'reason');
    expectFields(await office.api('POST', `${path}/close`, { body: {}, token: staff }), 'counted');
    expect((await office.api('POST', `${path}/close`, { body: { counted: 1 }, token: null })).status).toBe(401);
    expect((await office.api('POST', '/api/admin/till-sessions/shift_x/join', { body: {} })).status).toBe(404);
    await close(staff, id, '100.00');
  });
});
