import { useLingui } from '@lingui/react/macro';
import { type Control, type FieldPath, type FieldValues } from 'react-hook-form';
import { SelectField } from '../../components/form-fields.tsx';
import { useRoleName } from '../../lib/role-name.ts';

interface RoleFieldProps<Values extends FieldValues> {
  readonly control: Control<Values>;
  readonly name: FieldPath<Values>;
}

/** The four roles, each with what it may. */
export function RoleField<Values extends FieldValues>({ control, name }: RoleFieldProps<Values>) {
  const { t } = useLingui();
  const roleName = useRoleName();
  return (
    <SelectField
      control={control}
      name={name}
      label={t`Role`}
      options={[
        { value: 'staff', label: roleName('staff'), note: t`sells, looks up, refunds up to the limit, scans` },
        { value: 'scanner', label: roleName('scanner'), note: t`scans only` },
        { value: 'manager', label: roleName('manager'), note: t`everything but users and settings` },
        { value: 'owner', label: roleName('owner'), note: t`everything` },
      ]}
    />
  );
}
