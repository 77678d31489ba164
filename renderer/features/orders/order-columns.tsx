import { useLingui } from '@lingui/react/macro';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { type Column } from '../../components/data-grid.tsx';
import { OrderBadge } from '../../components/status-badge.tsx';
import { useFormat } from '../../lib/format.ts';

export function useOrderColumns(): readonly Column<OrderOut>[] {
  const { t } = useLingui();
  const format = useFormat();
  return [
    {
      id: 'customer',
      header: t`Customer`,
      width: 'minmax(9rem, 1.4fr)',
      cell: (order) =>
        order.customerName === null ? (
          <span className="text-muted">{t`No name`}</span>
        ) : (
          <span className="font-medium">{order.customerName}</span>
        ),
    },
    {
      id: 'email',
      header: t`E-mail`,
      width: 'minmax(9rem, 1.6fr)',
      from: 1040,
      cell: (order) => <span className="text-muted">{order.customerEmail}</span>,
    },
    {
      id: 'number',
      header: t`Number`,
      width: '9.5rem',
      cell: (order) => <span className="figures text-muted">{order.orderNumber}</span>,
    },
    {
      id: 'event',
      header: t`Event`,
      width: 'minmax(8rem, 1.2fr)',
      from: 820,
      cell: (order) => <span className="text-muted">{order.eventTitle}</span>,
    },
    {
      id: 'tickets',
      header: t`Tickets`,
      width: '4rem',
      align: 'right',
      from: 640,
      cell: (order) => format.number(order.tickets.length),
    },
    { id: 'status', header: t`Status`, width: '8rem', cell: (order) => <OrderBadge status={order.status} /> },
    {
      id: 'total',
      header: t`Total`,
      width: '6rem',
      align: 'right',
      cell: (order) => <span className="font-medium">{format.money(order.total, order.currency)}</span>,
    },
    {
      id: 'created',
      header: t`Made`,
      width: '7.5rem',
      align: 'right',
      from: 800,
      cell: (order) => <span className="text-muted">{format.dateTime(order.createdAt)}</span>,
    },
  ];
}
