import { useLingui } from '@lingui/react/macro';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { listConflicts } from '../../../src/shared/devices.ts';
import { Badge } from '../../components/badge.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Screen } from '../../components/screen.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useRows } from '../../lib/query.ts';
import { type Conflict } from './conflict.ts';
import { ConflictSheet } from './conflict-sheet.tsx';
import { useConflictWords } from './conflict-words.ts';

/** Whom offline scanners let in against the ledger, to be looked into and closed with a note. */
export function ConflictsScreen() {
  const { t } = useLingui();
  const [which, setWhich] = useState<'open' | 'closed'>('open');
  const [open, setOpen] = useState<Conflict | null>(null);
  const query = { resolved: which === 'closed' ? 'true' : 'false' } as const;
  const { rows, isPending, isCatchingUp, error, retry } = useRows(listConflicts, query, { every: 10_000 });
  const columns = useColumns();
  return (
    <Screen
      title={t`Conflicts`}
      tools={
        <Segmented
          label={t`Which conflicts`}
          value={which}
          onValue={setWhich}
          options={[
            { value: 'open', label: t`To look into` },
            { value: 'closed', label: t`Settled` },
          ]}
        />
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : isPending ? (
        <SkeletonLines count={6} />
      ) : rows.count > 0 ? (
        <DataGrid
          label={t`Conflicts`}
          rows={rows}
          columns={columns}
          keyOf={({ id }) => id}
          openKey={open?.id}
          dimmed={isCatchingUp}
          onOpen={setOpen}
        />
      ) : which === 'open' ? (
        <EmptyState icon={CircleCheck} title={t`Nothing to look into`}>
          {t`A scanner without a connection decides by what it knew last. What it let in against the ledger is listed here once it is back.`}
        </EmptyState>
      ) : (
        <EmptyState icon={CircleCheck} title={t`Nothing was settled yet`} />
      )}
      {open !== null && <ConflictSheet conflict={open} onClose={() => setOpen(null)} />}
    </Screen>
  );
}

function useColumns(): readonly Column<Conflict>[] {
  const { t } = useLingui();
  const format = useFormat();
  const words = useConflictWords();
  return [
    {
      id: 'at',
      header: t`Scanned`,
      width: '8.5rem',
      cell: ({ scannedAt }) => <span className="figures text-muted">{format.dateTime(scannedAt)}</span>,
    },
    {
      id: 'who',
      header: t`Guest`,
      width: 'minmax(8rem, 1fr)',
      cell: ({ holderName, tierName }) => (
        <>
          <span className="font-medium">{holderName ?? t`No name`}</span> <span className="text-muted">{tierName}</span>
        </>
      ),
    },
    { id: 'what', header: t`What happened`, width: 'minmax(14rem, 2fr)', cell: words },
    {
      id: 'gate',
      header: t`Gate`,
      width: '7rem',
      from: 800,
      cell: ({ gate }) => <span className="text-muted">{gate ?? '–'}</span>,
    },
    {
      id: 'state',
      header: t`Status`,
      width: '7rem',
      cell: ({ resolvedAt }) =>
        resolvedAt === null ? <Badge tone="warn">{t`Open`}</Badge> : <Badge tone="good">{t`Settled`}</Badge>,
    },
  ];
}
