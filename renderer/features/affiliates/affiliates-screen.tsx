import { useLingui } from '@lingui/react/macro';
import { Handshake, Plus } from 'lucide-react';
import { useState } from 'react';
import { listAffiliates } from '../../../src/shared/affiliates.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Screen } from '../../components/screen.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useRows } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { type Affiliate } from './affiliate.ts';
import { AffiliateSheet } from './affiliate-sheet.tsx';
import { NewAffiliateDialog } from './new-affiliate-dialog.tsx';

/** Who sells for us by a link, and what they are owed for it. */
export function AffiliatesScreen() {
  const { t } = useLingui();
  const [open, setOpen] = useState<Affiliate | 'new' | null>(null);
  const { rows, isPending, error, retry } = useRows(listAffiliates, {}, { every: 30_000 });
  const columns = useColumns();
  const close = (): void => setOpen(null);
  useShortcut('n', () => setOpen('new'), { label: t`New affiliate`, group: t`Affiliates` });
  // What is open shows what the list says now: a payout changes it.
  const opened = open === null || open === 'new' ? null : (find(rows, open.id) ?? open);

  return (
    <Screen
      title={t`Affiliates`}
      actions={
        <Button look="primary" icon={Plus} onClick={() => setOpen('new')}>
          {t`New affiliate`}
        </Button>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : isPending ? (
        <SkeletonLines count={6} />
      ) : rows.count === 0 ? (
        <EmptyState icon={Handshake} title={t`No affiliates yet`}>
          {t`An affiliate brings guests by a link or a code of their own and earns a percentage of what they buy.`}
        </EmptyState>
      ) : (
        <DataGrid
          label={t`Affiliates`}
          rows={rows}
          columns={columns}
          keyOf={({ id }) => id}
          openKey={opened?.id}
          onOpen={setOpen}
        />
      )}
      {open === 'new' && <NewAffiliateDialog onClose={close} onMade={setOpen} />}
      {opened !== null && <AffiliateSheet affiliate={opened} onClose={close} />}
    </Screen>
  );
}

function find({ at, count }: { count: number; at: (index: number) => Affiliate | undefined }, id: string) {
  for (let index = 0; index < count; index++) if (at(index)?.id === id) return at(index);
  return undefined;
}

function useColumns(): readonly Column<Affiliate>[] {
  const { t } = useLingui();
  const format = useFormat();
  return [
    {
      id: 'name',
      header: t`Name`,
      width: 'minmax(9rem, 1.3fr)',
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    { id: 'code', header: t`Code`, width: 'minmax(7rem, 1fr)', cell: ({ code }) => code },
    {
      id: 'rate',
      header: t`Rate`,
      width: '4.5rem',
      align: 'right',
      from: 760,
      cell: ({ commissionRate }) => format.percent(commissionRate),
    },
    { id: 'clicks', header: t`Clicks`, width: '4.5rem', align: 'right', cell: ({ clicks }) => format.number(clicks) },
    {
      id: 'orders',
      header: t`Orders`,
      width: '4.5rem',
      align: 'right',
      cell: ({ orderCount }) => format.number(orderCount),
    },
    {
      id: 'sales',
      header: t`Sales`,
      width: '7rem',
      align: 'right',
      cell: ({ sales, currency }) => format.money(sales, currency),
    },
    {
      id: 'earnings',
      header: t`Earned`,
      width: '6.5rem',
      align: 'right',
      cell: ({ earnings, currency }) => format.money(earnings, currency),
    },
    {
      id: 'paid',
      header: t`Paid out`,
      width: '6.5rem',
      align: 'right',
      from: 860,
      cell: ({ paidOut, currency }) => format.money(paidOut, currency),
    },
    {
      id: 'owed',
      header: t`Owed`,
      width: '6.5rem',
      align: 'right',
      cell: ({ balance, currency }) => (
        <span className={Number(balance) > 0 ? 'font-semibold' : 'text-muted'}>{format.money(balance, currency)}</span>
      ),
    },
  ];
}
