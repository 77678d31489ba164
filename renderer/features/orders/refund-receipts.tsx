import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { PrintNotice } from '../../components/print-notice.tsx';
import { useFormat } from '../../lib/format.ts';
import { printAtPrinter, useReceiptPrinter } from '../../lib/receipt-printer.ts';

/** Each refund with its own receipt, to be printed: at the receipt printer at once, else on the page with the order's. */
export function RefundReceipts({ order }: { order: OrderOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const printer = useReceiptPrinter();
  if (order.refunds.length === 0) return null;
  const printNow = (refundId: string): void => {
    if (printer) void printAtPrinter(order.id, { what: 'receipt', printerId: printer.id, refundId });
  };
  return (
    <ul aria-label={t`Receipts of the refunds`} className="mt-2 flex flex-col gap-1">
      {order.refunds.map(({ id, amount, receiptNumber }) => {
        const label = t`Print the receipt ${receiptNumber}`;
        return (
          <li key={id} className="flex items-center gap-3">
            <span className="figures min-w-0 flex-1 truncate text-sm text-muted">
              {t`Receipt ${receiptNumber}`} · {format.money(`-${amount}`, order.currency)}
            </span>
            {printer ? (
              <Button size="sm" icon={Printer} aria-label={label} onClick={() => printNow(id)}>
                {t`Print`}
              </Button>
            ) : (
              <Link
                to="/print/orders/$orderId"
                params={{ orderId: order.id }}
                aria-label={label}
                className={buttonClass('normal', 'sm')}
              >
                <Printer aria-hidden className="size-4" />
                {t`Print`}
              </Link>
            )}
          </li>
        );
      })}
      <li className="empty:hidden">
        <PrintNotice about={order.id} onRetry={() => printNow(order.refunds.at(-1)?.id ?? '')} />
      </li>
    </ul>
  );
}
