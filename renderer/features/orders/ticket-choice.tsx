import { useLingui } from '@lingui/react/macro';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';

export type OrderTicket = OrderOut['tickets'][number];

interface TicketChoiceProps {
  readonly tickets: readonly OrderTicket[];
  readonly value: string;
  readonly onValue: (ticketId: string) => void;
}

/** Which of an order's tickets is meant; one alone is named. */
export function TicketChoice({ tickets, value, onValue }: TicketChoiceProps) {
  const { t } = useLingui();
  const nameOf = ({ tierName, holderName }: OrderTicket): string =>
    holderName === null ? tierName : `${tierName} · ${holderName}`;
  const [only] = tickets;
  if (tickets.length < 2) return <p className="font-medium">{only && nameOf(only)}</p>;
  return (
    <Field label={t`Ticket`}>
      {(ids) => (
        <Select
          {...ids}
          value={value}
          onValue={onValue}
          options={tickets.map((ticket) => ({ value: ticket.ticketId, label: nameOf(ticket), note: ticket.qrCode }))}
        />
      )}
    </Field>
  );
}
