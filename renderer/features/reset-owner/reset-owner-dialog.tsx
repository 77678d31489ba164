import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { passwordSchema } from '../../../src/shared/auth.ts';
import { type DesktopBridge } from '../../../src/shared/desktop.ts';
import { emailSchema } from '../../../src/shared/operation.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SelectField, TextField } from '../../components/form-fields.tsx';
import { SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { useSchemaForm } from '../../lib/use-schema-form.ts';

const newPassword = z.object({ email: emailSchema, password: passwordSchema });

interface ResetOwnerProps {
  readonly desktop: DesktopBridge;
  readonly onClose: () => void;
}

/** Sets the new password of an owner who forgot theirs: on the machine itself, from the desktop's menu, signed in or not. */
export function ResetOwnerDialog({ desktop, onClose }: ResetOwnerProps) {
  const { t } = useLingui();
  const owners = useQuery({ queryKey: ['desktop.owners'], queryFn: () => desktop.owners(), staleTime: 0, gcTime: 0 });
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Set a new owner's password`}
      description={t`Whoever is signed in as this owner is signed out. The change is kept in the audit.`}
    >
      {owners.data === undefined ? (
        owners.error ? (
          <Said error={owners.error} />
        ) : (
          <SkeletonLines count={2} />
        )
      ) : owners.data.length === 0 ? (
        <p>{t`There is no owner yet. Close this and create one.`}</p>
      ) : (
        <ResetForm desktop={desktop} owners={owners.data} onClose={onClose} />
      )}
    </Dialog>
  );
}

function ResetForm({
  desktop,
  owners,
  onClose,
}: ResetOwnerProps & { owners: Awaited<ReturnType<DesktopBridge['owners']>> }) {
  const { t } = useLingui();
  const toast = useToast();
  const { form, submit, failure } = useSchemaForm({
    schema: newPassword,
    defaults: { email: owners[0]?.email ?? '', password: '' },
    toBody: asTyped,
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={submit(async (change) => {
        const { email } = await desktop.resetOwner(change);
        toast.done(t`The new password of ${email} is set`);
        onClose();
      })}
    >
      <SelectField
        control={form.control}
        name="email"
        label={t`Owner`}
        options={owners.map(({ email, name }) => ({ value: email, label: name, note: email }))}
      />
      <TextField
        control={form.control}
        name="password"
        label={t`New password`}
        type="password"
        autoComplete="new-password"
        hint={t`At least 10 characters.`}
        autoFocus
      />
      {failure instanceof Error && <Said error={failure} />}
      <Button type="submit" look="primary" busy={form.formState.isSubmitting}>
        {t`Set the password`}
      </Button>
    </form>
  );
}

const asTyped = (change: { email: string; password: string }) => change;

/** The desktop's errors are sentences for a person already. */
const Said = ({ error }: { error: Error }) => (
  <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
    {error.message}
  </p>
);
