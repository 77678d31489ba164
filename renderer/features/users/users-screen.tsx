import { useLingui } from '@lingui/react/macro';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { listUsers } from '../../../src/shared/users.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Screen } from '../../components/screen.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useRows } from '../../lib/query.ts';
import { useRoleName } from '../../lib/role-name.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { NewUserDialog } from './new-user-dialog.tsx';
import { type StaffMember } from './staff-member.ts';
import { UserDialog } from './user-dialog.tsx';

/** Who may sign in, and as what. There is always one owner. */
export function UsersScreen() {
  const { t } = useLingui();
  const [open, setOpen] = useState<StaffMember | 'new' | null>(null);
  const { rows, isPending, error, retry } = useRows(listUsers, {});
  const columns = useColumns();
  const close = (): void => setOpen(null);
  useShortcut('n', () => setOpen('new'), { label: t`Add a user`, group: t`Users` });

  return (
    <Screen
      title={t`Users`}
      actions={
        <Button look="primary" icon={UserPlus} onClick={() => setOpen('new')}>
          {t`Add a user`}
        </Button>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : isPending ? (
        <SkeletonLines count={5} />
      ) : (
        <DataGrid label={t`Users`} rows={rows} columns={columns} keyOf={({ id }) => id} onOpen={setOpen} />
      )}
      {open === 'new' && <NewUserDialog onClose={close} />}
      {open !== null && open !== 'new' && <UserDialog user={open} onClose={close} />}
    </Screen>
  );
}

function useColumns(): readonly Column<StaffMember>[] {
  const { t } = useLingui();
  const format = useFormat();
  const roleName = useRoleName();
  return [
    {
      id: 'name',
      header: t`Name`,
      width: 'minmax(10rem, 1fr)',
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    {
      id: 'email',
      header: t`E-mail`,
      width: 'minmax(12rem, 1.4fr)',
      cell: ({ email }) => <span className="text-muted">{email}</span>,
    },
    { id: 'role', header: t`Role`, width: '8rem', cell: ({ role }) => roleName(role) },
    {
      id: 'state',
      header: t`Status`,
      width: '8rem',
      cell: ({ revoked }) =>
        revoked ? <Badge tone="bad">{t`Revoked`}</Badge> : <Badge tone="good">{t`Active`}</Badge>,
    },
    {
      id: 'login',
      header: t`Last signed in`,
      width: '11rem',
      align: 'right',
      cell: ({ lastLoginAt }) => (
        <span className="text-muted">{lastLoginAt === null ? t`never` : format.relative(lastLoginAt)}</span>
      ),
    },
  ];
}
