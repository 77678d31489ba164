import { useLingui } from '@lingui/react/macro';
import { type ReactNode } from 'react';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { formatMoney, minus, parseMoney, times, ZERO } from '../../../src/shared/money.ts';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { type getSettings } from '../../../src/shared/settings.ts';
import { useFormat } from '../../lib/format.ts';
import { useMethodName } from '../../lib/method-name.ts';
import { linesOf } from './receipt-lines.ts';

interface ReceiptProps {
  readonly order: OrderOut;
  readonly settings: AnswerOf<typeof getSettings>;
  readonly zone: string;
}

/** The receipt, with what the tax office asks for: seller, tax id, running number, date, lines, rates and the tax in them. */
export function Receipt({ order, settings, zone }: ReceiptProps) {
  const { t } = useLingui();
  const format = useFormat();
  const methodName = useMethodName();
  const money = (amount: string): string => format.money(amount, order.currency);
  const minor = (amount: string) => parseMoney(amount, order.currency) ?? ZERO;
  const text = (amount: number): string => money(formatMoney(amount, order.currency));

  return (
    <article className="receipt">
      <header>
        <h2>{settings.organization}</h2>
        {settings.taxId !== null && <p>{t`Tax id ${settings.taxId}`}</p>}
        <p className="receipt-number">
          {order.receiptNumber === null ? t`Not paid yet – this is no receipt` : t`Receipt ${order.receiptNumber}`}
        </p>
        <p>
          {format.longDateTime(order.paidAt ?? order.createdAt, zone)} · {order.orderNumber}
        </p>
        {order.customerName !== null && <p>{order.customerName}</p>}
      </header>
      <p className="receipt-event">
        {order.eventTitle}, {format.day(order.eventDate)}
      </p>
      <table>
        <tbody>
          {linesOf(order).map(({ key, name, quantity, unitPrice }) => (
            <tr key={key}>
              <td>
                {quantity} × {name}
              </td>
              <td>{money(unitPrice)}</td>
              <td>{text(times(minor(unitPrice), quantity))}</td>
            </tr>
          ))}
        </tbody>
        <tbody>
          {minor(order.discount) > 0 && (
            <>
              <Row term={t`Subtotal`}>{money(order.subtotal)}</Row>
              <Row term={order.promoCode === null ? t`Discount` : t`Discount (${order.promoCode})`}>
                −{money(order.discount)}
              </Row>
            </>
          )}
          <Row term={t`Total`} strong>
            {money(order.total)}
          </Row>
        </tbody>
        <tbody>
          {order.payments.map((payment) => (
            <Row key={payment.id} term={t`Paid, ${methodName(payment.method)}`}>
              {payment.tendered === null ? money(payment.amount) : money(payment.tendered)}
            </Row>
          ))}
          {order.payments.map(
            ({ id, change }) =>
              change !== null &&
              minor(change) > 0 && (
                <Row key={id} term={t`Change`}>
                  {money(change)}
                </Row>
              ),
          )}
          {order.refunds.map((refund) => (
            <Row key={refund.id} term={t`Refunded, receipt ${refund.receiptNumber}`}>
              −{money(refund.amount)}
            </Row>
          ))}
        </tbody>
      </table>
      <table className="receipt-tax">
        <thead>
          <tr>
            <th>{t`Tax rate`}</th>
            <th>{t`Net`}</th>
            <th>{t`Tax`}</th>
            <th>{t`Gross`}</th>
          </tr>
        </thead>
        <tbody>
          {order.taxLines.map(({ rate, gross, tax }) => (
            <tr key={rate}>
              <td>{format.percent(rate)}</td>
              <td>{text(minus(minor(gross), minor(tax)))}</td>
              <td>{money(tax)}</td>
              <td>{money(gross)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>{order.soldBy !== null && <p>{t`Served by ${order.soldBy}`}</p>}</footer>
    </article>
  );
}

const Row = ({ term, children, strong = false }: { term: string; children: ReactNode; strong?: boolean }) => (
  <tr className={strong ? 'receipt-total' : undefined}>
    <td colSpan={2}>{term}</td>
    <td>{children}</td>
  </tr>
);
