import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceOrder, taxByRate, type AddOnLine, type Discount, type TicketLine } from '../../src/domain/price-order.ts';

const taxRate = fc.constantFrom(0, 400, 1_000, 2_100);
const tickets: fc.Arbitrary<TicketLine[]> = fc.array(
  fc.record({ price: fc.integer({ min: 0, max: 1_000_000 }), taxRate }),
  { maxLength: 100 },
);
const addOns: fc.Arbitrary<AddOnLine[]> = fc.array(
  fc.record({ unitPrice: fc.integer({ min: 0, max: 100_000 }), quantity: fc.integer({ min: 1, max: 50 }), taxRate }),
  { maxLength: 10 },
);
const promo: fc.Arbitrary<Discount | null> = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant('percent' as const), hundredths: fc.integer({ min: 0, max: 10_000 }) }),
  fc.record({ kind: fc.constant('amount' as const), amount: fc.integer({ min: 0, max: 20_000_000 }) }),
);
const comp: Discount = { kind: 'comp' };
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

describe('an order', () => {
  it('costs its lines less its discount, and the parts of the discount are the discount', () => {
    fc.assert(
      fc.property(tickets, addOns, fc.oneof(promo, fc.constant(comp)), (lines, extras, discount) => {
        const price = priceOrder(lines, extras, discount);
        const subtotal = sumOf(lines.map((line) => line.price)) + sumOf(extras.map((e) => e.unitPrice * e.quantity));
        expect(price.subtotal).toBe(subtotal);
        expect(price.total).toBe(subtotal - price.discount);
        expect(price.total).toBeGreaterThanOrEqual(0);
        expect(sumOf([...price.ticketDiscounts, ...price.addOnDiscounts])).toBe(price.discount);
        expect(price.tax).toBeGreaterThanOrEqual(0);
        expect(price.tax).toBeLessThanOrEqual(price.total);
      }),
    );
  });

  it('takes a promo code off the tickets alone, and off none more than it costs', () => {
    fc.assert(
      fc.property(tickets, addOns, promo, (lines, extras, discount) => {
        const price = priceOrder(lines, extras, discount);
        expect(sumOf(price.addOnDiscounts)).toBe(0);
        for (const [index, part] of price.ticketDiscounts.entries()) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(lines[index]!.price);
        }
      }),
    );
  });

  it('is free as a comp, add-ons and tax included', () => {
    fc.assert(
      fc.property(tickets, addOns, (lines, extras) => {
        const price = priceOrder(lines, extras, comp);
        expect([price.total, price.tax, price.discount]).toEqual([0, 0, price.subtotal]);
      }),
    );
  });

  it('of the reference: two VIP at 75.00 and a towel at 5.00, ten percent off', () => {
    const vip = { price: 7_500, taxRate: 1_000 };
    const towel = { unitPrice: 500, quantity: 1, taxRate: 2_100 };
    expect(priceOrder([vip, vip], [towel], { kind: 'percent', hundredths: 1_000 })).toEqual({
      subtotal: 15_500,
      discount: 1_500,
      total: 14_000,
      // 135.00 at 10 % and 5.00 at 21 %.
      tax: 1_227 + 87,
      ticketDiscounts: [750, 750],
      addOnDiscounts: [0],
    });
  });
});

describe('tax by rate', () => {
  it('taxes the sum of a rate once, and shows the highest rate first', () => {
    const lines = [
      { gross: 100, taxRate: 1_000 },
      { gross: 1_000, taxRate: 2_100 },
      { gross: 100, taxRate: 1_000 },
    ];
    expect(taxByRate(lines)).toEqual([
      { rate: 2_100, gross: 1_000, tax: 174 },
      { rate: 1_000, gross: 200, tax: 18 },
    ]);
  });
});
