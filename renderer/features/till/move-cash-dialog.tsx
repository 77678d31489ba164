import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listTills, moveCash, myTill, tillReport, type TillSessionOut } from '../../../src/shared/tills.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { MoneyInput } from '../../components/money-input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useChange } from '../../lib/query.ts';

const FORM = 'move-cash-form';

interface MoveCashDialogProps {
  readonly session: TillSessionOut;
  readonly kind: 'in' | 'out';
  readonly onClose: () => void;
}

/** Cash that comes into the drawer or leaves it without a sale, and why. */
export function MoveCashDialog({ session, kind, onClose }: MoveCashDialogProps) {
  const { t } = useLingui();
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const move = useChange(moveCash, { refreshes: [tillReport, myTill, listTills], onDone: onClose });
  const ready = Number(amount) > 0 && reason.trim() !== '';
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={kind === 'in' ? t`Put cash in` : t`Take cash out`}
      description={session.till.name}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={move.isPending} disabled={!ready}>
            {kind === 'in' ? t`Put in` : t`Take out`}
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
          if (ready && !move.isPending) move.mutate({ params: { id: session.id }, body: { kind, amount, reason } });
        }}
      >
        <Field label={t`Amount`}>
          {(field) => (
            <MoneyInput
              {...field}
              currency={session.currency}
              value={amount}
              onValue={setAmount}
              className="h-control-lg! text-xl font-semibold"
            />
          )}
        </Field>
        <Field label={t`Reason`}>
          {(field) => (
            <Input
              {...field}
              maxLength={200}
              value={reason}
              placeholder={kind === 'in' ? t`Change from the bank` : t`A bill paid, money to the safe`}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <ErrorNote error={move.error} />
      </form>
    </Dialog>
  );
}
