import { useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { chooseGate, nameGate, useStation } from './station.ts';

/** Values that no gate's name can be: names are trimmed and not empty. */
const NONE = '';
const ANOTHER = ' another';

/** Which gate this machine stands at: one that the event knows, one named here before, or another. */
export function GateSelect({ gates }: { gates: readonly string[] }) {
  const { t } = useLingui();
  const { gate, namedGates } = useStation();
  const [naming, setNaming] = useState(false);
  const known = [...new Set([...gates, ...namedGates, ...(gate === null ? [] : [gate])])].toSorted((a, b) =>
    a.localeCompare(b),
  );
  const choose = (value: string): void => {
    if (value === ANOTHER) setNaming(true);
    else chooseGate(value === NONE ? null : value);
  };
  return (
    <>
      <Select
        aria-label={t`Gate`}
        value={gate ?? NONE}
        onValue={choose}
        className="w-44!"
        options={[
          { value: NONE, label: t`No gate` },
          ...known.map((name) => ({ value: name, label: name })),
          { value: ANOTHER, label: t`Another gate…` },
        ]}
      />
      <NameGate open={naming} onClose={() => setNaming(false)} />
    </>
  );
}

function NameGate({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    nameGate(name.trim());
    setName('');
    onClose();
  };
  return (
    <Dialog open={open} onClose={onClose} title={t`Another gate`} size="sm">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t`Name`} hint={t`As it stands on the sign: North, Terrace, Door 2.`}>
          {(field) => <Input {...field} value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <Button type="submit" look="primary" className="self-end">{t`Stand here`}</Button>
      </form>
    </Dialog>
  );
}
