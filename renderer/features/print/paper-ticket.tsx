import { useLingui } from '@lingui/react/macro';
import { type EventOut } from '../../../src/shared/events.ts';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { QrCode } from '../../components/qr-code.tsx';
import { useFormat } from '../../lib/format.ts';

interface PaperTicketProps {
  readonly ticket: OrderOut['tickets'][number];
  readonly order: OrderOut;
  readonly event: EventOut;
  readonly house: string;
}

/** One ticket: black on white, its code large enough for a tired phone camera. */
export function PaperTicket({ ticket, order, event, house }: PaperTicketProps) {
  const { t } = useLingui();
  const format = useFormat();
  const paid = Number(ticket.price) - Number(ticket.discount);
  return (
    <article className="ticket">
      <div className="ticket-text">
        <p className="ticket-house">{house}</p>
        <h2 className="ticket-title">{event.title}</h2>
        <p className="ticket-when">
          {format.day(event.date)} · {event.startTime}
          {event.endTime !== null && `–${event.endTime}`}
        </p>
        <p>{event.venue}</p>
        <p className="ticket-tier">{ticket.tierName}</p>
        {ticket.holderName !== null && <p className="ticket-holder">{ticket.holderName}</p>}
        <p className="ticket-fine">
          {order.orderNumber} · {format.money(String(paid), order.currency)}
          {order.status === 'pending' && <strong> · {t`not paid yet`}</strong>}
        </p>
      </div>
      <div className="ticket-code">
        <QrCode text={ticket.qrCode} label={t`Code ${ticket.qrCode}`} className="ticket-qr" />
        <p>{ticket.qrCode}</p>
      </div>
    </article>
  );
}
