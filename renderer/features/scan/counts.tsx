import { useLingui } from '@lingui/react/macro';
import type { liveEvent } from '../../../src/shared/events.ts';
import type { AnswerOf } from '../../../src/shared/operation.ts';
import { Meter } from '../../components/meter.tsx';
import { useFormat } from '../../lib/format.ts';

/** How the night stands, as all doors know it. */
export function Counts({ live }: { live: AnswerOf<typeof liveEvent> | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const number = (value: number | undefined): string => (value === undefined ? '–' : format.number(value));
  return (
    <section aria-label={t`Tonight's numbers`} className="shrink-0 rounded-lg border border-line bg-surface px-4 py-3">
      <dl className="grid grid-cols-3 gap-3">
        <Count label={t`Inside`} value={number(live?.inside)} />
        <Count label={t`Admitted`} value={number(live?.checkedIn)} />
        <Count label={t`Still to come`} value={number(live?.remaining)} />
      </dl>
      <Meter label={t`Admitted of those sold`} value={live?.checkedIn ?? 0} of={live?.sold ?? 0} className="mt-2.5" />
    </section>
  );
}

const Count = ({ label, value }: { label: string; value: string }) => (
  <div className="flex min-w-0 flex-col-reverse">
    <dt className="truncate text-sm text-muted">{label}</dt>
    <dd className="figures text-2xl font-semibold">{value}</dd>
  </div>
);
