import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { cancelPreview, type CancelPreview } from '../../../src/shared/cancel-event.ts';
import { type EventOut, getEvent, listEvents } from '../../../src/shared/events.ts';
import { add, formatMoney, parseMoney, ZERO } from '../../../src/shared/money.ts';
import { Meter } from '../../components/meter.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { refresh, useAsk } from '../../lib/query.ts';

/** How far a cancellation is: asked again every second until it is through, whoever began it and wherever. */
export function useCancelPreview(event: EventOut, isRunning = false) {
  const every = isRunning || event.status === 'cancelled' ? 1_000 : 5_000;
  const preview = useAsk(cancelPreview, { params: { id: event.id } }, { every });
  const phase = `${preview.data?.status} ${preview.data?.progress?.finishedAt ?? ''}`;
  useEffect(() => {
    void refresh(getEvent, listEvents);
  }, [phase]);
  return preview;
}

/** What went back so far, of all that goes back. */
export function CancelProgress({ preview }: { preview: CancelPreview }) {
  const { t } = useLingui();
  const format = useFormat();
  const { progress, currency } = preview;
  if (progress === null) return null;
  const all = preview.orders + progress.ordersRefunded;
  const sum = add(parseMoney(preview.amount, currency) ?? ZERO, parseMoney(progress.amountRefunded, currency) ?? ZERO);
  const [done, of] = [format.number(progress.ordersRefunded), format.number(all)];
  const money = format.money(progress.amountRefunded, currency);
  return (
    <div role="status">
      {progress.finishedAt !== null ? (
        <>
          <p className="font-medium">{t`Orders refunded: ${done}. In all ${money}.`}</p>
          <p className="mt-1 text-muted">{t`Finished ${format.dateTime(progress.finishedAt)}.`}</p>
        </>
      ) : (
        <>
          <p className="figures text-3xl font-semibold tracking-tight">
            {done}
            <span className="text-lg font-normal tracking-normal text-muted"> / {of}</span>
          </p>
          <Meter label={t`Orders refunded`} value={progress.ordersRefunded} of={all} className="mt-2" />
          <p className="mt-2">{t`${money} of ${format.money(formatMoney(sum, currency), currency)} went back.`}</p>
          <p className="mt-1 text-muted">{t`It goes on by itself, also when this window is closed.`}</p>
        </>
      )}
    </div>
  );
}

/** Beside a cancelled event. */
export function Cancellation({ event }: { event: EventOut }) {
  const { t } = useLingui();
  const { data, error } = useCancelPreview(event);
  return (
    <section>
      <h2 className="mb-2 text-base font-semibold">{t`Cancellation`}</h2>
      {data ? <CancelProgress preview={data} /> : <ErrorNote error={error} />}
      {data?.progress?.reason != null && <p className="mt-1 text-muted select-text">{data.progress.reason}</p>}
    </section>
  );
}
