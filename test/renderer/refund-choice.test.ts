import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planRefund, type RefundFacts } from '../../src/domain/refund.ts';
import { formatMoney } from '../../src/shared/money.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { previewRefund, refundBody, type RefundChoice } from '../../renderer/features/orders/refund-choice.ts';

type Ticket = OrderOut['tickets'][number];

const euros = (minor: number): string => formatMoney(minor, 'EUR');

/** The parts of an order that a refund looks at. */
function order(tickets: readonly { price: number; discount: number; alive: boolean }[], refunded: number): OrderOut {
  const paid = tickets.reduce((sum, { price, discount }) => sum + price - discount, 0);
  return {
    currency: 'EUR',
    refundable: euros(paid - refunded),
    tickets: tickets.map(({ price, discount, alive }, index): Partial<Ticket> => ({
      ticketId: `tkt_${index}`,
      price: euros(price),
      discount: euros(discount),
      status: alive ? 'valid' : 'refunded',
    })),
    addOns: [],
  } as unknown as OrderOut;
}

const choice = (part: Partial<RefundChoice>): RefundChoice => ({
  kind: 'tickets',
  ticketIds: new Set(),
  addOns: new Map(),
  amount: '',
  reason: '',
  ...part,
});

describe('the preview of a refund', () => {
  const two = order(
    [
      { price: 10_000, discount: 2_000, alive: true },
      { price: 3_500, discount: 0, alive: true },
    ],
    0,
  );

  test('is the share of the tickets named, less their discount', () => {
    const preview = previewRefund(two, choice({ ticketIds: new Set(['tkt_0']) }));
    expect(preview).toEqual({ left: '115.00', refund: '80.00', leftAfter: '35.00', problem: null });
  });

  test('says when nothing is named, no amount is given or too much is asked', () => {
    expect(previewRefund(two, choice({})).problem).toBe('nothing');
    expect(previewRefund(two, choice({ kind: 'amount', amount: '' })).problem).toBe('no_amount');
    expect(previewRefund(two, choice({ kind: 'amount', amount: '115.01' })).problem).toBe('too_much');
    expect(previewRefund(two, choice({ kind: 'amount', amount: '115' }))).toMatchObject({
      leftAfter: '0.00',
      problem: null,
    });
  });

  test('agrees with the ledger for any order and any tickets named', () => {
    const ticket = fc.record({
      price: fc.nat(20_000),
      discount: fc.nat(5_000),
      alive: fc.boolean(),
      named: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(ticket, { minLength: 1, maxLength: 8 }), fc.nat(100), (drawn, refundedPercent) => {
        const tickets = drawn.map((one) => ({ ...one, discount: Math.min(one.discount, one.price) }));
        const paid = tickets.reduce((sum, { price, discount }) => sum + price - discount, 0);
        const refunded = Math.floor((paid * refundedPercent) / 100);
        const ticketIds = tickets.flatMap(({ alive, named }, index) => (alive && named ? [`tkt_${index}`] : []));
        fc.pre(ticketIds.length > 0);
        const facts: RefundFacts = {
          paid,
          refunded,
          tickets: tickets.map(({ price, discount, alive }, index) => ({
            id: `tkt_${index}`,
            share: price - discount,
            alive,
          })),
          addOns: [],
        };
        const plan = planRefund(facts, { kind: 'items', ticketIds, addOns: [] });
        const preview = previewRefund(order(tickets, refunded), choice({ ticketIds: new Set(ticketIds) }));
        expect(preview.refund).toBe(typeof plan === 'string' ? '0.00' : euros(plan.amount));
      }),
    );
  });
});

describe('the body of a refund', () => {
  test('names what was chosen and nothing else', () => {
    expect(refundBody(choice({ kind: 'everything', reason: 'Ill' }))).toEqual({ reason: 'Ill' });
    expect(refundBody(choice({ kind: 'amount', amount: '4.00' }))).toEqual({ amount: '4.00' });
    const items = choice({
      ticketIds: new Set(['tkt_1']),
      addOns: new Map([
        ['addon_1', 2],
        ['addon_2', 0],
      ]),
    });
    expect(refundBody(items)).toEqual({ ticketIds: ['tkt_1'], addOns: [{ id: 'addon_1', quantity: 2 }] });
  });
});
