import { useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CalendarDays, Check, FileInput } from 'lucide-react';
import { useState } from 'react';
import { type EventOut, listEvents } from '../../../src/shared/events.ts';
import { MOST_IMPORT_BYTES } from '../../../src/shared/import.ts';
import { Button } from '../../components/button.tsx';
import { EventSelect } from '../../components/event-select.tsx';
import { Screen, ScreenBody } from '../../components/screen.tsx';
import { EmptyState, ErrorNote, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useAsk } from '../../lib/query.ts';
import { ColumnTable } from './column-table.tsx';
import { FileDrop } from './file-drop.tsx';
import { type ImportFile, lookInto, type Mapping } from './import-file.ts';
import { ImportReport } from './import-report.tsx';
import { useImport } from './use-import.ts';

/** Takes over tickets that were sold elsewhere: a file, its columns, a rehearsal, and the import. */
export function ImportScreen() {
  const { t } = useLingui();
  const { event: wanted } = useSearch({ from: '/shell/import' });
  const { data, error, refetch } = useAsk(listEvents, { query: { pageSize: 200 } });
  const events = data?.filter(({ status }) => status !== 'cancelled');
  const event = events?.find(({ id }) => id === wanted) ?? events?.[0];
  if (events !== undefined && event !== undefined) return <Import events={events} event={event} />;
  return (
    <Screen title={t`Import`}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : events === undefined ? (
        <SkeletonLines count={6} />
      ) : (
        <EmptyState icon={CalendarDays} title={t`No event yet`}>
          {t`Tickets are taken over into an event with its tiers. Create it first.`}
        </EmptyState>
      )}
    </Screen>
  );
}

function Import({ events, event }: { events: readonly EventOut[]; event: EventOut }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ImportFile | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const { share, report, error, run, forget, stop } = useImport();
  const busy = share !== null;

  const take = async (file: File): Promise<void> => {
    forget();
    setTooLarge(file.size > MOST_IMPORT_BYTES);
    if (file.size > MOST_IMPORT_BYTES) return;
    const found = await lookInto(file);
    setChosen(found);
    setMapping(found.guessed);
  };
  const start = (dryRun: boolean): void => {
    if (chosen !== null && mapping !== null) void run({ file: chosen.file, eventId: event.id, mapping }, dryRun);
  };

  return (
    <Screen
      title={t`Import`}
      tools={
        <EventSelect
          events={events}
          event={event}
          onChoose={(id) => {
            forget();
            void navigate({ to: '/import', search: { event: id }, replace: true });
          }}
        />
      }
      actions={
        chosen !== null && (
          <>
            {busy && <Button look="quiet" onClick={stop}>{t`Stop`}</Button>}
            {report?.dryRun === true && report.imported > 0 ? (
              <Button look="primary" icon={FileInput} busy={busy} onClick={() => start(false)}>
                {t`Import the tickets`}
              </Button>
            ) : (
              <Button look="primary" icon={Check} busy={busy} onClick={() => start(true)}>
                {t`Check the file`}
              </Button>
            )}
          </>
        )
      }
    >
      <ScreenBody>
        <div className="flex flex-col gap-4">
          <FileDrop chosen={chosen} disabled={busy} onFile={(file) => void take(file)} />
          {tooLarge && (
            <p role="alert" className="text-bad">
              {t`The file has more than 64 MB. Split it, and import one part after the other.`}
            </p>
          )}
          <ErrorNote error={error} />
          {share !== null && <UnderWay share={share} />}
          {report !== null && !busy && <ImportReport report={report} />}
          {chosen !== null && mapping !== null && (
            <ColumnTable
              chosen={chosen}
              mapping={mapping}
              disabled={busy}
              onMap={(field, column) => {
                forget();
                setMapping({ ...mapping, [field]: column });
              }}
            />
          )}
        </div>
      </ScreenBody>
    </Screen>
  );
}

/** How far the file is: what was sent is worked on while the rest is on its way. */
function UnderWay({ share }: { share: number }) {
  const { t } = useLingui();
  const percent = Math.round(share * 100);
  return (
    <div>
      <div
        role="progressbar"
        aria-label={t`Reading the file`}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1.5 overflow-hidden rounded-full bg-bar-ground"
      >
        <div className="h-full bg-bar transition-[width]" style={{ width: `${percent}%` }} />
      </div>
      <p className="figures mt-1.5 text-sm text-muted">{t`${percent}% of the file was read`}</p>
    </div>
  );
}
