import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { eraseCustomer, listCustomers } from '../../../src/shared/customers.ts';
import { getOrder, listOrders } from '../../../src/shared/orders.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { useChange } from '../../lib/query.ts';
import { type Customer } from './customer.ts';

interface EraseDialogProps {
  readonly customer: Customer;
  readonly onClose: () => void;
  readonly onErased: () => void;
}

const FORM = 'erase-form';

/** Forgets a person for good, once the word was typed: nobody does that by a slip of the hand. */
export function EraseDialog({ customer, onClose, onErased }: EraseDialogProps) {
  const { t, i18n } = useLingui();
  const toast = useToast();
  const [typed, setTyped] = useState('');
  const word = t`erase`;
  const meant = typed.trim().toLocaleLowerCase(i18n.locale) === word;
  const erase = useChange(eraseCustomer, {
    refreshes: [listCustomers, listOrders, getOrder],
    onDone: () => {
      toast.done(t`The customer is erased`);
      onClose();
      onErased();
    },
  });
  return (
    <Dialog
      open
      size="sm"
      onClose={onClose}
      title={t`Erase ${customer.name ?? customer.email ?? customer.phone ?? t`No name`}`}
      description={t`This does not come back.`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="danger" disabled={!meant} busy={erase.isPending}>
            {t`Erase for good`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (meant) erase.mutate({ params: { id: customer.id } });
        }}
      >
        <div>
          <h3 className="text-sm font-semibold">{t`Erased`}</h3>
          <ul className="list-disc pl-5 text-muted">
            <li>{t`name, e-mail address and phone number`}</li>
            <li>{t`the names of the ticket holders, also in what the door remembers`}</li>
            <li>{t`mails of the orders, and what the search finds them by`}</li>
          </ul>
        </div>
        <div>
          <h3 className="text-sm font-semibold">{t`Stays`}</h3>
          <ul className="list-disc pl-5 text-muted">
            <li>{t`orders with their sums, receipts and refunds, without a name`}</li>
            <li>{t`tickets: they still open the door`}</li>
            <li>{t`backups made before, until they are deleted in turn`}</li>
          </ul>
        </div>
        <Field label={t`Type “${word}” to go on`}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <ErrorNote error={erase.error} />
      </form>
    </Dialog>
  );
}
