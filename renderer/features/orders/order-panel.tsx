import { useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Banknote, Eraser, Mail, Printer, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { getOrder, type OrderOut } from '../../../src/shared/orders.ts';
import { myTill } from '../../../src/shared/tills.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { OrderBadge } from '../../components/status-badge.tsx';
import { VoidDialog } from '../../components/void-dialog.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { OrderHistory } from './order-history.tsx';
import { OrderMoney } from './order-money.tsx';
import { OrderStripe } from './order-stripe.tsx';
import { OrderTickets } from './order-tickets.tsx';
import { PayDialog } from './pay-dialog.tsx';
import { RefundDialog } from './refund-dialog.tsx';
import { ReleaseOrder } from './release-order.tsx';
import { ResendDialog } from './resend-dialog.tsx';
import { TicketsPdf } from './tickets-pdf.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import { UndoAdmission } from './undo-admission.tsx';

/** One order beside the list. */
export function OrderPanel() {
  const { orderId } = useParams({ from: '/shell/orders/$orderId' });
  const { data, error, refetch } = useAsk(getOrder, { params: { id: orderId } }, { every: 10_000 });
  if (data !== undefined) return <OneOrder key={data.id} order={data} />;
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonLines count={8} />;
}

function OneOrder({ order }: { order: OrderOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const [doing, setDoing] = useState<'refund' | 'pay' | 'resend' | 'void' | 'transfer' | 'undo' | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const done = (): void => setDoing(null);
  const withTicket = (what: 'transfer' | 'undo', ticketId: string | null = null): void => {
    setChosen(ticketId);
    setDoing(what);
  };
  const isPending = order.status === 'pending';
  const opensDoor = order.tickets.some(({ status }) => status === 'valid' || status === 'checked_in');
  const undoable = useUndoable(order);
  // The one that was asked for comes first.
  const ticketsThat = (status: OrderOut['tickets'][number]['status']) =>
    order.tickets
      .filter((ticket) => ticket.status === status)
      .toSorted((a, b) => Number(b.ticketId === chosen) - Number(a.ticketId === chosen));
  const [transferable, admitted] = [ticketsThat('valid'), ticketsThat('checked_in')];
  const refundable = Number(order.refundable) > 0 || (order.status === 'paid' && Number(order.total) === 0);

  useShortcut('r', () => setDoing('refund'), { label: t`Refund the order`, group: t`Order`, enabled: refundable });
  useShortcut('p', () => void navigate({ to: '/print/orders/$orderId', params: { orderId: order.id } }), {
    label: t`Print the tickets`,
    group: t`Order`,
    enabled: !isPending,
  });
  useShortcut('m', () => setDoing('resend'), { label: t`Resend the tickets`, group: t`Order`, enabled: opensDoor });
  useShortcut('t', () => withTicket('transfer'), {
    label: t`Transfer a ticket`,
    group: t`Order`,
    enabled: transferable.length > 0,
  });
  useShortcut('u', () => withTicket('undo'), {
    label: t`Take an admission back`,
    group: t`Order`,
    enabled: admitted.length > 0,
  });
  useShortcut('b', () => setDoing('pay'), { label: t`Take the payment`, group: t`Order`, enabled: isPending });

  return (
    <>
      <header className="shrink-0 border-b border-line px-5 pt-3.5 pb-3.5">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <h2 className="truncate text-xl font-semibold tracking-tight select-text">
              {order.customerName ?? t`No name`}
            </h2>
            <p className="figures mt-0.5 truncate text-base text-muted select-text">
              {order.orderNumber} · {format.dateTime(order.createdAt)}
            </p>
          </div>
          <OrderBadge status={order.status} />
          <Link
            to="/orders"
            search={(now) => now}
            aria-label={t`Close the order`}
            title={t`Close the order`}
            className={`${buttonClass('quiet', 'sm')} -mt-1 -mr-2 size-control-sm px-0!`}
          >
            <X aria-hidden className="size-4.5" />
          </Link>
        </div>
        <div className="mt-3 flex flex-wrap gap-2">
          {isPending ? (
            <>
              <Button look="primary" icon={Banknote} onClick={() => setDoing('pay')}>
                {t`Take ${format.money(order.total, order.currency)}`}
              </Button>
              <ReleaseOrder order={order} />
            </>
          ) : (
            <>
              <Link to="/print/orders/$orderId" params={{ orderId: order.id }} className={buttonClass()}>
                <Printer aria-hidden className="size-4" />
                {t`Print`}
              </Link>
              {opensDoor && (
                <>
                  <Button icon={Mail} onClick={() => setDoing('resend')}>
                    {t`Resend…`}
                  </Button>
                  <TicketsPdf order={order} />
                </>
              )}
              <Button icon={Undo2} disabled={!refundable} onClick={() => setDoing('refund')}>
                {t`Refund…`}
              </Button>
              {undoable && (
                <Button look="quiet" icon={Eraser} onClick={() => setDoing('void')}>
                  {t`Undo the sale…`}
                </Button>
              )}
            </>
          )}
        </div>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
        <Facts order={order} />
        <OrderTickets
          order={order}
          onTransfer={({ ticketId }) => withTicket('transfer', ticketId)}
          onUndo={({ ticketId }) => withTicket('undo', ticketId)}
        />
        <OrderMoney order={order} />
        {order.stripe !== null && <OrderStripe order={order} stripe={order.stripe} />}
        <OrderHistory order={order} />
      </div>
      {doing === 'refund' && <RefundDialog order={order} onClose={done} />}
      {doing === 'resend' && <ResendDialog order={order} onClose={done} />}
      {doing === 'void' && <VoidDialog order={order} onClose={done} />}
      {doing === 'transfer' && <TransferDialog tickets={transferable} onClose={done} />}
      {doing === 'undo' && <UndoAdmission tickets={admitted} onClose={done} />}
      {doing === 'pay' && <PayDialog order={order} onClose={done} />}
    </>
  );
}

/** Of a shift that is still open here, and nothing of it was admitted or refunded. */
function useUndoable(order: OrderOut): boolean {
  const { data } = useAsk(myTill);
  const soldAt = order.payments[0]?.tillSessionId ?? null;
  const untouched = order.status === 'paid' && order.tickets.every(({ status }) => status === 'valid');
  return untouched && soldAt !== null && data?.session?.id === soldAt;
}

function Facts({ order }: { order: OrderOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const channels: Record<OrderOut['channel'], string> = {
    counter: t`Counter`,
    public: t`From outside`,
    import: t`Imported`,
  };
  const facts: [string, string | null][] = [
    [t`Event`, `${order.eventTitle}, ${format.shortDay(order.eventDate)}`],
    [t`E-mail`, order.customerEmail],
    [t`Phone`, order.phone],
    [t`Sold`, order.soldBy === null ? channels[order.channel] : `${channels[order.channel]}, ${order.soldBy}`],
    [t`Receipt`, order.receiptNumber],
    [t`Affiliate`, order.affiliateCode],
  ];
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-1 px-5 py-3.5">
      {facts.map(
        ([term, value]) =>
          value !== null && (
            <div key={term} className="contents">
              <dt className="text-muted">{term}</dt>
              <dd className="truncate select-text">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
