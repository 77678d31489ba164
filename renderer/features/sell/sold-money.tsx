import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../lib/format.ts';
import type { SoldOrder } from './attempt.ts';

/** The change first, as it is counted out now; then what it was. */
export function SoldMoney({ order }: { order: SoldOrder }) {
  const { t } = useLingui();
  const format = useFormat();
  const payment = order.payments[0];
  const money = (amount: string): string => format.money(amount, order.currency);
  const change = order.change !== null && Number(order.change) > 0 ? order.change : null;
  return (
    <>
      {change !== null && (
        <div className="mt-7 rounded-lg bg-good-soft px-5 py-4 text-good">
          <p className="text-base font-semibold">{t`Change`}</p>
          <p className="figures truncate text-display font-semibold tracking-tight">{money(change)}</p>
        </div>
      )}
      <dl className="mt-6 flex flex-col gap-2 text-lg">
        <Row label={t`Total`} value={money(order.total)} />
        {Number(order.discount) > 0 && <Row label={t`Discount`} value={money(order.discount)} />}
        {payment && payment.tendered !== null && <Row label={t`Handed over`} value={money(payment.tendered)} />}
        {payment && payment.reference !== null && <Row label={t`Slip number`} value={payment.reference} />}
        {payment && payment.reason !== null && <Row label={t`Reason`} value={payment.reason} />}
        {order.receiptNumber !== null && <Row label={t`Receipt`} value={order.receiptNumber} />}
      </dl>
    </>
  );
}

const Row = ({ label, value }: { label: string; value: string }) => (
  <div className="flex justify-between gap-4">
    <dt className="text-muted">{label}</dt>
    <dd className="figures truncate font-semibold select-text">{value}</dd>
  </div>
);
