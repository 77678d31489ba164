import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { setPin, switchableUsers } from '../../../src/shared/auth.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { useMe } from '../../lib/me.ts';
import { useAsk, useChange } from '../../lib/query.ts';

const FORM = 'pin-form';

/** One's own PIN for a shared till: set it, change it, take it away. */
export function PinDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const toast = useToast();
  const person = useMe();
  const { data: users = [] } = useAsk(switchableUsers);
  const hasPin = users.some(({ id }) => id === person?.id);
  const [pin, setDigits] = useState('');
  const [password, setPassword] = useState('');
  const change = useChange(setPin, {
    refreshes: [switchableUsers],
    onDone: ({ hasPin: set }) => {
      toast.done(set ? t`Your PIN is set` : t`Your PIN is taken away`);
      onClose();
    },
  });
  const ready = /^\d{4,8}$/.test(pin) && password !== '';
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Your PIN`}
      description={t`With it you take over a till that a colleague is signed in at.`}
      footer={
        <>
          {hasPin && (
            <Button
              look="quiet"
              disabled={password === ''}
              onClick={() => change.mutate({ body: { pin: null, password } })}
              className="mr-auto"
            >
              {t`Take it away`}
            </Button>
          )}
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            type="submit"
            form={FORM}
            look="primary"
            busy={change.isPending}
            disabled={!ready}
          >{t`Set the PIN`}</Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !change.isPending) change.mutate({ body: { pin, password } });
        }}
      >
        <Field label={t`New PIN`} hint={t`4 to 8 digits that nobody guesses.`}>
          {(field) => (
            <Input
              {...field}
              type="password"
              inputMode="numeric"
              autoComplete="off"
              value={pin}
              onChange={({ target }) => /^\d{0,8}$/.test(target.value) && setDigits(target.value)}
              className="figures w-40! text-xl tracking-widest"
            />
          )}
        </Field>
        <Field label={t`Your password`} hint={t`So that nobody sets it for you.`}>
          {(field) => (
            <Input
              {...field}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={({ target }) => setPassword(target.value)}
            />
          )}
        </Field>
        <ErrorNote error={change.error} />
      </form>
    </Dialog>
  );
}
