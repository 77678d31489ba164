import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { liveEvent } from '../../../src/shared/events.ts';
import { orderHistory } from '../../../src/shared/order-history.ts';
import { getOrder, listOrders } from '../../../src/shared/orders.ts';
import { undoScan } from '../../../src/shared/scan.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { useFormat } from '../../lib/format.ts';
import { useChange } from '../../lib/query.ts';
import { type OrderTicket, TicketChoice } from './ticket-choice.tsx';

const FORM = 'undo-admission-form';

interface UndoAdmissionProps {
  /** Those that it can be done with; the first is meant unless another is chosen. */
  readonly tickets: readonly OrderTicket[];
  readonly onClose: () => void;
}

/** Takes an admission back from the order, and asks why: whoever reads the time line will ask too. */
export function UndoAdmission({ tickets, onClose }: UndoAdmissionProps) {
  const { t } = useLingui();
  const format = useFormat();
  const toast = useToast();
  const [ticketId, setTicketId] = useState(tickets[0]?.ticketId ?? '');
  const [reason, setReason] = useState('');
  const undo = useChange(undoScan, {
    refreshes: [getOrder, listOrders, orderHistory, liveEvent],
    onDone: () => {
      toast.done(t`The admission was taken back`);
      onClose();
    },
  });
  const ticket = tickets.find((one) => one.ticketId === ticketId);
  const when = ticket?.checkedInAt == null ? '' : format.dateTime(ticket.checkedInAt);

  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Take the admission back?`}
      description={t`Admitted ${when}. The ticket can be admitted again afterwards.`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={undo.isPending} disabled={reason.trim() === ''}>
            {t`Take it back`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (ticket && reason.trim() !== '' && !undo.isPending)
            undo.mutate({ body: { qrCode: ticket.qrCode, reason: reason.trim() } });
        }}
      >
        <TicketChoice tickets={tickets} value={ticketId} onValue={setTicketId} />
        <Field label={t`Reason`}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              autoComplete="off"
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          {[t`Scanned by mistake`, t`Did not go in`, t`Wrong person`].map((usual) => (
            <Button key={usual} size="sm" onClick={() => setReason(usual)}>
              {usual}
            </Button>
          ))}
        </div>
        <ErrorNote error={undo.error} />
      </form>
    </Dialog>
  );
}
