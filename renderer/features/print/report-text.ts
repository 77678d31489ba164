import { useLingui } from '@lingui/react/macro';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { type getSettings } from '../../../src/shared/settings.ts';
import { type TillReportOut } from '../../../src/shared/tills.ts';
import { useFormat } from '../../lib/format.ts';
import { useMethodName } from '../../lib/method-name.ts';

interface ReportLine {
  readonly key: string;
  readonly term: string;
  readonly value: string;
  readonly strong?: boolean;
}

interface ReportTable {
  readonly title: string;
  readonly heads: readonly string[];
  /** The first cell of each names it. */
  readonly rows: readonly (readonly string[])[];
}

/** A till's report in words, the same ones on every paper. */
export interface ReportText {
  readonly house: string;
  readonly title: string;
  readonly head: readonly string[];
  readonly parts: readonly { readonly title: string; readonly lines: readonly ReportLine[] }[];
  readonly taxes: readonly ReportTable[];
  readonly foot: readonly string[];
}

type House = AnswerOf<typeof getSettings>;

/** Puts a report into words: whose and when, what was sold and how it was paid, the cash, the people, the tax, the receipts. */
export function useReportText(): (report: TillReportOut, house: House) => ReportText {
  const { t } = useLingui();
  const format = useFormat();
  const methodName = useMethodName();

  return (report, house) => {
    const { session, receipts } = report;
    const isZ = report.kind === 'Z';
    const money = (amount: string | null): string =>
      amount === null ? t`after the count` : format.money(amount, session.currency);
    const number = (count: number): string => format.number(count);
    const named = (key: string, term: string, value: string, strong = false): ReportLine => ({
      key,
      term: term.charAt(0).toLocaleUpperCase() + term.slice(1),
      value,
      strong,
    });

    const salesPart = (): ReportLine[] => {
      const { sales, comps, refunds, voids } = report;
      return [
        named('orders', t`Orders`, number(sales.orders)),
        named('tickets', t`Tickets`, number(sales.tickets)),
        named('discounts', t`Discounts`, money(sales.discounts)),
        named('comps', t`Given away (${number(comps.tickets)})`, money(comps.value)),
        named('refunds', t`Refunds (${number(refunds.count)})`, money(refunds.amount)),
        named('voids', t`Undone sales (${number(voids.count)})`, money(voids.amount)),
        named('sold', t`Sold`, money(sales.gross), true),
      ];
    };

    const cashPart = (): ReportLine[] => {
      const { cash, movements } = report;
      const { counted, difference } = session;
      return [
        named('float', t`Float`, money(session.float)),
        ...(cash
          ? [
              named('tendered', t`Tendered`, money(cash.tendered)),
              named('change', t`Change`, `−${money(cash.change)}`),
              named('refunded', t`Refunded in cash`, `−${money(cash.refunded)}`),
              named('voided', t`Undone, in cash`, `−${money(cash.voided)}`),
            ]
          : []),
        ...movements.map(({ id, reason, kind, amount }) =>
          named(id, reason, `${kind === 'in' ? '+' : '−'}${money(amount)}`),
        ),
        named('expected', t`Should be in it`, money(cash?.expected ?? null), true),
        ...(counted === null ? [] : [named('counted', t`Counted`, money(counted))]),
        ...(difference === null ? [] : [named('difference', t`Difference`, money(difference), true)]),
      ];
    };

    const taxTable = (title: string, lines: TillReportOut['taxLines']): ReportTable[] =>
      lines === null || lines.length === 0
        ? []
        : [
            {
              title,
              heads: [t`Tax rate`, t`Tax`, t`Gross`],
              rows: lines.map(({ rate, tax, gross }) => [format.percent(rate), money(tax), money(gross)]),
            },
          ];

    return {
      house: house.organization,
      title: isZ ? t`Z report ${session.zNumber ?? ''}` : t`X report – the till is open`,
      head: [
        ...(house.taxId === null ? [] : [t`Tax id ${house.taxId}`]),
        session.till.name,
        t`Opened ${format.longDateTime(session.openedAt)}, ${session.openedBy ?? ''}`,
        isZ
          ? t`Closed ${format.longDateTime(report.at)}, ${session.closedBy ?? ''}`
          : t`As of ${format.longDateTime(report.at)}`,
      ],
      parts: [
        { title: t`Sales`, lines: salesPart() },
        {
          title: t`Payments`,
          lines: report.methods.map(({ method, payments, net }) =>
            named(method, t`${methodName(method)} (${number(payments)})`, money(net)),
          ),
        },
        { title: t`Cash`, lines: cashPart() },
        {
          title: t`By person`,
          lines: report.people.map(({ name, orders, taken }) =>
            named(name ?? '', t`${name ?? ''} (${number(orders)})`, money(taken)),
          ),
        },
      ].filter(({ lines }) => lines.length > 0),
      taxes: [
        ...taxTable(t`Tax in the sales`, report.taxLines),
        ...taxTable(t`Tax in the refunds`, report.refundedTaxLines),
      ],
      foot: [
        receipts.first === null
          ? t`No receipts`
          : t`Receipts ${receipts.first} to ${receipts.last ?? ''}, ${number(receipts.count)} of this till`,
        ...(session.note === null ? [] : [session.note]),
      ],
    };
  };
}
