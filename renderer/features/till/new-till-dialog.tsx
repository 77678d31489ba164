import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { createTill, listTills } from '../../../src/shared/tills.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useChange } from '../../lib/query.ts';

const FORM = 'new-till-form';

export function NewTillDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const add = useChange(createTill, { refreshes: [listTills], onDone: onClose });
  const ready = name.trim() !== '';
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`New till`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            type="submit"
            form={FORM}
            look="primary"
            busy={add.isPending}
            disabled={!ready}
          >{t`Add the till`}</Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !add.isPending) add.mutate({ body: { name } });
        }}
      >
        <Field label={t`Name`} hint={t`As staff call it: Counter 1, Bar, Door.`}>
          {(field) => <Input {...field} maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <ErrorNote error={add.error} />
      </form>
    </Dialog>
  );
}
