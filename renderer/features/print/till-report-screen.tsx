import { useLingui } from '@lingui/react/macro';
import { useParams, useRouter } from '@tanstack/react-router';
import { ArrowLeft, Download, Printer } from 'lucide-react';
import { useState } from 'react';
import { exportTillReport, tillReport } from '../../../src/shared/tills.ts';
import { getSettings } from '../../../src/shared/settings.ts';
import { Button } from '../../components/button.tsx';
import { PrintNotice } from '../../components/print-notice.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { callFile } from '../../lib/api.ts';
import { printPage } from '../../lib/desktop.ts';
import { useMay } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';
import { printLines, useReceiptPrinter } from '../../lib/receipt-printer.ts';
import { saveFile } from '../../lib/save-file.ts';
import { storage } from '../../lib/storage.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { PAPERS, type Paper } from './papers.ts';
import { reportSlip } from './report-slip.ts';
import { useReportText } from './report-text.ts';
import { TillReport } from './till-report.tsx';

type ReportPaper = Exclude<Paper, 'a6'>;

/** An X or Z report as it comes out of the printer; the bar above it stays on screen. */
export function TillReportScreen() {
  const { t } = useLingui();
  const { sessionId } = useParams({ from: '/print/till/$sessionId' });
  const router = useRouter();
  const toast = useToast();
  const mayExport = useMay('manager');
  const printer = useReceiptPrinter();
  const [chosen, setPaper] = useState<ReportPaper | null>(null);
  // Who has a receipt printer prints there unless another paper was asked for.
  const paper = chosen ?? (printer ? 'receipts' : storage.read('print.paper') === 'roll' ? 'roll' : 'a4');
  const report = useAsk(tillReport, { params: { id: sessionId } });
  const settings = useAsk(getSettings);
  const error = report.error ?? settings.error;
  const textOf = useReportText();
  const text = report.data && settings.data && textOf(report.data, settings.data);
  const isReady = text !== undefined;
  const back = (): void => {
    if (router.history.canGoBack()) router.history.back();
    else void router.navigate({ to: '/till' });
  };
  const save = async (): Promise<void> => {
    const { kind = 'X', session } = report.data ?? {};
    const name = kind === 'Z' ? `z-report-${session?.zNumber ?? ''}.csv` : 'x-report.csv';
    try {
      const csv = await callFile(exportTillReport, { params: { id: sessionId } });
      if (await saveFile(name, csv)) toast.done(t`Saved`, name);
    } catch (failure) {
      toast.failed(failure);
    }
  };
  const title = report.data?.kind === 'Z' ? t`Z report ${report.data.session.zNumber ?? ''}` : t`X report`;
  const printNow = (): void => {
    if (paper === 'receipts' && printer && text) {
      void printLines(sessionId, printer.id, { title, parts: reportSlip(text) });
    } else void printPage();
  };
  useShortcut('escape', back, { label: t`Back`, group: t`Print` });
  useShortcut('mod+p', printNow, { label: t`Print`, group: t`Print` });
  return (
    <div className="flex h-full flex-col print:block print:h-auto">
      <style>{PAPERS[paper].page}</style>
      <header className="flex h-titlebar shrink-0 items-center gap-3 border-b border-line bg-surface px-4 print:hidden">
        <Button look="quiet" icon={ArrowLeft} onClick={back}>
          {t`Back`}
        </Button>
        <h1 className="truncate text-lg font-semibold">{title}</h1>
        <div className="ml-auto flex items-center gap-3">
          <Segmented<ReportPaper>
            label={t`Paper`}
            value={paper}
            onValue={setPaper}
            options={[
              { value: 'a4', label: 'A4' },
              { value: 'roll', label: t`80 mm` },
              ...(printer ? [{ value: 'receipts', label: printer.name } as const] : []),
            ]}
          />
          {mayExport && (
            <Button icon={Download} disabled={!isReady} onClick={() => void save()}>
              {t`CSV`}
            </Button>
          )}
          <Button look="primary" icon={Printer} disabled={!isReady} onClick={printNow}>
            {t`Print`}
          </Button>
        </div>
      </header>
      <main className="flex min-h-0 flex-1 flex-col bg-canvas print:block print:bg-transparent">
        <Scroller className="print:block" innerClassName="p-8 print:overflow-visible! print:p-0">
          {error ? (
            <ErrorState error={error} onRetry={() => void report.refetch()} />
          ) : !isReady ? (
            <SkeletonLines count={6} />
          ) : (
            <div className="flex flex-col gap-5">
              <div className="mx-auto w-full max-w-md empty:hidden print:hidden">
                <PrintNotice about={sessionId} onRetry={printNow} />
              </div>
              <div className={`sheets sheets-${paper === 'receipts' ? 'roll' : paper}`}>
                <TillReport text={text} />
              </div>
            </div>
          )}
        </Scroller>
      </main>
    </div>
  );
}
