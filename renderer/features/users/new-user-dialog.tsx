import { useLingui } from '@lingui/react/macro';
import { type Role } from '../../../src/shared/operation.ts';
import { createUser, listUsers } from '../../../src/shared/users.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { refresh } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { RoleField } from './role-field.tsx';

interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly password: string;
}

const EMPTY: NewUser = { name: '', email: '', role: 'staff', password: '' };
const asTyped = (user: NewUser) => ({ ...user, email: user.email.trim() });
const FORM = 'new-user-form';

export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const toast = useToast();
  const { form, submit, failure } = useSchemaForm({ schema: createUser.body, defaults: EMPTY, toBody: asTyped });
  const { control } = form;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Add a user`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={form.formState.isSubmitting}>
            {t`Add`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-3.5"
        onSubmit={submit(async (body) => {
          const user = await call(createUser, { body, idempotencyKey: newIdempotencyKey() });
          void refresh(listUsers);
          toast.done(t`${user.name} may sign in now`);
          onClose();
        })}
      >
        <TextField control={control} name="name" label={t`Name`} autoFocus />
        <TextField control={control} name="email" label={t`E-mail`} type="email" />
        <RoleField control={control} name="role" />
        <TextField
          control={control}
          name="password"
          label={t`Password`}
          type="password"
          autoComplete="new-password"
          hint={t`At least 10 characters.`}
        />
        <ErrorNote error={failure} />
      </form>
    </Dialog>
  );
}
