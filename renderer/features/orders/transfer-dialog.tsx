import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listMail } from '../../../src/shared/mail.ts';
import { orderHistory } from '../../../src/shared/order-history.ts';
import { getOrder, listOrders } from '../../../src/shared/orders.ts';
import { transferTicket } from '../../../src/shared/tickets.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { isApiError } from '../../lib/api.ts';
import { fieldSentence } from '../../lib/field-sentences.ts';
import { useChange } from '../../lib/query.ts';
import { type OrderTicket, TicketChoice } from './ticket-choice.tsx';

const FORM = 'transfer-form';

interface TransferDialogProps {
  /** Those that it can be done with; the first is meant unless another is chosen. */
  readonly tickets: readonly OrderTicket[];
  readonly onClose: () => void;
}

/** Gives a ticket to somebody else: it gets a new code, and the old one opens no door from the same moment on. */
export function TransferDialog({ tickets, onClose }: TransferDialogProps) {
  const { t, i18n } = useLingui();
  const toast = useToast();
  const [ticketId, setTicketId] = useState(tickets[0]?.ticketId ?? '');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const transfer = useChange(transferTicket, {
    refreshes: [getOrder, listOrders, orderHistory, listMail],
    onDone: ({ holderName }) => {
      const holder = holderName ?? '';
      toast.done(t`The ticket is now ${holder}'s`, t`It has a new code. Print it, or mail it.`);
      onClose();
    },
  });
  const complaint = (field: string): string | undefined => {
    const message = isApiError(transfer.error) ? transfer.error.fields[field] : undefined;
    return message === undefined ? undefined : fieldSentence({ message }, i18n);
  };
  const atFields = complaint('newHolderName') ?? complaint('newHolderEmail');

  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Give the ticket to somebody else`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={transfer.isPending} disabled={name.trim() === ''}>
            {t`Transfer`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '' || transfer.isPending) return;
          transfer.mutate({
            body: { ticketId, newHolderName: name, newHolderEmail: email.trim() },
          });
        }}
      >
        <TicketChoice tickets={tickets} value={ticketId} onValue={setTicketId} />
        <Field label={t`New holder`} error={complaint('newHolderName')}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              autoComplete="off"
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t`E-mail`}
          optional={t`optional`}
          hint={t`The new code is mailed there.`}
          error={complaint('newHolderEmail')}
        >
          {(ids) => (
            <Input
              {...ids}
              type="email"
              autoComplete="off"
              maxLength={254}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <p className="rounded-md bg-warn-soft px-3 py-2 text-base text-warn">
          {t`The code that is out now is dead at once: whoever shows it is refused at the door.`}
        </p>
        {atFields === undefined && <ErrorNote error={transfer.error} />}
      </form>
    </Dialog>
  );
}
