import type { Kysely } from 'kysely';
import type { Tables } from '../../db/tables.ts';
import { formatMoney } from '../../shared/money.ts';
import type { SalesReportOut } from '../../shared/reports.ts';
import type { SalesFigures } from '../../usecases/sales-report.ts';

/** A sales report as it goes out, the largest first; days in their order. */
export async function presentSales(
  db: Kysely<Tables>,
  figures: SalesFigures,
  currency: string,
): Promise<SalesReportOut> {
  const money = (minor: number): string => formatMoney(minor, currency);
  const { totals, names } = figures;
  const eventIds = [...new Set([...figures.tiers.keys()].map((id) => names.get(id)?.eventId ?? ''))];
  const titles = new Map<string, string>();
  for (let at = 0; at < eventIds.length; at += 500) {
    const some = eventIds.slice(at, at + 500);
    for (const { id, title } of await db.selectFrom('events').select(['id', 'title']).where('id', 'in', some).execute())
      titles.set(id, title);
  }
  const currencies = await db.selectFrom('events').select('currency').distinct().execute();
  const largest = (group: SalesFigures['tiers']) => [...group].sort(([, a], [, b]) => b.gross - a.gross);
  const taxes = (group: SalesFigures['taxes']) =>
    [...group]
      .sort(([a], [b]) => Number(b) - Number(a))
      .map(([rate, { gross, tax }]) => ({ rate: Number(rate) / 100, gross: money(gross), tax: money(tax) }));
  return {
    currency,
    currencies: [...new Set([currency, ...currencies.map((row) => row.currency)])].sort(),
    totals: {
      orders: totals.orders,
      tickets: totals.tickets,
      gross: money(totals.gross),
      discounts: money(totals.discount),
      refunds: totals.refunds,
      refunded: money(totals.refunded),
      voids: totals.voids,
      voided: money(totals.voided),
      net: money(totals.gross - totals.refunded),
    },
    days: [...figures.days]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, { orders, tickets, gross, refunded }]) => ({
        day,
        orders,
        tickets,
        gross: money(gross),
        refunded: money(refunded),
        net: money(gross - refunded),
      })),
    tiers: largest(figures.tiers).map(([tierId, { tickets, gross }]) => {
      const { name = '', eventId = '' } = names.get(tierId) ?? {};
      return { eventId, event: titles.get(eventId) ?? '', tierId, tier: name, tickets, gross: money(gross) };
    }),
    addOns: largest(figures.addOns).map(([addOnId, { count, gross }]) => ({
      addOnId,
      name: names.get(addOnId)?.name ?? '',
      quantity: count,
      gross: money(gross),
    })),
    methods: largest(figures.methods).map(([method, { count, gross, refunded }]) => ({
      method,
      payments: count,
      taken: money(gross),
      refunded: money(refunded),
      net: money(gross - refunded),
    })),
    channels: largest(figures.channels).map(([channel, { orders, gross }]) => ({
      channel: channel as SalesReportOut['channels'][number]['channel'],
      orders,
      gross: money(gross),
    })),
    taxes: taxes(figures.taxes),
    refundedTaxes: taxes(figures.refundedTaxes),
    promoCodes: largest(figures.promoCodes).map(([code, { orders, gross, discount }]) => ({
      code,
      orders,
      gross: money(gross),
      discount: money(discount),
    })),
    affiliates: largest(figures.affiliates).map(([code, { orders, gross, earnings }]) => ({
      code,
      orders,
      gross: money(gross),
      earnings: money(earnings),
    })),
  };
}

export const SALES_CSV_HEADER = ['section', 'item', 'detail', 'count', 'amount', 'refunded', 'more', 'currency'];

/** The report line by line, as a spreadsheet takes it. */
export function salesCsvRows(report: SalesReportOut): (string | number | null)[][] {
  const { totals } = report;
  const rows: (string | number | null)[][] = [
    ['total', 'gross', null, totals.orders, totals.gross, totals.refunded, totals.net],
    ['total', 'tickets', null, totals.tickets, null, null, null],
    ['total', 'discounts', null, null, totals.discounts, null, null],
    ['total', 'voids', null, totals.voids, totals.voided, null, null],
    ...report.days.map((day) => ['day', day.day, null, day.orders, day.gross, day.refunded, day.net]),
    ...report.tiers.map((tier) => ['tier', tier.tier, tier.event, tier.tickets, tier.gross, null, null]),
    ...report.addOns.map((addOn) => ['add-on', addOn.name, null, addOn.quantity, addOn.gross, null, null]),
    ...report.methods.map((row) => ['method', row.method, null, row.payments, row.taken, row.refunded, row.net]),
    ...report.channels.map((row) => ['channel', row.channel, null, row.orders, row.gross, null, null]),
    ...report.taxes.map((line) => ['tax', String(line.rate), null, null, line.gross, null, line.tax]),
    ...report.refundedTaxes.map((line) => ['refunded tax', String(line.rate), null, null, line.gross, null, line.tax]),
    ...report.promoCodes.map((row) => ['promo code', row.code, null, row.orders, row.gross, null, row.discount]),
    ...report.affiliates.map((row) => ['affiliate', row.code, null, row.orders, row.gross, null, row.earnings]),
  ];
  return rows.map((row) => [...row, report.currency]);
}
