import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Discount, priceOrder } from '../../src/domain/price-order.ts';
import { formatMoney, type Minor } from '../../src/shared/money.ts';
import { toHundredths } from '../../src/shared/operation.ts';
import { type Line, priceOf, type PromoCode } from '../../renderer/features/sell/price.ts';

const line = fc.record({
  kind: fc.constantFrom('ticket' as const, 'addOn' as const),
  id: fc.string(),
  name: fc.string(),
  count: fc.integer({ min: 1, max: 100 }),
  unitPrice: fc.integer({ min: 0, max: 100_000 }).map((amount) => amount as Minor),
  available: fc.constant(null),
});

const buildPromo = (changes: Partial<PromoCode>): PromoCode => ({
  id: 'promo_1',
  code: 'SUMMER',
  percent: null,
  amount: null,
  currency: 'EUR',
  quota: null,
  used: 0,
  eventId: null,
  from: null,
  until: null,
  active: true,
  createdAt: '2026-07-15T20:00:00.000Z',
  ...changes,
});

/** What the ledger charges for these lines. */
function charged(lines: readonly Line[], discount: Discount | null) {
  const tickets = lines
    .filter(({ kind }) => kind === 'ticket')
    .flatMap(({ count, unitPrice }) => Array.from({ length: count }, () => ({ price: unitPrice, taxRate: 0 })));
  const addOns = lines
    .filter(({ kind }) => kind === 'addOn')
    .map(({ count, unitPrice }) => ({ unitPrice, quantity: count, taxRate: 0 }));
  const { subtotal, discount: off, total } = priceOrder(tickets, addOns, discount);
  return { subtotal, discount: off, total };
}

describe('the price on screen is the one that the ledger charges', () => {
  const lines = fc.array(line, { maxLength: 8 });

  it('without a promo code, and for a comp', () => {
    fc.assert(
      fc.property(lines, (some) => {
        expect(priceOf(some, null, false)).toEqual(charged(some, null));
        expect(priceOf(some, null, true)).toEqual(charged(some, { kind: 'comp' }));
      }),
    );
  });

  it('with a percentage off', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 10_000 }), (some, hundredths) => {
        const percent = hundredths / 100;
        const promo = buildPromo({ percent });
        const discount = { kind: 'percent', hundredths: toHundredths(percent) } as const;
        expect(priceOf(some, promo, false)).toEqual(charged(some, discount));
      }),
    );
  });

  it('with an amount off', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 1_000_000 }), (some, amount) => {
        const promo = buildPromo({ amount: formatMoney(amount, 'EUR') });
        expect(priceOf(some, promo, false)).toEqual(charged(some, { kind: 'amount', amount }));
      }),
    );
  });
});
