import { useLingui } from '@lingui/react/macro';
import { Plus, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { listDevices, revokeDevice } from '../../../src/shared/devices.ts';
import { listEvents } from '../../../src/shared/events.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Screen } from '../../components/screen.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk, useChange, useRows } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { type Device } from './device.ts';
import { PairDialog } from './pair-dialog.tsx';

/** A device that called within this time is on line: a scanner asks every few seconds, and it is written down once a minute. */
const ON_LINE = 3 * 60_000;

/** Phones and scanners that read tickets at the door. */
export function DevicesScreen() {
  const { t } = useLingui();
  const toast = useToast();
  const [pairing, setPairing] = useState(false);
  const [ending, setEnding] = useState<Device | null>(null);
  const { rows, isPending, error, retry } = useRows(listDevices, {}, { every: 10_000 });
  const { data: events = [] } = useAsk(listEvents, { query: { pageSize: 200 } });
  const columns = useColumns(new Map(events.map(({ id, title }) => [id, title])), setEnding);
  const revoke = useChange(revokeDevice, {
    refreshes: [listDevices],
    onDone: () => {
      toast.done(t`The device is signed out`);
      setEnding(null);
    },
  });
  useShortcut('n', () => setPairing(true), { label: t`Pair a device`, group: t`Devices` });

  return (
    <Screen
      title={t`Devices`}
      actions={
        <Button look="primary" icon={Plus} onClick={() => setPairing(true)}>
          {t`Pair a device`}
        </Button>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : isPending ? (
        <SkeletonLines count={5} />
      ) : rows.count === 0 ? (
        <EmptyState icon={Smartphone} title={t`No devices yet`}>
          {t`A phone becomes a scanner by reading a code from this screen. It then works at its gate, offline too.`}
        </EmptyState>
      ) : (
        <DataGrid label={t`Devices`} rows={rows} columns={columns} keyOf={({ id }) => id} onOpen={setEnding} />
      )}
      {pairing && <PairDialog events={events} onClose={() => setPairing(false)} />}
      <Confirm
        open={ending !== null && !ending.revoked}
        onClose={() => setEnding(null)}
        title={t`Sign ${ending?.name ?? ''} out?`}
        action={t`Sign it out`}
        busy={revoke.isPending}
        onConfirm={() => {
          if (ending !== null) revoke.mutate({ params: { id: ending.id } }, { onError: toast.failed });
        }}
      >
        {t`Its next call is refused. What it scanned stays; scans that it has not sent yet stay on the device and need a new pairing.`}
      </Confirm>
    </Screen>
  );
}

function useColumns(titles: ReadonlyMap<string, string>, onEnd: (device: Device) => void): readonly Column<Device>[] {
  const { t } = useLingui();
  const format = useFormat();
  const state = ({ revoked, paired, lastSeenAt }: Device) => {
    if (revoked) return <Badge>{t`Signed out`}</Badge>;
    if (!paired) return <Badge tone="note">{t`Not paired yet`}</Badge>;
    if (lastSeenAt !== null && Date.now() - Date.parse(lastSeenAt) < ON_LINE)
      return <Badge tone="good">{t`On line`}</Badge>;
    return <Badge tone="warn">{t`Not heard of`}</Badge>;
  };
  return [
    {
      id: 'name',
      header: t`Name`,
      width: 'minmax(10rem, 1.2fr)',
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    { id: 'state', header: t`Status`, width: '8rem', cell: state },
    {
      id: 'gate',
      header: t`Gate`,
      width: 'minmax(7rem, 1fr)',
      cell: ({ gate }) => gate ?? <span className="text-muted">{t`any gate`}</span>,
    },
    {
      id: 'event',
      header: t`Event`,
      width: 'minmax(9rem, 1.2fr)',
      cell: ({ eventId }) => (
        <span className="text-muted">{eventId === null ? t`every event` : (titles.get(eventId) ?? eventId)}</span>
      ),
    },
    {
      id: 'seen',
      header: t`Last seen`,
      width: '8.5rem',
      align: 'right',
      cell: ({ lastSeenAt }) => (
        <span className="text-muted">{lastSeenAt === null ? t`never` : format.relative(lastSeenAt)}</span>
      ),
    },
    {
      id: 'scan',
      header: t`Last scan`,
      width: '8.5rem',
      align: 'right',
      from: 820,
      cell: ({ lastScanAt }) => (
        <span className="text-muted">{lastScanAt === null ? t`never` : format.relative(lastScanAt)}</span>
      ),
    },
    {
      id: 'end',
      header: <span className="sr-only">{t`Sign out`}</span>,
      width: '6.5rem',
      align: 'right',
      cell: (device) =>
        device.revoked ? null : (
          <Button
            size="sm"
            tabIndex={-1}
            aria-label={t`Sign ${device.name} out`}
            onClick={(event) => {
              event.stopPropagation();
              onEnd(device);
            }}
          >
            {t`Sign out`}
          </Button>
        ),
    },
  ];
}
