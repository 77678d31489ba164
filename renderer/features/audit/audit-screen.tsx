import { useLingui } from '@lingui/react/macro';
import { History, SearchX } from 'lucide-react';
import { useState } from 'react';
import { welcome } from '../../../src/shared/auth.ts';
import { listAudit } from '../../../src/shared/audit.ts';
import { dayBounds } from '../../../src/shared/instant.ts';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { Screen } from '../../components/screen.tsx';
import { Select } from '../../components/select.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk, useRows } from '../../lib/query.ts';
import { ACTIONS, useActionName } from './action-name.ts';
import { AuditEntry } from './audit-entry.tsx';
import { type Audited } from './audited.ts';

const ANY = 'any';

/** Who did what, when, and what it was before. */
export function AuditScreen() {
  const { t } = useLingui();
  const { data: office } = useAsk(welcome);
  const actionName = useActionName();
  const [action, setAction] = useState<string>(ANY);
  const [day, setDay] = useState('');
  const [open, setOpen] = useState<Audited | null>(null);
  const zone = office?.timeZone ?? 'UTC';
  const columns = useColumns(zone);
  const query = { ...(action === ANY ? {} : { action }), ...(day === '' ? {} : dayBounds(day, zone)) };
  const { rows, isPending, isCatchingUp, error, retry } = useRows(listAudit, query, { every: 15_000 });
  const filtered = action !== ANY || day !== '';

  return (
    <Screen
      title={t`Audit`}
      tools={
        <>
          <Select
            aria-label={t`What was done`}
            className="w-60!"
            value={action}
            onValue={setAction}
            options={[
              { value: ANY, label: t`Everything` },
              ...ACTIONS.map((value) => ({ value, label: actionName(value) })),
            ]}
          />
          <Field bare label={t`Day`}>
            {(ids) => (
              <Input
                {...ids}
                type="date"
                className="w-40!"
                value={day}
                onChange={(event) => setDay(event.target.value)}
              />
            )}
          </Field>
        </>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : isPending ? (
        <SkeletonLines count={10} />
      ) : rows.count > 0 ? (
        <DataGrid
          label={t`Audit`}
          rows={rows}
          columns={columns}
          keyOf={({ id }) => id}
          openKey={open?.id}
          dimmed={isCatchingUp}
          rowHeight={36}
          onOpen={setOpen}
        />
      ) : filtered ? (
        <EmptyState icon={SearchX} title={t`Nothing of this kind`} />
      ) : (
        <EmptyState icon={History} title={t`Nothing has happened yet`} />
      )}
      {open !== null && <AuditEntry entry={open} zone={zone} onClose={() => setOpen(null)} />}
    </Screen>
  );
}

function useColumns(zone: string): readonly Column<Audited>[] {
  const { t } = useLingui();
  const format = useFormat();
  const actionName = useActionName();
  return [
    {
      id: 'at',
      header: t`When`,
      width: '10rem',
      cell: ({ at }) => <span className="figures text-muted">{format.dateTimeWithSeconds(at, zone)}</span>,
    },
    {
      id: 'actor',
      header: t`Who`,
      width: 'minmax(8rem, 1fr)',
      cell: ({ actorName }) => <span className="font-medium">{actorName ?? t`The box office itself`}</span>,
    },
    { id: 'action', header: t`What`, width: 'minmax(12rem, 1.4fr)', cell: ({ action }) => actionName(action) },
    {
      id: 'subject',
      header: t`About`,
      width: 'minmax(12rem, 1.4fr)',
      cell: (entry) => <span className="text-muted">{subjectOf(entry)}</span>,
    },
    {
      id: 'address',
      header: t`From`,
      width: '9rem',
      from: 900,
      cell: ({ address }) => <span className="figures text-muted">{address}</span>,
    },
  ];
}

/** What the entry is about in the words of the trade, where it has them; else the id. */
function subjectOf({ subjectId, before, after }: Audited): string {
  const facts = { ...before, ...after };
  for (const name of ['orderNumber', 'title', 'name', 'code', 'email', 'qrCode']) {
    const value = facts[name];
    if (typeof value === 'string') return value;
  }
  return subjectId ?? '';
}
