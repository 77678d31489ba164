import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { listTillSessions, type TillSessionOut } from '../../../src/shared/tills.ts';
import { Badge } from '../../components/badge.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Panel } from '../../components/panel.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useRows } from '../../lib/query.ts';
import { Difference } from './difference.tsx';

/** The shifts before, newest first; each opens its report. */
export function PastSessions() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const { rows, isPending, error, retry } = useRows(listTillSessions, {}, { every: 15_000 });
  const columns: readonly Column<TillSessionOut>[] = [
    {
      id: 'z',
      header: t`Z`,
      width: '3.5rem',
      cell: ({ zNumber }) => <span className="figures font-medium">{zNumber ?? '–'}</span>,
    },
    {
      id: 'till',
      header: t`Till`,
      width: 'minmax(6rem, 1fr)',
      cell: ({ till }) => <span className="truncate font-medium">{till.name}</span>,
    },
    { id: 'opened', header: t`Opened`, width: '8rem', cell: ({ openedAt }) => format.dateTime(openedAt) },
    {
      id: 'by',
      header: t`By`,
      width: 'minmax(6rem, 1fr)',
      cell: ({ openedBy }) => <span className="truncate text-muted">{openedBy}</span>,
    },
    {
      id: 'difference',
      header: t`Difference`,
      width: '9.5rem',
      cell: (session) =>
        session.closedAt === null ? <Badge tone="good">{t`Open`}</Badge> : <Difference session={session} />,
    },
  ];
  return (
    <Panel title={t`Shifts`}>
      <div className="relative min-h-0 flex-1">
        {error ? (
          <ErrorState error={error} onRetry={retry} />
        ) : isPending ? (
          <SkeletonLines count={4} />
        ) : rows.count === 0 ? (
          <EmptyState
            icon={History}
            title={t`No shifts yet`}
          >{t`A till that was closed keeps its report here.`}</EmptyState>
        ) : (
          <DataGrid
            label={t`Shifts`}
            rows={rows}
            columns={columns}
            keyOf={({ id }) => id}
            onOpen={({ id }) => void navigate({ to: '/print/till/$sessionId', params: { sessionId: id } })}
          />
        )}
      </div>
    </Panel>
  );
}
