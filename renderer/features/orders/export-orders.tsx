import { useLingui } from '@lingui/react/macro';
import { type OrderStatus } from '../../../src/shared/orders.ts';
import { exportOrders } from '../../../src/shared/orders-export.ts';
import { ExportDialog } from '../../components/export-dialog.tsx';

interface ExportOrdersProps {
  readonly filters: {
    readonly status: OrderStatus | undefined;
    readonly event: string | undefined;
    readonly date: string | undefined;
  };
  readonly onClose: () => void;
}

/** The orders of the list as CSV, by its status, event and day. */
export function ExportOrders({ filters: { status, event, date }, onClose }: ExportOrdersProps) {
  const { t } = useLingui();
  const filtered = status !== undefined || event !== undefined || date !== undefined;
  return (
    <ExportDialog
      operation={exportOrders}
      query={{ ...(status && { status }), ...(event && { event }), ...(date && { date }) }}
      title={t`Export orders`}
      description={
        filtered
          ? t`A CSV file of the orders of this status, event and day, a line a ticket. What is typed into the search does not count.`
          : t`A CSV file of every order, a line a ticket. Choose a status, event or day in the list for fewer.`
      }
      suggestedName="orders.csv"
      onClose={onClose}
    />
  );
}
