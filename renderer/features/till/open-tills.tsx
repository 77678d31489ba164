import { useLingui } from '@lingui/react/macro';
import { LockOpen, Vault } from 'lucide-react';
import { useState } from 'react';
import { joinTill, listTills, listTillSessions, myTill } from '../../../src/shared/tills.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { EmptyState, ErrorNote, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk, useChange } from '../../lib/query.ts';
import { OpenTillDialog } from './open-till-dialog.tsx';
import type { Till } from './till.ts';

/** The tills of the house: one to open, or one that is open to work at. */
export function OpenTills({ requireTill }: { requireTill: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const [opening, setOpening] = useState<Till | null>(null);
  const { data, error, refetch } = useAsk(listTills, {}, { every: 10_000 });
  const join = useChange(joinTill, { refreshes: [myTill, listTills, listTillSessions] });
  const first = data?.find(({ session }) => session === null);
  return (
    <Panel title={t`No till is open here`}>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <p className="px-4 pt-3.5 pb-1 text-base text-muted">
          {requireTill
            ? t`Nothing is sold until one is open: count the cash that lies in the drawer, and open it.`
            : t`Tickets can be sold without one. Open a till, and its cash is counted at the end.`}
        </p>
        <div className="px-4">
          <ErrorNote error={join.error} />
        </div>
        {data === undefined ? (
          error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines count={3} />
          )
        ) : data.length === 0 ? (
          <EmptyState icon={Vault} title={t`No tills yet`}>
            {t`A manager adds one with “New till”.`}
          </EmptyState>
        ) : (
          <ul className="p-2">
            {data.map((till) => (
              <li key={till.id} className="flex min-h-14 items-center gap-3 border-b border-line/70 px-2 last:border-0">
                <Vault aria-hidden className="size-5 text-muted" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-lg font-medium">{till.name}</span>
                  {till.session && (
                    <span className="block truncate text-sm text-muted">
                      {t`${till.session.openedBy ?? ''}, since ${format.time(till.session.openedAt)}`}
                      {till.session.expected !== null &&
                        ` · ${format.money(till.session.expected, till.session.currency)}`}
                    </span>
                  )}
                </span>
                {till.session ? (
                  <>
                    <Badge tone="good">{t`Open`}</Badge>
                    <Button
                      busy={join.isPending}
                      onClick={() => till.session && join.mutate({ params: { id: till.session.id }, body: {} })}
                    >
                      {t`Work here`}
                    </Button>
                  </>
                ) : (
                  <Button look={till === first ? 'primary' : 'normal'} icon={LockOpen} onClick={() => setOpening(till)}>
                    {t`Open…`}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      {opening && <OpenTillDialog till={opening} onClose={() => setOpening(null)} />}
    </Panel>
  );
}
