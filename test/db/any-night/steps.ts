import fc from 'fast-check';

/** One thing that somebody does. Orders and tickets are picked by number among those there are by then. */
export type Step =
  | { do: 'sell'; event: number; tier: number; quantity: number; addOn: number | null; method: string; promo: boolean }
  | { do: 'hold'; event: number; tier: number; quantity: number; addOn: number | null; promo: boolean }
  | { do: 'pay' | 'release'; order: number; method: string }
  | { do: 'refund'; order: number; kind: 'everything' | 'cents' | 'ticket' | 'addOn'; cents: number; pick: number }
  | { do: 'transfer'; ticket: number }
  | { do: 'scan'; ticket: number; mode: 'entry' | 'exit'; party: boolean; nonce: number | null }
  | { do: 'upload'; ticket: number; mode: 'entry' | 'exit'; minutesAgo: number; nonce: number }
  | { do: 'undo'; ticket: number }
  | { do: 'pass'; minutes: number }
  | { do: 'cancel'; event: number };

/** Mostly one of the first few, so that things happen to the same ones again and again. */
const some = fc.oneof(fc.nat({ max: 2 }), fc.nat({ max: 30 }));
const one = fc.nat({ max: 1 });
const mode = fc.constantFrom('entry' as const, 'entry' as const, 'exit' as const);
const basket = {
  event: one,
  tier: one,
  quantity: fc.integer({ min: 1, max: 5 }),
  addOn: fc.option(one),
  promo: fc.boolean(),
};
const method = fc.constantFrom('cash', 'card', 'comp');

/** Any step; those that make something happen to many others come more often. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sell' as const), ...basket, method }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hold' as const), ...basket }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('pay' as const, 'release' as const), order: some, method }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      order: some,
      kind: fc.constantFrom('everything' as const, 'cents' as const, 'ticket' as const, 'addOn' as const),
      cents: fc.integer({ min: 1, max: 6_000 }),
      pick: some,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('transfer' as const), ticket: some }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('scan' as const),
      ticket: some,
      mode,
      party: fc.boolean(),
      nonce: fc.option(fc.nat({ max: 9 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('upload' as const),
      ticket: some,
      mode,
      minutesAgo: fc.integer({ min: 0, max: 60 }),
      nonce: fc.integer({ min: 10, max: 99 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), ticket: some }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 10 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), event: one }) },
);
