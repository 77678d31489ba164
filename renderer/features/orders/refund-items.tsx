import { useLingui } from '@lingui/react/macro';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { Checkbox } from '../../components/checkbox.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { TicketBadge } from '../../components/status-badge.tsx';
import { useFormat } from '../../lib/format.ts';
import { isAlive, type RefundChoice } from './refund-choice.ts';

interface RefundItemsProps {
  readonly order: OrderOut;
  readonly choice: RefundChoice;
  readonly onChange: (part: Partial<RefundChoice>) => void;
}

/** Single tickets and add-ons to refund, each with what it pays back. */
export function RefundItems({ order, choice, onChange }: RefundItemsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const money = (amount: string): string => format.money(amount, order.currency);
  const alive = order.tickets.filter(isAlive);
  const chosen = choice.ticketIds;
  const toggle = (ticketId: string, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(ticketId);
    else next.delete(ticketId);
    onChange({ ticketIds: next });
  };

  const step = (id: string, by: number): void =>
    onChange({ addOns: new Map(choice.addOns).set(id, (choice.addOns.get(id) ?? 0) + by) });

  return (
    <div className="overflow-hidden rounded-md border border-line">
      {alive.length > 1 && (
        <Checkbox
          checked={chosen.size === alive.length}
          partly={chosen.size > 0 && chosen.size < alive.length}
          onChecked={(on) => onChange({ ticketIds: new Set(on ? alive.map(({ ticketId }) => ticketId) : []) })}
          className="h-9 border-b border-line bg-canvas px-3 text-sm font-medium"
        >
          {t`All tickets`}
        </Checkbox>
      )}
      <ul className="max-h-[max(7.5rem,calc(84vh-27.5rem))] overflow-y-auto">
        {order.tickets.map((ticket) => (
          <li key={ticket.ticketId} className="border-b border-line/70 last:border-0">
            <Checkbox
              checked={chosen.has(ticket.ticketId)}
              disabled={!isAlive(ticket)}
              onChecked={(on) => toggle(ticket.ticketId, on)}
              className="min-h-9 px-3 py-1"
            >
              <span className="min-w-0 flex-1 truncate">
                <span className="font-medium">{ticket.tierName}</span>
                <span className="ml-2 text-muted">{ticket.holderName ?? ticket.qrCode}</span>
              </span>
              {ticket.status !== 'valid' && <TicketBadge status={ticket.status} />}
              <span className="figures w-20 text-right">{money(ticket.refundable)}</span>
            </Checkbox>
          </li>
        ))}
        {order.addOns.map((addOn) => (
          <li
            key={addOn.id}
            className="flex min-h-9 items-center gap-3 border-b border-line/70 px-3 py-1 last:border-0"
          >
            <Stepper
              name={addOn.name}
              count={choice.addOns.get(addOn.id) ?? 0}
              most={addOn.quantity - addOn.refundedQuantity}
              onStep={(by) => step(addOn.id, by)}
            />
            <span className="min-w-0 flex-1 truncate">{addOn.name}</span>
            <span className="figures w-20 text-right">{money(addOn.unitPrice)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
