import { useLingui } from '@lingui/react/macro';
import { Plus, SearchX, TicketPercent } from 'lucide-react';
import { useState } from 'react';
import { welcome } from '../../../src/shared/auth.ts';
import { listEvents } from '../../../src/shared/events.ts';
import { listPromoCodes } from '../../../src/shared/promo-codes.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Screen } from '../../components/screen.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { useAsk, useRows } from '../../lib/query.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { PromoCodeDialog } from './promo-code-dialog.tsx';
import { type PromoCode } from './promo-code.ts';

export function PromoCodesScreen() {
  const { t } = useLingui();
  const mayPlan = useMay('manager');
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<PromoCode | 'new' | null>(null);
  const q = useDebounced(typed.trim());
  const { rows, isPending, isCatchingUp, error, retry } = useRows(listPromoCodes, q === '' ? {} : { q });
  const { data: office } = useAsk(welcome);
  const { data: events = [] } = useAsk(listEvents, { query: { pageSize: 200 } });
  const columns = useColumns(new Map(events.map(({ id, title }) => [id, title])), office?.timeZone);
  useShortcut('n', () => setOpen('new'), { label: t`New promo code`, group: t`Promo codes`, enabled: mayPlan });

  return (
    <Screen
      title={t`Promo codes`}
      tools={<SearchInput label={t`Search promo codes`} placeholder={t`Code…`} value={typed} onValue={setTyped} />}
      actions={
        mayPlan && (
          <Button look="primary" icon={Plus} onClick={() => setOpen('new')}>
            {t`New promo code`}
          </Button>
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : isPending ? (
        <SkeletonLines count={6} />
      ) : rows.count === 0 && q !== '' ? (
        <EmptyState icon={SearchX} title={t`No promo code fits`} />
      ) : rows.count === 0 ? (
        <EmptyState icon={TicketPercent} title={t`No promo codes yet`}>
          {t`A promo code takes a percentage or an amount off the tickets of an order, as often as its quota allows.`}
        </EmptyState>
      ) : (
        <DataGrid
          label={t`Promo codes`}
          rows={rows}
          columns={columns}
          keyOf={({ id }) => id}
          dimmed={isCatchingUp}
          {...(mayPlan ? { onOpen: setOpen } : {})}
        />
      )}
      {open !== null && office !== undefined && (
        <PromoCodeDialog
          promo={open === 'new' ? null : open}
          events={events}
          currency={office.currency}
          zone={office.timeZone}
          onClose={() => setOpen(null)}
        />
      )}
    </Screen>
  );
}

function useColumns(titles: ReadonlyMap<string, string>, zone: string | undefined): readonly Column<PromoCode>[] {
  const { t } = useLingui();
  const format = useFormat();
  const off = (promo: PromoCode): string =>
    promo.percent === null ? format.money(promo.amount ?? '0', promo.currency) : format.percent(promo.percent);
  const window = (promo: PromoCode): string => {
    const from = promo.from === null ? null : format.dateTime(promo.from, zone);
    const until = promo.until === null ? null : format.dateTime(promo.until, zone);
    if (from !== null && until !== null) return `${from} – ${until}`;
    if (from !== null) return t`from ${from}`;
    return until === null ? t`always` : t`until ${until}`;
  };
  const state = (promo: PromoCode) => {
    if (!promo.active) return <Badge>{t`Off`}</Badge>;
    if (promo.quota !== null && promo.used >= promo.quota) return <Badge tone="bad">{t`Used up`}</Badge>;
    if (promo.until !== null && promo.until < new Date().toISOString()) return <Badge>{t`Over`}</Badge>;
    return <Badge tone="good">{t`Active`}</Badge>;
  };
  return [
    {
      id: 'code',
      header: t`Code`,
      width: 'minmax(10rem, 1fr)',
      cell: (promo) => <span className="font-semibold">{promo.code}</span>,
    },
    { id: 'off', header: t`Takes off`, width: '7rem', align: 'right', cell: off },
    {
      id: 'used',
      header: t`Used`,
      width: '8rem',
      align: 'right',
      cell: (promo) => (
        <>
          {format.number(promo.used)}
          <span className="text-muted"> / {promo.quota === null ? '∞' : format.number(promo.quota)}</span>
        </>
      ),
    },
    { id: 'state', header: t`Status`, width: '6.5rem', cell: state },
    {
      id: 'event',
      header: t`Event`,
      width: 'minmax(9rem, 1.2fr)',
      cell: ({ eventId }) => (
        <span className="text-muted">{eventId === null ? t`every event` : (titles.get(eventId) ?? eventId)}</span>
      ),
    },
    {
      id: 'window',
      header: t`Valid`,
      width: 'minmax(11rem, 1.2fr)',
      from: 900,
      cell: (promo) => <span className="text-muted">{window(promo)}</span>,
    },
  ];
}
