import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  planRefund,
  refundableShare,
  type RefundFacts,
  type RefundPlan,
  type RefundRequest,
} from '../../src/domain/refund.ts';

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** A paid order of which nothing was refunded: what was paid is what its lines cost. */
const orders: fc.Arbitrary<RefundFacts> = fc
  .record({
    shares: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10_000 })), { maxLength: 8 }),
    addOns: fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 7 }), share: fc.integer({ min: 0, max: 5_000 }) }),
      {
        maxLength: 3,
      },
    ),
  })
  .map(({ shares, addOns }) => ({
    paid: sumOf(shares) + sumOf(addOns.map((line) => line.share)),
    refunded: 0,
    tickets: shares.map((share, index) => ({ id: `tkt_${index}`, share, alive: true })),
    addOns: addOns.map((line, index) => ({ addOnId: `addon_${index}`, refundedQuantity: 0, ...line })),
  }));

const requests: fc.Arbitrary<RefundRequest> = fc.oneof(
  fc.constant<RefundRequest>({ kind: 'everything' }),
  fc.record({ kind: fc.constant('amount' as const), amount: fc.integer({ min: 1, max: 40_000 }) }),
  fc.record({
    kind: fc.constant('items' as const),
    ticketIds: fc.array(
      fc.integer({ min: 0, max: 8 }).map((index) => `tkt_${index}`),
      { maxLength: 4 },
    ),
    addOns: fc.array(
      fc.record({
        addOnId: fc.integer({ min: 0, max: 3 }).map((index) => `addon_${index}`),
        quantity: fc.integer({ min: 1, max: 4 }),
      }),
      { maxLength: 2 },
    ),
  }),
);

/** What the order is after this refund. */
function after(facts: RefundFacts, plan: RefundPlan): RefundFacts {
  const returned = (addOnId: string): number =>
    sumOf(plan.addOns.filter((line) => line.addOnId === addOnId).map((line) => line.quantity));
  return {
    paid: facts.paid,
    refunded: facts.refunded + plan.amount,
    tickets: facts.tickets.map((ticket) => ({ ...ticket, alive: ticket.alive && !plan.ticketIds.includes(ticket.id) })),
    addOns: facts.addOns.map((line) => ({
      ...line,
      refundedQuantity: line.refundedQuantity + returned(line.addOnId),
    })),
  };
}

/** What must be true of an order whatever was refunded. */
function expectSound(facts: RefundFacts): void {
  expect(facts.refunded).toBeLessThanOrEqual(facts.paid);
  for (const line of facts.addOns) expect(line.refundedQuantity).toBeLessThanOrEqual(line.quantity);
  // Nobody walks in on a ticket whose money is back.
  if (facts.paid > 0 && facts.refunded === facts.paid)
    expect(facts.tickets.filter((ticket) => ticket.alive && ticket.share > 0)).toEqual([]);
}

