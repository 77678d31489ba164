import { useLingui } from '@lingui/react/macro';
import { Ellipsis, QrCode as QrIcon, Undo2, UserRoundPen } from 'lucide-react';
import { useState } from 'react';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { IconButton } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { TicketBadge } from '../../components/status-badge.tsx';
import { useFormat } from '../../lib/format.ts';
import { Section } from './section.tsx';

type Ticket = OrderOut['tickets'][number];

interface OrderTicketsProps {
  readonly order: OrderOut;
  readonly onTransfer: (ticket: Ticket) => void;
  readonly onUndo: (ticket: Ticket) => void;
}

export function OrderTickets({ order, onTransfer, onUndo }: OrderTicketsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [shown, setShown] = useState<Ticket | null>(null);
  return (
    <Section title={t`Tickets`} note={format.number(order.tickets.length)}>
      <ul>
        {order.tickets.map((ticket) => (
          <li key={ticket.ticketId} className="flex items-center gap-3 border-b border-line/70 py-2 last:border-0">
            <IconButton
              icon={QrIcon}
              look="normal"
              label={t`Show the code of ${ticket.qrCode}`}
              onClick={() => setShown(ticket)}
            />
            <div className="min-w-0 flex-1">
              <p className="truncate">
                <span className="font-medium">{ticket.tierName}</span>
                {ticket.holderName !== null && <span className="ml-2 text-muted select-text">{ticket.holderName}</span>}
              </p>
              <p className="truncate font-mono text-xs text-muted select-text">{ticket.qrCode}</p>
            </div>
            <div className="flex flex-col items-end gap-0.5">
              <TicketBadge status={ticket.status} />
              <span className="figures text-sm text-muted">{format.money(ticket.price, order.currency)}</span>
            </div>
            {(ticket.status === 'valid' || ticket.status === 'checked_in') && (
              <Menu trigger={<IconButton icon={Ellipsis} size="sm" label={t`More about ${ticket.qrCode}`} />}>
                {ticket.status === 'valid' ? (
                  <MenuItem icon={UserRoundPen} onSelect={() => onTransfer(ticket)}>
                    {t`Transfer…`}
                  </MenuItem>
                ) : (
                  <MenuItem icon={Undo2} onSelect={() => onUndo(ticket)}>
                    {t`Take the admission back…`}
                  </MenuItem>
                )}
              </Menu>
            )}
          </li>
        ))}
      </ul>
      {order.addOns.length > 0 && (
        <ul className="border-t border-line/70">
          {order.addOns.map((addOn) => (
            <li key={addOn.id} className="flex items-baseline gap-3 py-1.5">
              <span className="figures w-9 text-right text-muted">{addOn.quantity} ×</span>
              <span className="min-w-0 flex-1 truncate">{addOn.name}</span>
              {addOn.refundedQuantity > 0 && (
                <span className="text-sm text-bad">{t`${addOn.refundedQuantity} refunded`}</span>
              )}
              <span className="figures text-sm text-muted">{format.money(addOn.unitPrice, order.currency)}</span>
            </li>
          ))}
        </ul>
      )}
      <Dialog
        open={shown !== null}
        onClose={() => setShown(null)}
        size="sm"
        title={shown?.tierName ?? ''}
        description={shown?.holderName ?? undefined}
      >
        {shown && (
          <>
            <QrCode text={shown.qrCode} label={t`Code ${shown.qrCode}`} className="mx-auto w-72 rounded-md" />
            <p className="mt-3 text-center font-mono text-sm select-text">{shown.qrCode}</p>
            {shown.checkedInAt !== null && (
              <p className="mt-2 text-center text-muted">{t`Admitted ${format.dateTime(shown.checkedInAt)}`}</p>
            )}
          </>
        )}
      </Dialog>
    </Section>
  );
}
