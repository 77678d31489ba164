import { useLingui } from '@lingui/react/macro';
import { type ReactNode } from 'react';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { type getSettings } from '../../../src/shared/settings.ts';
import { type TillReportOut } from '../../../src/shared/tills.ts';
import { useFormat } from '../../lib/format.ts';
import { useMethodName } from '../../lib/method-name.ts';

interface TillReportProps {
  readonly report: TillReportOut;
  readonly house: AnswerOf<typeof getSettings>;
}

/** The report on paper: whose and when, what was sold and how it was paid, the cash, the tax, the receipts. */
export function TillReport({ report, house }: TillReportProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { session, sales, comps, refunds, voids, cash, receipts } = report;
  const money = (amount: string | null): string =>
    amount === null ? t`after the count` : format.money(amount, session.currency);
  const isZ = report.kind === 'Z';
  return (
    <article className="receipt till-report">
      <header>
        <h2>{house.organization}</h2>
        {house.taxId !== null && <p>{t`Tax id ${house.taxId}`}</p>}
        <p className="receipt-number">{isZ ? t`Z report ${session.zNumber ?? ''}` : t`X report – the till is open`}</p>
        <p>{session.till.name}</p>
        <p>{t`Opened ${format.longDateTime(session.openedAt)}, ${session.openedBy ?? ''}`}</p>
        <p>
          {isZ
            ? t`Closed ${format.longDateTime(report.at)}, ${session.closedBy ?? ''}`
            : t`As of ${format.longDateTime(report.at)}`}
        </p>
      </header>
      <Part title={t`Sales`}>
        <Row term={t`Orders`}>{format.number(sales.orders)}</Row>
        <Row term={t`Tickets`}>{format.number(sales.tickets)}</Row>
        <Row term={t`Discounts`}>{money(sales.discounts)}</Row>
        <Row term={t`Given away (${format.number(comps.tickets)})`}>{money(comps.value)}</Row>
        <Row term={t`Refunds (${format.number(refunds.count)})`}>{money(refunds.amount)}</Row>
        <Row term={t`Undone sales (${format.number(voids.count)})`}>{money(voids.amount)}</Row>
        <Row term={t`Sold`} strong>
          {money(sales.gross)}
        </Row>
      </Part>
      <Payments report={report} money={money} />
      <Part title={t`Cash`}>
        <Row term={t`Float`}>{money(session.float)}</Row>
        {cash && (
          <>
            <Row term={t`Tendered`}>{money(cash.tendered)}</Row>
            <Row term={t`Change`}>−{money(cash.change)}</Row>
            <Row term={t`Refunded in cash`}>−{money(cash.refunded)}</Row>
            <Row term={t`Undone, in cash`}>−{money(cash.voided)}</Row>
          </>
        )}
        {report.movements.map((move) => (
          <Row key={move.id} term={move.reason}>
            {move.kind === 'in' ? '+' : '−'}
            {money(move.amount)}
          </Row>
        ))}
        <Row term={t`Should be in it`} strong>
          {money(cash?.expected ?? null)}
        </Row>
        {session.counted !== null && <Row term={t`Counted`}>{money(session.counted)}</Row>}
        {session.difference !== null && (
          <Row term={t`Difference`} strong>
            {money(session.difference)}
          </Row>
        )}
      </Part>
      <People report={report} money={money} />
      {report.taxLines && <Tax title={t`Tax in the sales`} lines={report.taxLines} money={money} />}
      {report.refundedTaxLines && report.refundedTaxLines.length > 0 && (
        <Tax title={t`Tax in the refunds`} lines={report.refundedTaxLines} money={money} />
      )}
      <footer>
        <p>
          {receipts.first === null
            ? t`No receipts`
            : t`Receipts ${receipts.first} to ${receipts.last ?? ''}, ${format.number(receipts.count)} of this till`}
        </p>
        {session.note !== null && <p>{session.note}</p>}
      </footer>
    </article>
  );
}

interface PartsProps {
  readonly report: TillReportOut;
  readonly money: (amount: string | null) => string;
}

function Payments({ report, money }: PartsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const methodName = useMethodName();
  return (
    <Part title={t`Payments`}>
      {report.methods.map(({ method, payments, net }) => (
        <Row key={method} term={t`${methodName(method)} (${format.number(payments)})`}>
          {money(net)}
        </Row>
      ))}
    </Part>
  );
}

function People({ report, money }: PartsProps) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Part title={t`By person`}>
      {report.people.map(({ name, orders, taken }) => (
        <Row key={name} term={t`${name ?? ''} (${format.number(orders)})`}>
          {money(taken)}
        </Row>
      ))}
    </Part>
  );
}

interface TaxProps {
  readonly title: string;
  readonly lines: NonNullable<TillReportOut['taxLines']>;
  readonly money: (amount: string) => string;
}

function Tax({ title, lines, money }: TaxProps) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <table className="receipt-tax">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th>{t`Tax rate`}</th>
          <th>{t`Tax`}</th>
          <th>{t`Gross`}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ rate, gross, tax }) => (
          <tr key={rate}>
            <td>{format.percent(rate)}</td>
            <td>{money(tax)}</td>
            <td>{money(gross)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <table>
    <thead>
      <tr>
        <th colSpan={2}>{title}</th>
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
);

const Row = ({ term, children, strong = false }: { term: string; children: ReactNode; strong?: boolean }) => (
  <tr className={strong ? 'receipt-total' : undefined}>
    <td className="first-letter:uppercase">{term}</td>
    <td>{children}</td>
  </tr>
);
