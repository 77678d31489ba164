import type { TillReportOut } from '../../shared/tills.ts';

type Row = [section: string, item: string, count: number | null, amount: string | null, more: string | null];

export const TILL_CSV_HEADER = ['section', 'item', 'count', 'amount', 'more', 'currency'];

/** A report line by line, as a spreadsheet or the bookkeeping takes it. */
export function tillCsvRows(report: TillReportOut): (string | number | null)[][] {
  const { session, sales, comps, refunds, voids, cash, receipts } = report;
  const rows: Row[] = [
    ['report', report.kind, session.zNumber, null, report.at],
    ['till', session.till.name, null, null, session.id],
    ['opened', session.openedBy ?? '', null, session.float, session.openedAt],
    ['closed', session.closedBy ?? '', null, null, session.closedAt],
    ['sales', 'gross', sales.orders, sales.gross, null],
    ['sales', 'tickets', sales.tickets, null, null],
    ['sales', 'discounts', null, sales.discounts, null],
    ['comps', 'value', comps.orders, comps.value, null],
    ['refunds', 'amount', refunds.count, refunds.amount, null],
    ['voids', 'amount', voids.count, voids.amount, null],
    ...report.methods.flatMap(({ method, payments, taken, refunded, voided, net }): Row[] => [
      ['taken', method, payments, taken, null],
      ['refunded', method, null, refunded, null],
      ['voided', method, null, voided, null],
      ['net', method, null, net, null],
    ]),
    ...report.movements.map((move): Row => [`paid ${move.kind}`, move.reason, null, move.amount, move.createdAt]),
    ...(cash ? Object.entries(cash).map(([item, amount]): Row => ['cash', item, null, amount, null]) : []),
    ['cash', 'counted', null, session.counted, session.note],
    ['cash', 'difference', null, session.difference, null],
    ...(report.taxLines ?? []).flatMap(({ rate, gross, tax }): Row[] => [
      ['gross at rate', String(rate), null, gross, null],
      ['tax at rate', String(rate), null, tax, null],
    ]),
    ...(report.refundedTaxLines ?? []).flatMap(({ rate, gross, tax }): Row[] => [
      ['refunded at rate', String(rate), null, gross, null],
      ['refunded tax at rate', String(rate), null, tax, null],
    ]),
    ['receipts', `${receipts.first ?? ''} to ${receipts.last ?? ''}`, receipts.count, null, null],
    ...report.people.map(({ name, orders, taken }): Row => ['person', name ?? '', orders, taken, null]),
  ];
  return rows.map((row) => [...row, session.currency]);
}
