import type { Discount } from '../../domain/price-order.ts';
import { parseMoney } from '../../shared/money.ts';
import type { Day } from './calendar.ts';
import type { Programme, Show } from './programme.ts';

export interface Promo {
  readonly code: string;
  readonly percent?: number;
  readonly amount?: string;
  readonly quota?: number;
  /** Counts for this show alone; for all unless told. */
  readonly show?: Show;
  /** First and last day; without end unless told. */
  readonly from: Day;
  readonly until?: Day;
}

export const planPromos = ({ past, tonight, upcoming }: Programme): readonly Promo[] => [
  { code: 'FRIENDS10', percent: 10, quota: 1_000, from: past.onSale },
  { code: 'NOMADA15', percent: 15, show: past, from: past.onSale, until: past.onSale + 60 },
  { code: 'LIGHTS20', percent: 20, quota: 400, show: tonight, from: tonight.onSale, until: tonight.onSale + 45 },
  { code: 'RADIO-SUR', percent: 12.5, show: tonight, from: -60, until: -20 },
  { code: 'VELVET5', amount: '5.00', quota: 250, show: upcoming, from: upcoming.onSale },
];

/** The codes that count for an order of a show on a day. */
export const promosFor = (promos: readonly Promo[], show: Show, day: Day): Promo[] =>
  promos.filter(
    (promo) =>
      (promo.show === undefined || promo.show === show) &&
      day >= promo.from &&
      (promo.until === undefined || day <= promo.until),
  );

export const discountOf = ({ percent, amount }: Promo): Discount =>
  percent === undefined
    ? { kind: 'amount', amount: parseMoney(amount ?? 0, 'EUR') ?? 0 }
    : { kind: 'percent', hundredths: percent * 100 };
