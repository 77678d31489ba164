import { useMutation } from '@tanstack/react-query';
import { useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { undoAdmission } from './door.ts';

/** An admission that can be taken back. */
export interface Undoable {
  readonly nonce: string;
  readonly name: string;
  /** How many tickets the scan let in. */
  readonly tickets: number;
}

/** Takes an admission back, and asks why: whoever reads the night's record will ask too. */
export function UndoDialog({ admission, onClose }: { admission: Undoable | null; onClose: () => void }) {
  const { t } = useLingui();
  const { name, tickets } = admission ?? { name: '', tickets: 1 };
  return (
    <Dialog
      open={admission !== null}
      onClose={onClose}
      title={t`Take the admission back?`}
      description={
        tickets > 1
          ? t`${name}: the whole party of ${tickets} tickets can be admitted again afterwards.`
          : t`${name}: the ticket can be admitted again afterwards.`
      }
      size="sm"
    >
      {admission && <UndoForm admission={admission} onClose={onClose} />}
    </Dialog>
  );
}

function UndoForm({ admission, onClose }: { admission: Undoable; onClose: () => void }) {
  const { t } = useLingui();
  const toast = useToast();
  const usual = [t`Scanned by mistake`, t`Did not go in`, t`Wrong person`];
  const [reason, setReason] = useState('');
  const undo = useMutation({
    mutationFn: (why: string) => undoAdmission(admission.nonce, why),
    onSuccess: (tickets) => {
      toast.done(tickets > 1 ? t`${tickets} admissions were taken back` : t`The admission was taken back`);
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') undo.mutate(reason.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        {usual.map((why) => (
          <Button key={why} busy={undo.isPending} onClick={() => undo.mutate(why)}>
            {why}
          </Button>
        ))}
      </div>
      <Field label={t`Another reason`}>
        {(field) => (
          <Input {...field} value={reason} maxLength={300} onChange={({ target }) => setReason(target.value)} />
        )}
      </Field>
      <ErrorNote error={undo.error} />
      <Button type="submit" look="primary" busy={undo.isPending} disabled={reason.trim() === ''} className="self-end">
        {t`Take it back`}
      </Button>
    </form>
  );
}
