import { z } from 'zod';
import { idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { moneyIn, moneyOut } from './money.ts';
import { emailSchema, lineOfText, operation, optionalLine, pageQuery, percentIn } from './operation.ts';

const path = '/api/admin/affiliates';
const tag = 'Affiliates';

const affiliateOut = z
  .object({
    id: idOut('affiliate'),
    name: z.string(),
    email: z.string(),
    code: z.string(),
    commissionRate: z.number().meta({ description: 'Percent' }),
    orderCount: z.int(),
    clicks: z.int(),
    currency: z.string(),
    sales: moneyOut.meta({ description: 'Paid less refunded through the code' }),
    earnings: moneyOut.meta({ description: 'Commission on the sales, net of refunds' }),
    paidOut: moneyOut,
    balance: moneyOut,
    createdAt: instantOut,
  })
  .meta({ id: 'Affiliate' });

export const affiliateCode = z
  .string()
  .trim()
  .transform((code) => code.toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9][A-Z0-9_-]{1,39}$/, 'must be 2 to 40 of A–Z, 0–9, - and _'));

export const listAffiliates = operation({
  id: 'listAffiliates',
  method: 'get',
  path,
  tag,
  summary: 'Affiliates with their earnings, net of refunds',
  access: 'manager',
  paged: true,
  query: z.object(pageQuery),
  answer: z.array(affiliateOut),
});

export const createAffiliate = operation({
  id: 'createAffiliate',
  method: 'post',
  path,
  tag,
  summary: 'Register an affiliate',
  access: 'manager',
  status: 201,
  body: z.object({
    name: lineOfText(120),
    email: emailSchema,
    code: affiliateCode.optional().meta({ description: 'Made from the name if absent' }),
    commissionRate: percentIn.optional().meta({ description: 'Percent of the sales; 10 unless told' }),
  }),
  answer: affiliateOut,
  refusals: { 409: 'code_taken' },
});

export const affiliateLinks = operation({
  id: 'affiliateLinks',
  method: 'get',
  path: `${path}/:id/links`,
  tag,
  summary: 'Tracking links for every published event',
  access: 'manager',
  answer: z.array(z.object({ eventId: idOut('event'), eventTitle: z.string(), url: z.string() })),
});

const payoutOut = z.object({
  id: z.string(),
  affiliateId: idOut('affiliate'),
  amount: moneyOut,
  currency: z.string(),
  note: z.string().nullable(),
  paidBy: z.string().nullable(),
  createdAt: instantOut,
});

export const listPayouts = operation({
  id: 'listPayouts',
  method: 'get',
  path: `${path}/:id/payouts`,
  tag,
  summary: 'What was paid out to an affiliate, newest first',
  access: 'manager',
  paged: true,
  query: z.object(pageQuery),
  answer: z.array(payoutOut),
});

export const recordPayout = operation({
  id: 'recordPayout',
  method: 'post',
  path: `${path}/:id/payouts`,
  tag,
  summary: 'Record a payout; never more than the balance',
  access: 'manager',
  status: 201,
  body: z.object({ amount: moneyIn, note: optionalLine(300) }),
  answer: payoutOut,
  refusals: { 409: 'payout_too_large' },
});
