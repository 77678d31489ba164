import { useLingui } from '@lingui/react/macro';
import { type ReactNode } from 'react';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { useFormat } from '../../lib/format.ts';
import { useMethodName } from '../../lib/method-name.ts';
import { RefundReceipts } from './refund-receipts.tsx';
import { Section } from './section.tsx';

export function OrderMoney({ order }: { order: OrderOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const money = (amount: string): string => format.money(amount, order.currency);
  const methodName = useMethodName();
  const isDiscounted = Number(order.discount) > 0;
  const isRefunded = Number(order.refunded) > 0;
  return (
    <Section title={t`Money`}>
      <dl>
        {isDiscounted && (
          <>
            <Line term={t`Subtotal`}>{money(order.subtotal)}</Line>
            <Line term={order.promoCode === null ? t`Discount` : t`Discount (${order.promoCode})`}>
              {money(`-${order.discount}`)}
            </Line>
          </>
        )}
        <Line term={t`Total`} strong>
          {money(order.total)}
        </Line>
        {order.taxLines.map(({ rate, tax }) => (
          <Line key={rate} term={t`Tax in it, ${format.percent(rate)}`} quiet>
            {money(tax)}
          </Line>
        ))}
        {order.payments.map((payment) => (
          <Line key={payment.id} term={t`Paid, ${methodName(payment.method)}`} quiet>
            {money(payment.amount)}
          </Line>
        ))}
        {isRefunded && (
          <>
            <Line term={t`Refunded`}>{money(`-${order.refunded}`)}</Line>
            <Line term={t`Left to refund`}>{money(order.refundable)}</Line>
          </>
        )}
      </dl>
      <RefundReceipts order={order} />
    </Section>
  );
}

function Line({
  term,
  children,
  strong = false,
  quiet = false,
}: {
  term: string;
  children: ReactNode;
  strong?: boolean;
  quiet?: boolean;
}) {
  return (
    <div
      className={`flex justify-between gap-4 py-0.5 ${strong ? 'text-lg font-semibold' : ''} ${quiet ? 'text-sm text-muted' : ''}`}
    >
      <dt>{term}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
