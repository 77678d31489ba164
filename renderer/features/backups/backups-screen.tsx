import { useLingui } from '@lingui/react/macro';
import { DatabaseBackup, Download, RotateCcw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { attention } from '../../../src/shared/attention.ts';
import { type BackupOut, createBackup, downloadBackup, listBackups } from '../../../src/shared/backups.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { ExportDialog } from '../../components/export-dialog.tsx';
import { Panel } from '../../components/panel.tsx';
import { Screen, ScreenBody } from '../../components/screen.tsx';
import { EmptyState, ErrorNote, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk, useChange } from '../../lib/query.ts';
import { RestoreDialog } from './restore-dialog.tsx';

const DAY = 86_400_000;

/** The copies of the ledger: made, kept elsewhere, and put back. */
export function BackupsScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const toast = useToast();
  const copies = useAsk(listBackups, {}, { every: 60_000 });
  const [saved, setSaved] = useState<BackupOut | null>(null);
  const [restored, setRestored] = useState<BackupOut | null>(null);
  const make = useChange(createBackup, {
    refreshes: [listBackups, attention],
    onDone: ({ size }) => toast.done(t`Backed up: ${format.size(size)}`),
  });
  const newest = copies.data?.find(({ kind }) => kind === 'automatic' || kind === 'manual');
  const isOld = newest === undefined || Date.now() - Date.parse(newest.at) > DAY;

  return (
    <Screen
      title={t`Backups`}
      actions={
        <Button look="primary" icon={DatabaseBackup} busy={make.isPending} onClick={() => make.mutate({ body: {} })}>
          {t`Back up now`}
        </Button>
      }
    >
      {copies.data === undefined ? (
        copies.error ? (
          <ErrorState error={copies.error} onRetry={() => void copies.refetch()} />
        ) : (
          <SkeletonLines count={8} />
        )
      ) : copies.data.length === 0 ? (
        <EmptyState icon={DatabaseBackup} title={t`There is no backup yet`}>
          {t`A copy is made every six hours while the box office runs.`}
        </EmptyState>
      ) : (
        <ScreenBody>
          <div className="flex flex-col gap-4">
            <ErrorNote error={make.error} />
            {isOld && (
              <p className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-base text-warn">
                <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                {t`The newest backup is more than a day old. Back up now.`}
              </p>
            )}
            <p className="text-base text-muted">
              {t`A copy is made every six hours while the box office runs. They lie on this machine: save one elsewhere now and then.`}
            </p>
            <Panel>
              <ul className="divide-y divide-line/70">
                {copies.data.map((copy) => (
                  <Copy key={copy.name} copy={copy} onSave={setSaved} onRestore={setRestored} />
                ))}
              </ul>
            </Panel>
          </div>
        </ScreenBody>
      )}
      {saved !== null && (
        <ExportDialog
          operation={downloadBackup}
          params={{ name: saved.name }}
          title={t`Save a backup`}
          description={t`It holds everything, names and sales too. Keep it as safe as this machine.`}
          suggestedName={saved.name}
          onClose={() => setSaved(null)}
        />
      )}
      {restored !== null && <RestoreDialog copy={restored} onClose={() => setRestored(null)} />}
    </Screen>
  );
}

interface CopyProps {
  readonly copy: BackupOut;
  readonly onSave: (copy: BackupOut) => void;
  readonly onRestore: (copy: BackupOut) => void;
}

function Copy({ copy, onSave, onRestore }: CopyProps) {
  const { t } = useLingui();
  const format = useFormat();
  const kinds: Readonly<Record<BackupOut['kind'], string>> = {
    automatic: t`every six hours`,
    manual: t`on demand`,
    update: t`before an update`,
    restore: t`put aside by a restore`,
  };
  const when = format.longDateTime(copy.at);
  return (
    <li className="grid min-h-row grid-cols-[minmax(0,1fr)_11rem_5rem_auto] items-center gap-4 px-4 py-1.5">
      <span className="min-w-0">
        <span className="figures block font-medium">{when}</span>
        <span className="block text-sm text-muted">{format.relative(copy.at)}</span>
      </span>
      <span>
        <Badge tone={copy.kind === 'restore' ? 'warn' : copy.kind === 'manual' ? 'note' : 'plain'}>
          {kinds[copy.kind]}
        </Badge>
      </span>
      <span className="figures text-right text-muted">{format.size(copy.size)}</span>
      <span className="flex gap-2">
        <Button size="sm" icon={Download} aria-label={t`Save the backup of ${when}`} onClick={() => onSave(copy)}>
          {t`Save…`}
        </Button>
        <Button
          size="sm"
          icon={RotateCcw}
          aria-label={t`Restore the backup of ${when}`}
          onClick={() => onRestore(copy)}
        >
          {t`Restore…`}
        </Button>
      </span>
    </li>
  );
}
