import { useLingui } from '@lingui/react/macro';
import { MapPin, Plus } from 'lucide-react';
import { useState } from 'react';
import { listVenues } from '../../../src/shared/venues.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Screen } from '../../components/screen.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useRows } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { VenueDialog } from './venue-dialog.tsx';
import { type Venue } from './venue.ts';

export function VenuesScreen() {
  const { t } = useLingui();
  const [open, setOpen] = useState<Venue | 'new' | null>(null);
  const { rows, isPending, error, retry } = useRows(listVenues, {});
  useShortcut('n', () => setOpen('new'), { label: t`New venue`, group: t`Venues` });

  const columns: readonly Column<Venue>[] = [
    {
      id: 'name',
      header: t`Name`,
      width: 'minmax(12rem, 1.4fr)',
      cell: ({ name, isDefault }) => (
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {isDefault && <Badge tone="note">{t`Default`}</Badge>}
        </span>
      ),
    },
    { id: 'city', header: t`City`, width: 'minmax(8rem, 1fr)', cell: ({ city }) => city },
    {
      id: 'address',
      header: t`Address`,
      width: 'minmax(10rem, 1.4fr)',
      cell: ({ address }) => <span className="text-muted">{address}</span>,
    },
    { id: 'zone', header: t`Time zone`, width: '12rem', cell: ({ timeZone }) => timeZone },
  ];

  return (
    <Screen
      title={t`Venues`}
      actions={
        <Button look="primary" icon={Plus} onClick={() => setOpen('new')}>
          {t`New venue`}
        </Button>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : isPending ? (
        <SkeletonLines count={5} />
      ) : rows.count === 0 ? (
        <EmptyState icon={MapPin} title={t`No venues yet`} />
      ) : (
        <DataGrid label={t`Venues`} rows={rows} columns={columns} keyOf={({ id }) => id} onOpen={setOpen} />
      )}
      {open !== null && <VenueDialog venue={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Screen>
  );
}
