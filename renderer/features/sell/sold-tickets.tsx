import { useLingui } from '@lingui/react/macro';
import { QrCode } from '../../components/qr-code.tsx';
import { useFormat } from '../../lib/format.ts';
import type { SoldOrder } from './attempt.ts';

/** Each ticket with its code, for a guest whose phone takes a picture of it. */
export function SoldTickets({ order }: { order: SoldOrder }) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-4">
      {order.tickets.map((ticket) => (
        <li
          key={ticket.ticketId}
          className="flex flex-col items-center rounded-lg border border-line bg-surface p-4 shadow-raised"
        >
          <QrCode text={ticket.qrCode} label={ticket.qrCode} className="w-full max-w-52 rounded-md" />
          <p className="mt-3 max-w-full truncate text-lg font-semibold">{ticket.tierName}</p>
          {ticket.holderName !== null && <p className="max-w-full truncate text-base">{ticket.holderName}</p>}
          <p className="max-w-full font-mono text-sm break-all text-muted select-text">{ticket.qrCode}</p>
        </li>
      ))}
    </ul>
  );
}

/** What is held. Its codes do not open the door yet, so nobody gets to see them. */
export function HeldTickets({ order }: { order: SoldOrder }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div className="max-w-xl">
      <ul className="rounded-lg border border-line bg-surface">
        {order.tickets.map(({ ticketId, tierName, price }) => (
          <li
            key={ticketId}
            className="flex justify-between gap-4 border-b border-line px-4 py-2.5 text-lg last:border-0"
          >
            {tierName}
            <span className="figures">{format.money(price, order.currency)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-4 text-base text-muted">
        {t`Once the order is paid its tickets can be printed, and open the door.`}
      </p>
    </div>
  );
}
