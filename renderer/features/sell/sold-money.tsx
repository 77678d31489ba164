import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../lib/format.ts';
import { useMethodName } from '../../lib/method-name.ts';
import type { SoldOrder } from './attempt.ts';

/** The change first, as it is counted out now; then what it was. */
export function SoldMoney({ order }: { order: SoldOrder }) {
  const { t } = useLingui();
  const format = useFormat();
  const money = (amount: string): string => format.money(amount, order.currency);
  const change = order.change !== null && Number(order.change) > 0 ? order.change : null;
  return (
    <>
      {change !== null && (
        <div className="mt-7 rounded-lg bg-good-soft px-5 py-4 text-good">
          <p className="text-base font-semibold">{t`Change`}</p>
          <p className="figures truncate text-change font-semibold tracking-tight">{money(change)}</p>
        </div>
      )}
      <dl className="mt-6 flex flex-col gap-2 text-lg">
        <Row label={t`Total`} value={money(order.total)} />
        {Number(order.discount) > 0 && <Row label={t`Discount`} value={money(order.discount)} />}
        {order.payments.map((payment) => (
          <PaymentRows key={payment.id} payment={payment} currency={order.currency} split={order.payments.length > 1} />
        ))}
        {order.receiptNumber !== null && <Row label={t`Receipt`} value={order.receiptNumber} />}
      </dl>
    </>
  );
}

interface PaymentRowsProps {
  readonly payment: SoldOrder['payments'][number];
  readonly currency: string;
  readonly split: boolean;
}

function PaymentRows({ payment, currency, split }: PaymentRowsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const methodName = useMethodName();
  const { method, amount, tendered, reference, reason } = payment;
  return (
    <>
      {split && <Row label={t`Paid, ${methodName(method)}`} value={format.money(amount, currency)} />}
      {tendered !== null && <Row label={t`Handed over`} value={format.money(tendered, currency)} />}
      {reference !== null && <Row label={t`Slip number`} value={reference} />}
      {reason !== null && <Row label={t`Reason`} value={reason} />}
    </>
  );
}

const Row = ({ label, value }: { label: string; value: string }) => (
  <div className="flex justify-between gap-4">
    <dt className="text-muted">{label}</dt>
    <dd className="figures truncate font-semibold select-text">{value}</dd>
  </div>
);
