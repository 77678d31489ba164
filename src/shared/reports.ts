import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { daySchema, instantOut } from './instant.ts';
import { currencySchema, moneyOut } from './money.ts';
import { operation } from './operation.ts';

const tag = 'Reports';
const path = '/api/admin/reports';

const period = {
  eventId: idIn.optional(),
  from: daySchema.optional().meta({ description: "First day, in the default venue's zone" }),
  to: daySchema.optional().meta({ description: 'Last day' }),
};

const salesQuery = z
  .object({
    ...period,
    currency: currencySchema.optional().meta({ description: "None: the event's, else the settings'" }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: 'must not be before the first day',
    path: ['to'],
  });

const sold = { orders: z.int(), gross: moneyOut };
const taxLines = z.array(
  z.object({ rate: z.number().meta({ description: 'Percent' }), gross: moneyOut, tax: moneyOut }),
);

export const salesReportOut = z
  .object({
    currency: z.string(),
    currencies: z.array(z.string()).meta({ description: 'All that events were sold in' }),
    totals: z.object({
      orders: z.int(),
      tickets: z.int(),
      gross: moneyOut.meta({ description: 'What was paid in the period' }),
      discounts: moneyOut,
      refunds: z.int(),
      refunded: moneyOut.meta({ description: 'What was paid back in the period, voids included' }),
      voids: z.int(),
      voided: moneyOut,
      net: moneyOut,
    }),
    days: z.array(z.object({ day: z.string(), ...sold, tickets: z.int(), refunded: moneyOut, net: moneyOut })),
    tiers: z.array(
      z.object({
        eventId: idOut('event'),
        event: z.string(),
        tierId: idOut('tier'),
        tier: z.string(),
        tickets: z.int(),
        gross: moneyOut,
      }),
    ),
    addOns: z.array(z.object({ addOnId: idOut('addOn'), name: z.string(), quantity: z.int(), gross: moneyOut })),
    methods: z.array(
      z.object({ method: z.string(), payments: z.int(), taken: moneyOut, refunded: moneyOut, net: moneyOut }),
    ),
    channels: z.array(z.object({ channel: z.enum(['counter', 'public', 'import']), ...sold })),
    taxes: taxLines.meta({ description: 'Of the sales, receipt by receipt' }),
    refundedTaxes: taxLines,
    promoCodes: z.array(z.object({ code: z.string(), ...sold, discount: moneyOut })),
    affiliates: z.array(
      z.object({
        code: z.string(),
        ...sold,
        earnings: moneyOut.meta({ description: 'Commission on these orders, net of what was refunded until now' }),
      }),
    ),
  })
  .meta({ id: 'SalesReport' });

export type SalesReportOut = z.infer<typeof salesReportOut>;

export const salesReport = operation({
  id: 'salesReport',
  method: 'get',
  path: `${path}/sales`,
  tag,
  summary: 'What was paid and paid back in a period: by day, tier, method, channel, tax rate, code and affiliate',
  access: 'manager',
  query: salesQuery,
  answer: salesReportOut,
});

export const exportSalesReport = operation({
  id: 'exportSalesReport',
  method: 'get',
  path: `${path}/sales/export`,
  tag,
  summary: 'The sales report as CSV',
  access: 'manager',
  media: 'text/csv',
  query: salesQuery,
  answer: z.string(),
});

export const entriesReport = operation({
  id: 'entriesReport',
  method: 'get',
  path: `${path}/entries`,
  tag,
  summary: "An event's entries per quarter of an hour and gate",
  access: 'manager',
  query: z.object({ ...period, eventId: idIn }),
  answer: z
    .object({
      timeZone: z.string(),
      quarters: z.array(
        z.object({
          at: instantOut,
          total: z.int(),
          gates: z.array(z.object({ gate: z.string().nullable(), count: z.int() })),
        }),
      ),
    })
    .meta({ id: 'EntriesReport' }),
});