describe('any sequence of refunds', () => {
  it('gives back no more than was paid, kills each ticket once and returns each add-on once', () => {
    fc.assert(
      fc.property(orders, fc.array(requests, { maxLength: 12 }), (order, sequence) => {
        let facts = order;
        for (const request of sequence) {
          const plan = planRefund(facts, request);
          if (typeof plan === 'string') continue;
          expect(plan.amount).toBeGreaterThanOrEqual(0);
          const alive = facts.tickets.filter((ticket) => ticket.alive).map((ticket) => ticket.id);
          expect(new Set(plan.ticketIds).size).toBe(plan.ticketIds.length);
          expect(plan.ticketIds.filter((id) => !alive.includes(id))).toEqual([]);
          facts = after(facts, plan);
          expectSound(facts);
          const nothingLeft = facts.refunded === facts.paid && facts.tickets.every((ticket) => !ticket.alive);
          expect(plan.isFull).toBe(nothingLeft);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('ends, with "everything", at exactly what was paid', () => {
    fc.assert(
      fc.property(orders, fc.array(requests, { maxLength: 6 }), (order, sequence) => {
        let facts = order;
        for (const request of [...sequence, { kind: 'everything' } as const]) {
          const plan = planRefund(facts, request);
          if (typeof plan !== 'string') facts = after(facts, plan);
        }
        expect(facts.refunded).toBe(facts.paid);
        expect(facts.tickets.some((ticket) => ticket.alive)).toBe(false);
        expect(planRefund(facts, { kind: 'everything' })).toBe('nothing_to_refund');
      }),
    );
  });

  it('pays for each ticket named min(its share, what is left), and nothing for the others', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 0, max: 40_000 }), fc.nat(), (order, before, pick) => {
        const facts = { ...order, refunded: Math.min(before, Math.max(order.paid - 1, 0)) };
        const ticket = facts.tickets[pick % Math.max(facts.tickets.length, 1)];
        if (!ticket) return;
        const plan = planRefund(facts, { kind: 'items', ticketIds: [ticket.id], addOns: [] });
        expect(plan).toMatchObject({ amount: Math.min(ticket.share, facts.paid - facts.refunded) });
        expect(refundableShare(facts, ticket)).toBe(Math.min(ticket.share, facts.paid - facts.refunded));
      }),
    );
  });

  it('returns a line of add-ons one by one for what it cost as a whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 1_000 }), (quantity, share) => {
        let facts: RefundFacts = {
          paid: share + 1_000,
          refunded: 0,
          tickets: [{ id: 'tkt_0', share: 1_000, alive: true }],
          addOns: [{ addOnId: 'addon_0', quantity, refundedQuantity: 0, share }],
        };
        for (let returned = 0; returned < quantity; returned += 1) {
          const one = { kind: 'items', ticketIds: [], addOns: [{ addOnId: 'addon_0', quantity: 1 }] } as const;
          const plan = planRefund(facts, one);
          if (typeof plan === 'string') throw new Error(plan);
          facts = after(facts, plan);
        }
        expect(facts.refunded).toBe(share);
      }),
    );
  });
});

describe('a refund of an order of 10.00 with two tickets', () => {
  const tickets = [
    { id: 'tkt_a', share: 500, alive: true },
    { id: 'tkt_b', share: 500, alive: true },
  ];
  const facts: RefundFacts = { paid: 1_000, refunded: 0, tickets, addOns: [] };
  const items = (...ticketIds: string[]): RefundRequest => ({ kind: 'items', ticketIds, addOns: [] });

  it('by amount kills no ticket while something is left', () => {
    expect(planRefund(facts, { kind: 'amount', amount: 400 })).toEqual({
      amount: 400,
      ticketIds: [],
      addOns: [],
      isFull: false,
    });
  });

  it('by an amount that is all that is left kills both', () => {
    expect(planRefund({ ...facts, refunded: 600 }, { kind: 'amount', amount: 400 })).toMatchObject({
      ticketIds: ['tkt_a', 'tkt_b'],
      isFull: true,
    });
  });

  it.each<[string, RefundRequest, RefundFacts]>([
    ['refund_too_large', { kind: 'amount', amount: 1_001 }, facts],
    ['refund_too_large', { kind: 'amount', amount: 401 }, { ...facts, refunded: 600 }],
    ['nothing_to_refund', { kind: 'amount', amount: 1 }, { ...facts, refunded: 1_000 }],
    ['ticket_not_in_order', items('tkt_c'), facts],
    ['ticket_refunded', items('tkt_a'), { ...facts, tickets: tickets.map((t) => ({ ...t, alive: t.id !== 'tkt_a' })) }],
    ['ticket_not_in_order', { kind: 'items', ticketIds: [], addOns: [{ addOnId: 'addon_x', quantity: 1 }] }, facts],
  ])('is refused as %s', (refusal, request, order) => {
    expect(planRefund(order, request)).toBe(refusal);
  });

  it('of a free ticket is possible and pays nothing', () => {
    const free = { paid: 0, refunded: 0, tickets: [{ id: 'tkt_a', share: 0, alive: true }], addOns: [] };
    expect(planRefund(free, items('tkt_a'))).toMatchObject({ amount: 0, ticketIds: ['tkt_a'], isFull: true });
  });
});
