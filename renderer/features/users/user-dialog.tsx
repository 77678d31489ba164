import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { Controller } from 'react-hook-form';
import { type Role } from '../../../src/shared/operation.ts';
import { listUsers, updateUser } from '../../../src/shared/users.ts';
import { Button } from '../../components/button.tsx';
import { Switch } from '../../components/checkbox.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { refresh } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { RoleField } from './role-field.tsx';
import { type StaffMember } from './staff-member.ts';

interface UserValues {
  readonly name: string;
  readonly role: Role;
  readonly password: string;
  readonly revoked: boolean;
}

const FORM = 'user-form';

/** Only what changed goes out: a role that is sent again would end this user's sessions. */
const changes = (user: StaffMember) => (values: UserValues) => ({
  ...(values.name === user.name ? {} : { name: values.name }),
  ...(values.role === user.role ? {} : { role: values.role }),
  ...(values.password === '' ? {} : { password: values.password }),
  ...(values.revoked === user.revoked ? {} : { revoked: values.revoked }),
});

export function UserDialog({ user, onClose }: { user: StaffMember; onClose: () => void }) {
  const { t } = useLingui();
  const toast = useToast();
  const { form, submit, failure } = useSchemaForm<UserValues, typeof updateUser.body>({
    schema: updateUser.body,
    defaults: { name: user.name, role: user.role, password: '', revoked: user.revoked },
    toBody: useMemo(() => changes(user), [user]),
  });
  const { control } = form;
  return (
    <Dialog
      open
      onClose={onClose}
      title={user.name}
      description={user.email}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={form.formState.isSubmitting}>
            {t`Save`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-3.5"
        onSubmit={submit(async (body) => {
          await call(updateUser, { params: { id: user.id }, body, idempotencyKey: newIdempotencyKey() });
          void refresh(listUsers);
          toast.done(t`Saved`);
          onClose();
        })}
      >
        <TextField control={control} name="name" label={t`Name`} />
        <RoleField control={control} name="role" />
        <TextField
          control={control}
          name="password"
          label={t`New password`}
          optional={t`optional`}
          type="password"
          autoComplete="new-password"
          hint={t`A new password or role signs this user out everywhere.`}
        />
        <Controller
          control={control}
          name="revoked"
          render={({ field }) => (
            <Switch checked={!field.value} onChecked={(on) => field.onChange(!on)}>
              {t`May sign in`}
            </Switch>
          )}
        />
        <ErrorNote error={failure} />
      </form>
    </Dialog>
  );
}
