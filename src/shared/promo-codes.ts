import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { instantIn, instantOut } from './instant.ts';
import { moneyIn, moneyOut } from './money.ts';
import { operation, pageQuery, percentIn } from './operation.ts';

export const promoCodeOut = z
  .object({
    id: idOut('promoCode'),
    code: z.string(),
    percent: z.number().nullable(),
    amount: moneyOut.nullable(),
    currency: z.string(),
    quota: z.int().nullable().meta({ description: 'Orders that may use it; none means without limit' }),
    used: z.int(),
    eventId: idOut('event').nullable(),
    from: instantOut.nullable(),
    until: instantOut.nullable(),
    active: z.boolean(),
    createdAt: instantOut,
  })
  .meta({ id: 'PromoCode' });

export const promoCodeText = z
  .string()
  .trim()
  .transform((code) => code.toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9][A-Z0-9_-]{1,39}$/, 'must be 2 to 40 of A–Z, 0–9, - and _'));

export const listPromoCodes = operation({
  id: 'listPromoCodes',
  method: 'get',
  path: '/api/admin/promo-codes',
  tag: 'Promo codes',
  summary: 'All promo codes',
  access: 'staff',
  paged: true,
  query: z.object({ ...pageQuery, eventId: idIn.optional(), q: z.string().max(60).optional() }),
  answer: z.array(promoCodeOut),
});

const limits = {
  quota: z.int().min(1).max(1_000_000).nullish(),
  eventId: idIn.nullish(),
  from: instantIn.nullish(),
  until: instantIn.nullish(),
};

export const createPromoCode = operation({
  id: 'createPromoCode',
  method: 'post',
  path: '/api/admin/promo-codes',
  tag: 'Promo codes',
  summary: 'Add a promo code: a percentage or an amount off the tickets',
  access: 'manager',
  status: 201,
  body: z
    .object({ code: promoCodeText, percent: percentIn.nullish(), amount: moneyIn.nullish(), ...limits })
    .refine((promo) => (promo.percent == null) !== (promo.amount == null), {
      message: 'Give either percent or amount',
      path: ['percent'],
    })
    .refine((promo) => promo.from == null || promo.until == null || promo.from < promo.until, {
      message: 'must be after from',
      path: ['until'],
    }),
  answer: promoCodeOut,
});

export const getPromoCode = operation({
  id: 'getPromoCode',
  method: 'get',
  path: '/api/admin/promo-codes/:id',
  tag: 'Promo codes',
  summary: 'One promo code',
  access: 'staff',
  answer: promoCodeOut,
});

export const updatePromoCode = operation({
  id: 'updatePromoCode',
  method: 'patch',
  path: '/api/admin/promo-codes/:id',
  tag: 'Promo codes',
  summary: 'Change the limits of a promo code or switch it off',
  access: 'manager',
  body: z.object({ ...limits, active: z.boolean().optional() }),
  answer: promoCodeOut,
  refusals: { 409: 'below_sold: the quota is below what was used' },
});

export const deletePromoCode = operation({
  id: 'deletePromoCode',
  method: 'delete',
  path: '/api/admin/promo-codes/:id',
  tag: 'Promo codes',
  summary: 'Remove a promo code that no order used',
  access: 'manager',
  answer: z.object({ id: idOut('promoCode'), deleted: z.literal(true) }),
  refusals: { 409: 'in_use' },
});
