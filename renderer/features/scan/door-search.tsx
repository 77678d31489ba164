import { useLingui } from '@lingui/react/macro';
import { LogIn, LogOut, UserSearch } from 'lucide-react';
import { listOrders, type OrderOut } from '../../../src/shared/orders.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { OrderBadge, TicketBadge } from '../../components/status-badge.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import type { Mode } from './station.ts';

type Ticket = OrderOut['tickets'][number];

interface DoorSearchProps {
  readonly eventId: string;
  readonly q: string;
  readonly mode: Mode;
  readonly zone: string | undefined;
  readonly onTicket: (qrCode: string) => void;
}

/** For the guest whose code cannot be read: found by name, e-mail, phone or order number, and admitted from here. */
export function DoorSearch({ eventId, q, mode, zone, onTicket }: DoorSearchProps) {
  const { t } = useLingui();
  const wanted = useDebounced(q.trim());
  const { data, error, refetch } = useAsk(
    listOrders,
    { query: { q: wanted, eventId, pageSize: 20 } },
    { enabled: wanted !== '', keepLast: true, every: 5_000 },
  );
  if (data === undefined)
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonLines count={5} />;
  if (data.length === 0) {
    return (
      <EmptyState icon={UserSearch} title={t`Nobody is found by “${wanted}”`}>
        {t`Half a name is enough, or an order number, e-mail address or phone number.`}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t`Found`}>
      {data.map((order) => (
        <li key={order.id} className="border-b border-line px-4 pt-2.5 pb-1.5 last:border-0">
          <div className="flex items-center gap-2">
            <span className="min-w-0 flex-1">
              <span className="block truncate font-semibold">{order.customerName ?? t`No name`}</span>
              <span className="block truncate text-sm text-muted select-text">{order.orderNumber}</span>
            </span>
            {order.status !== 'paid' && <OrderBadge status={order.status} />}
          </div>
          <ul>
            {order.tickets.map((ticket) => (
              <TicketRow
                key={ticket.ticketId}
                ticket={ticket}
                customer={order.customerName}
                mode={mode}
                zone={zone}
                onTicket={onTicket}
              />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

interface TicketRowProps extends Pick<DoorSearchProps, 'mode' | 'zone' | 'onTicket'> {
  readonly ticket: Ticket;
  /** Named in the heading already. */
  readonly customer: string | null;
}

function TicketRow({ ticket, customer, mode, zone, onTicket }: TicketRowProps) {
  const { t } = useLingui();
  const format = useFormat();
  const holder = ticket.holderName === customer ? null : ticket.holderName;
  const name = ticket.holderName ?? ticket.tierName;
  const passable = ticket.status === (mode === 'entry' ? 'valid' : 'checked_in');
  return (
    <li className="flex min-h-10 items-center gap-2">
      <span className="min-w-0 flex-1 truncate">
        {holder !== null && `${holder} · `}
        {ticket.tierName}
        {ticket.checkedInAt !== null && (
          <span className="figures text-muted"> · {format.time(ticket.checkedInAt, zone)}</span>
        )}
      </span>
      {passable ? (
        <Button
          size="sm"
          icon={mode === 'entry' ? LogIn : LogOut}
          aria-label={mode === 'entry' ? t`Admit ${name}` : t`Let ${name} out`}
          onClick={() => onTicket(ticket.qrCode)}
        >
          {mode === 'entry' ? t`Admit` : t`Let out`}
        </Button>
      ) : (
        <TicketBadge status={ticket.status} />
      )}
    </li>
  );
}
