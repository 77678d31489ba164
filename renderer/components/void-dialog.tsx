import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getEvent, listEvents } from '../../src/shared/events.ts';
import { getOrder, listOrders, type OrderOut, voidOrder } from '../../src/shared/orders.ts';
import { myTill, tillReport } from '../../src/shared/tills.ts';
import { useFormat } from '../lib/format.ts';
import { useMethodName } from '../lib/method-name.ts';
import { useChange } from '../lib/query.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Input } from './input.tsx';
import { ErrorNote } from './states.tsx';
import { useToast } from './toast.tsx';

const FORM = 'void-form';

interface VoidDialogProps {
  readonly order: OrderOut;
  readonly onClose: () => void;
  readonly onVoided?: () => void;
}

/** Undoes a sale within its shift: says where the money goes back, asks why. */
export function VoidDialog({ order, onClose, onVoided }: VoidDialogProps) {
  const { t } = useLingui();
  const format = useFormat();
  const toast = useToast();
  const methodName = useMethodName();
  const [reason, setReason] = useState('');
  const undo = useChange(voidOrder, {
    refreshes: [getOrder, listOrders, getEvent, listEvents, myTill, tillReport],
    onDone: () => {
      toast.done(t`${order.orderNumber} is undone`);
      onClose();
      onVoided?.();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Undo this sale?`}
      description={order.orderNumber}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Keep it`}</Button>
          <Button type="submit" form={FORM} look="danger" busy={undo.isPending} disabled={reason.trim() === ''}>
            {t`Undo the sale`}
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
          if (reason.trim() !== '' && !undo.isPending) undo.mutate({ params: { id: order.id }, body: { reason } });
        }}
      >
        <Field label={t`Reason`} hint={t`Stands in the report of this till.`}>
          {(field) => (
            <Input {...field} maxLength={300} value={reason} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
        <ul aria-label={t`Money that goes back`} className="rounded-md bg-sunken px-3 py-2">
          {order.payments.map((payment) => (
            <li key={payment.id} className="flex justify-between gap-4 text-lg">
              {methodName(payment.method)}
              <span className="figures font-semibold">{format.money(payment.amount, order.currency)}</span>
            </li>
          ))}
        </ul>
        <p className="text-base text-muted">{t`All of its tickets are refused at the door from now on, and its places are on sale again.`}</p>
        <ErrorNote error={undo.error} />
      </form>
    </Dialog>
  );
}
