import { useLingui } from '@lingui/react/macro';
import { Plus, Printer } from 'lucide-react';
import { useState } from 'react';
import { listPrinters, type PrinterOut, previewTestPage } from '../../../src/shared/printing.ts';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { Screen, ScreenBody } from '../../components/screen.tsx';
import { SlipPreview } from '../../components/slip-preview.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useMay } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { PrinterCard } from './printer-card.tsx';
import { PrinterDialog } from './printer-dialog.tsx';
import { RecentJobs } from './recent-jobs.tsx';

/** The receipt printers: which one this till prints at, how each is set up, and what came of what was printed. */
export function PrintersScreen() {
  const { t } = useLingui();
  const mayChange = useMay('manager');
  const printers = useAsk(listPrinters);
  const [open, setOpen] = useState<PrinterOut | 'new' | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  useShortcut('n', () => setOpen('new'), { label: t`Add a printer`, group: t`Printers`, enabled: mayChange });
  const add = mayChange && (
    <Button look="primary" icon={Plus} onClick={() => setOpen('new')}>
      {t`Add a printer`}
    </Button>
  );
  const list = printers.data;
  const looked = list?.find(({ id }) => id === shown) ?? list?.[0];

  return (
    <Screen title={t`Printers`} actions={list !== undefined && list.length > 0 ? add : undefined}>
      {printers.error ? (
        <ErrorState error={printers.error} onRetry={() => void printers.refetch()} />
      ) : list === undefined ? (
        <SkeletonLines count={6} />
      ) : looked === undefined ? (
        <EmptyState icon={Printer} title={t`No receipt printer yet`} action={add}>
          {t`Add one by its address on the network, or as a raw queue of this machine. Until then tickets and receipts print as pages.`}
        </EmptyState>
      ) : (
        <ScreenBody>
          <div className="grid grid-cols-[minmax(0,1fr)_29rem] items-start gap-4">
            <div className="flex flex-col gap-4">
              <ul className="flex flex-col gap-3">
                {list.map((printer) => (
                  <PrinterCard
                    key={printer.id}
                    printer={printer}
                    isShown={printer.id === looked.id}
                    onShow={() => setShown(printer.id)}
                    onEdit={mayChange ? () => setOpen(printer) : null}
                  />
                ))}
              </ul>
              <RecentJobs />
            </div>
            <Panel title={t`Test page of ${looked.name}`}>
              <TestPage id={looked.id} />
            </Panel>
          </div>
        </ScreenBody>
      )}
      {open !== null && <PrinterDialog printer={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Screen>
  );
}

function TestPage({ id }: { id: string }) {
  const preview = useAsk(previewTestPage, { params: { id } });
  if (preview.error) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined) return <SkeletonLines count={8} />;
  return (
    <div className="bg-canvas p-4">
      <SlipPreview {...preview.data} />
    </div>
  );
}
