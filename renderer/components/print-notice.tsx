import { useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, LoaderCircle, Printer } from 'lucide-react';
import { sentenceOf } from '../lib/error-sentences.ts';
import { problemOf } from '../lib/print-problem.ts';
import { isUnderWay, printAgain, usePrint } from '../lib/receipt-printer.ts';
import { Button } from './button.tsx';

/** How the last print of something goes, and what can be done about it. It stands beside the work and never in its way. */
export function PrintNotice({ about, onRetry }: { about: string; onRetry: () => void }) {
  const { t, i18n } = useLingui();
  const print = usePrint(about);
  if (print === null) return null;
  const { job, error } = print;
  if (isUnderWay(print))
    return (
      <p role="status" className="flex items-center gap-2 text-base text-muted">
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
        {t`Printing…`}
      </p>
    );
  if (job?.status === 'printed')
    return (
      <p role="status" className="flex items-center gap-2 text-base text-good">
        <CircleCheck aria-hidden className="size-4" />
        {t`Printed at ${job.printerName}`}
      </p>
    );
  const isUnsure = job?.status === 'unknown';
  return (
    <div
      role="alert"
      className={`flex items-start gap-3 rounded-md px-3 py-2.5 text-base ${isUnsure ? 'bg-warn-soft text-warn' : 'bg-bad-soft text-bad'}`}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{isUnsure ? t`Look whether it was printed` : t`Not printed`}</p>
        <p>{job === null ? sentenceOf(error, i18n) : problemOf(job, i18n)}</p>
        <Button
          size="sm"
          icon={Printer}
          className="mt-2"
          onClick={() => (job === null ? onRetry() : void printAgain(about, job.id))}
        >
          {t`Print again`}
        </Button>
      </div>
    </div>
  );
}
