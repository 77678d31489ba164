import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { welcome } from '../../../src/shared/auth.ts';
import { listTills, listTillSessions, myTill, openTill } from '../../../src/shared/tills.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { MoneyInput } from '../../components/money-input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useAsk, useChange } from '../../lib/query.ts';
import type { Till } from './till.ts';

const FORM = 'open-till-form';

/** Opens a till with the cash that lies in it. */
export function OpenTillDialog({ till, onClose }: { till: Till; onClose: () => void }) {
  const { t } = useLingui();
  const [float, setFloat] = useState('');
  const { data: office } = useAsk(welcome);
  const currency = office?.currency ?? 'EUR';
  const open = useChange(openTill, { refreshes: [myTill, listTills, listTillSessions], onDone: onClose });
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Open ${till.name}`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={open.isPending}>{t`Open the till`}</Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!open.isPending) open.mutate({ body: { tillId: till.id, float: float === '' ? 0 : float } });
        }}
      >
        <Field label={t`Cash in the drawer`} hint={t`The change that lies in it now. Empty means none.`}>
          {(field) => (
            <MoneyInput
              {...field}
              currency={currency}
              value={float}
              onValue={setFloat}
              className="h-control-lg! text-xl font-semibold"
            />
          )}
        </Field>
        <ErrorNote error={open.error} />
      </form>
    </Dialog>
  );
}
