import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type EventOut, getEvent, listEvents } from '../../../src/shared/events.ts';
import { checkout, listOrders } from '../../../src/shared/orders.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input, TextArea } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { useChange } from '../../lib/query.ts';
import { guestsOf, MOST_GUESTS } from './guests.ts';

const FORM = 'guest-form';

/** Puts names on the door's list: given away with a reason, each name on a ticket of its own, found at the door by two letters. */
export function GuestDialog({ event, onClose }: { event: EventOut; onClose: () => void }) {
  const { t } = useLingui();
  const toast = useToast();
  const [tierId, setTierId] = useState(event.tiers[0]?.id ?? '');
  const [party, setParty] = useState('');
  const [reason, setReason] = useState('');
  const [pasted, setPasted] = useState('');
  const guests = guestsOf(pasted);
  const tooMany = guests.length > MOST_GUESTS;
  const ready = guests.length > 0 && !tooMany && reason.trim() !== '';
  const count = guests.length;
  const add = useChange(checkout, {
    refreshes: [listOrders, getEvent, listEvents],
    onDone: ({ orderNumber }) => {
      toast.done(t`The names are on the list`, orderNumber);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Guest list`}
      description={event.title}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={add.isPending} disabled={!ready}>
            <Plural value={count} one="Put # name on the list" other="Put # names on the list" />
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="grid grid-cols-2 gap-x-4 gap-y-3.5"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (!ready || add.isPending) return;
          add.mutate({
            body: {
              eventId: event.id,
              items: [{ tierId, quantity: count, holders: guests }],
              customerName: party.trim() === '' ? guests[0] : party.trim(),
              payment: { method: 'comp', reason: reason.trim() },
            },
          });
        }}
      >
        <Field
          label={t`Names`}
          hint={t`One a line, as pasted from a mail or a sheet. No e-mail address is needed.`}
          error={tooMany ? t`${MOST_GUESTS} names at a time, please.` : undefined}
          className="col-span-2"
        >
          {(field) => (
            <TextArea
              {...field}
              rows={8}
              value={pasted}
              onChange={({ target }) => setPasted(target.value)}
              className="font-medium"
            />
          )}
        </Field>
        <Field label={t`Tier`}>
          {(field) => (
            <Select
              {...field}
              value={tierId}
              onValue={setTierId}
              options={event.tiers.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
        <Field label={t`Party`} optional={t`optional`}>
          {(field) => (
            <Input
              {...field}
              maxLength={120}
              value={party}
              placeholder={t`The band, the press…`}
              onChange={({ target }) => setParty(target.value)}
            />
          )}
        </Field>
        <Field label={t`Why they are given away`} className="col-span-2">
          {(field) => (
            <Input {...field} maxLength={300} value={reason} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
        <div className="col-span-2">
          <ErrorNote error={add.error} />
        </div>
      </form>
    </Dialog>
  );
}
