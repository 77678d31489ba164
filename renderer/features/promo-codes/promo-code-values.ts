import { type createPromoCode, type updatePromoCode } from '../../../src/shared/promo-codes.ts';
import { type BodyOf } from '../../../src/shared/operation.ts';
import { typedPercent } from '../../components/form-fields.tsx';
import { fromLocalInput, toLocalInput } from '../../lib/local-time.ts';
import { type PromoCode } from './promo-code.ts';

export const EVERY_EVENT = 'every';

export interface PromoValues {
  readonly code: string;
  readonly kind: 'percent' | 'amount';
  readonly percent: string;
  readonly amount: string;
  readonly quota: number | null;
  readonly eventId: string;
  readonly from: string;
  readonly until: string;
  readonly active: boolean;
}

export const valuesOf = (promo: PromoCode | null, zone: string): PromoValues => ({
  code: promo?.code ?? '',
  kind: promo === null || promo.percent !== null ? 'percent' : 'amount',
  percent: promo?.percent == null ? '' : String(promo.percent),
  amount: promo?.amount ?? '',
  quota: promo?.quota ?? null,
  eventId: promo?.eventId ?? EVERY_EVENT,
  from: toLocalInput(promo?.from ?? null, zone),
  until: toLocalInput(promo?.until ?? null, zone),
  active: promo?.active ?? true,
});

const limits = (values: PromoValues, zone: string) => ({
  quota: values.quota,
  eventId: values.eventId === EVERY_EVENT ? null : values.eventId,
  from: fromLocalInput(values.from, zone),
  until: fromLocalInput(values.until, zone),
});

export const newBody =
  (zone: string) =>
  (values: PromoValues): BodyOf<typeof createPromoCode> => ({
    code: values.code,
    ...(values.kind === 'percent'
      ? { percent: values.percent === '' ? NaN : typedPercent(values.percent) }
      : { amount: values.amount }),
    ...limits(values, zone),
  });

export const changeBody =
  (zone: string) =>
  (values: PromoValues): BodyOf<typeof updatePromoCode> => ({ ...limits(values, zone), active: values.active });
