import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { createDevice, listDevices } from '../../../src/shared/devices.ts';
import { type EventOut } from '../../../src/shared/events.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SelectField, TextField } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { call } from '../../lib/api.ts';
import { refresh } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { type Pairing } from './device.ts';
import { PairingCode } from './pairing-code.tsx';

interface PairDialogProps {
  readonly events: readonly EventOut[];
  readonly onClose: () => void;
}

interface Values {
  readonly name: string;
  readonly gate: string;
  readonly eventId: string;
}

const ANY = 'any';
const FORM = 'pair-form';
const bodyOf = ({ name, gate, eventId }: Values) => ({ name, gate, eventId: eventId === ANY ? null : eventId });

/** Draws a pairing code and shows it until a phone has used it, or it has run out. */
export function PairDialog({ events, onClose }: PairDialogProps) {
  const { t } = useLingui();
  const [pairing, setPairing] = useState<Pairing | null>(null);
  const { form, submit, failure } = useSchemaForm<Values, typeof createDevice.body>({
    schema: createDevice.body,
    defaults: { name: '', gate: '', eventId: ANY },
    toBody: bodyOf,
  });
  const { control } = form;
  const open = events.filter(({ status }) => status === 'published' || status === 'draft');
  if (pairing !== null) return <PairingCode pairing={pairing} onAgain={() => setPairing(null)} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Pair a device`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={form.formState.isSubmitting}>
            {t`Show the code`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="grid grid-cols-2 gap-x-4 gap-y-3.5"
        onSubmit={submit(async (body) => {
          setPairing(await call(createDevice, { body }));
          void refresh(listDevices);
        })}
      >
        <TextField
          control={control}
          name="name"
          label={t`Name`}
          placeholder={t`Ana’s phone`}
          autoFocus
          className="col-span-2"
        />
        <TextField control={control} name="gate" label={t`Gate`} optional={t`optional`} />
        <SelectField
          control={control}
          name="eventId"
          label={t`Event`}
          options={[
            { value: ANY, label: t`Every event` },
            ...open.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
        <div className="col-span-2">
          <ErrorNote error={failure} />
        </div>
      </form>
    </Dialog>
  );
}
