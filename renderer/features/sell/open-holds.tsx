import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Clock } from 'lucide-react';
import { listOrders } from '../../../src/shared/orders.ts';
import { Countdown } from '../../components/countdown.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';

/** Orders of this event that wait for their money, each with the time that its places are kept. */
export function OpenHolds({ eventId }: { eventId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const query = { status: 'pending' as const, event: eventId, pageSize: 12 };
  const { data = [] } = useAsk(listOrders, { query }, { every: 10_000 });
  if (data.length === 0) return null;
  return (
    <ul aria-label={t`Held`} className="flex flex-wrap gap-2">
      {data.map((order) => (
        <li key={order.id}>
          <Link
            to="/orders/$orderId"
            params={{ orderId: order.id }}
            className="flex h-9 items-center gap-2 rounded-md border border-line bg-surface px-3 text-base hover:border-edge"
          >
            <Clock aria-hidden className="size-4 text-warn" />
            <span className="max-w-40 truncate font-medium">{order.customerName ?? order.orderNumber}</span>
            <span className="figures text-muted">{format.money(order.total, order.currency)}</span>
            {order.holdExpiresAt !== null && <Countdown until={order.holdExpiresAt} className="text-sm" />}
          </Link>
        </li>
      ))}
    </ul>
  );
}
