import { useLingui } from '@lingui/react/macro';
import { listPrintJobs, type PrintJobOut } from '../../../src/shared/printing.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { useFormat } from '../../lib/format.ts';
import { problemOf } from '../../lib/print-problem.ts';
import { useAsk } from '../../lib/query.ts';
import { printAgain } from '../../lib/receipt-printer.ts';

const TONES: Readonly<Record<PrintJobOut['status'], Tone>> = {
  queued: 'plain',
  sending: 'plain',
  printed: 'good',
  failed: 'bad',
  unknown: 'warn',
};

/** The last prints of all tills, the newest first; what did not come out can be printed again. */
export function RecentJobs() {
  const { t } = useLingui();
  const jobs = useAsk(listPrintJobs, { query: { pageSize: 12 } }, { every: 5_000 });
  if (jobs.data === undefined || jobs.data.length === 0) return null;
  return (
    <Panel title={t`Printed lately`}>
      <ul className="divide-y divide-line">
        {jobs.data.map((job) => (
          <Job key={job.id} job={job} isRetried={jobs.data.some(({ retryOf }) => retryOf === job.id)} />
        ))}
      </ul>
    </Panel>
  );
}

function Job({ job, isRetried }: { job: PrintJobOut; isRetried: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const states: Readonly<Record<PrintJobOut['status'], string>> = {
    queued: t`Waiting`,
    sending: t`Printing…`,
    printed: t`Printed`,
    failed: t`Not printed`,
    unknown: t`Unknown`,
  };
  const kinds: Readonly<Record<PrintJobOut['kind'], string>> = {
    order: t`Order ${job.title}`,
    document: job.title,
    test: t`Test page`,
    drawer: t`Drawer opened`,
  };
  const isOpen = (job.status === 'failed' || job.status === 'unknown') && !isRetried;
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      <span className="figures w-14 shrink-0 text-sm text-muted">{format.time(job.createdAt)}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          {kinds[job.kind]}
          {job.copy > 0 && ` · ${t`copy ${job.copy}`}`}
          <span className="text-muted"> · {job.printerName}</span>
        </span>
        {job.problem !== null && <span className="block truncate text-sm text-muted">{problemOf(job, i18n)}</span>}
      </span>
      <Badge tone={TONES[job.status]}>{states[job.status]}</Badge>
      {isOpen && (
        <Button size="sm" onClick={() => void printAgain(job.printerId ?? '', job.id)}>{t`Print again`}</Button>
      )}
    </li>
  );
}
