import { useLingui } from '@lingui/react/macro';
import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import { listMail, resendOrder } from '../../../src/shared/mail.ts';
import { orderHistory } from '../../../src/shared/order-history.ts';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { isApiError } from '../../lib/api.ts';
import { fieldSentence } from '../../lib/field-sentences.ts';
import { mailWaits } from '../../lib/mail-waits.ts';
import { useChange } from '../../lib/query.ts';

const FORM = 'resend-form';

/** Mails an order's tickets again. Stays to say so where the mail has to wait. */
export function ResendDialog({ order, onClose }: { order: OrderOut; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const toast = useToast();
  const own = order.customerEmail ?? '';
  const [email, setEmail] = useState(own);
  const typed = email.trim();
  const resend = useChange(resendOrder, {
    refreshes: [listMail, orderHistory],
    onDone: ({ email: to, waitingFor }) => {
      if (waitingFor !== null) return;
      toast.done(t`The tickets are on their way to ${to}`);
      onClose();
    },
  });
  const waitingFor = resend.data?.waitingFor ?? null;

  if (waitingFor !== null) {
    return (
      // Another dialog than the form's, so that the focus moves to what is to be pressed now.
      <Dialog
        key="waits"
        open
        onClose={onClose}
        size="sm"
        title={t`It waits for a mail server`}
        footer={<Button look="primary" onClick={onClose}>{t`Done`}</Button>}
      >
        <p role="status" className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-base text-warn">
          <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0" />
          {mailWaits(waitingFor, i18n)}
        </p>
        <p className="mt-3 text-base">
          {t`The mail to ${typed} lies in the outbox and goes out by itself as soon as it can. Print the tickets if the guest needs them now.`}
        </p>
      </Dialog>
    );
  }

  const complaint = isApiError(resend.error) ? resend.error.fields['email'] : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Resend the tickets`}
      description={`${order.orderNumber} · ${order.eventTitle}`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={resend.isPending} disabled={typed === ''}>
            {t`Send`}
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
          if (typed !== '' && !resend.isPending)
            resend.mutate({ params: { id: order.id }, body: typed === own ? {} : { email: typed } });
        }}
      >
        <Field
          label={t`E-mail`}
          hint={
            typed === own || typed === ''
              ? t`A PDF with a code for each ticket. Refunded and transferred ones are left out.`
              : t`Another address than the order's. The audit notes it.`
          }
          error={complaint === undefined ? undefined : fieldSentence({ message: complaint }, i18n)}
        >
          {(ids) => (
            <Input
              {...ids}
              type="email"
              autoFocus
              value={email}
              maxLength={254}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        {complaint === undefined && <ErrorNote error={resend.error} />}
      </form>
    </Dialog>
  );
}
