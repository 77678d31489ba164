import { useLingui } from '@lingui/react/macro';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, CircleAlert, Maximize2, Radio } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { type EventOut, getEvent, type liveEvent } from '../../../src/shared/events.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { Meter } from '../../components/meter.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useLiveStream } from '../../lib/live-stream.ts';
import { useAsk } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { entriesByMinute, EntriesChart } from './entries-chart.tsx';

type Live = AnswerOf<typeof liveEvent>;

/** One event's door for a second screen: large enough for the other end of the room, and true by itself. */
export function LiveScreen() {
  const { t } = useLingui();
  const { eventId } = useParams({ from: '/live/$eventId' });
  const { data: event, error, refetch } = useAsk(getEvent, { params: { id: eventId } }, { every: 60_000 });
  const { numbers, isLive, heardAt } = useLiveStream(eventId);
  const title = event?.title ?? t`Live`;
  useEffect(() => {
    document.title = `${title} – TicketWave Box Office`;
  }, [title]);

  if (event === undefined && error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex h-full flex-col bg-canvas text-ink">
      <header className="window-drag flex shrink-0 items-center gap-4 border-b border-line bg-surface px-6 py-3">
        <h1 className="min-w-0 flex-1 truncate text-2xl font-semibold tracking-tight">{title}</h1>
        <LineState isLive={isLive} heardAt={heardAt} {...(event ? { zone: event.timeZone } : {})} />
        <div className="window-still flex gap-2">
          <FullScreen />
          <Link to="/manage/events/$eventId" params={{ eventId }} className={buttonClass('quiet')}>
            <ArrowLeft aria-hidden className="size-4" />
            {t`Back to the event`}
          </Link>
        </div>
      </header>
      {numbers !== null && event !== undefined ? (
        <Numbers live={numbers} event={event} dimmed={!isLive} />
      ) : (
        <SkeletonLines count={8} />
      )}
    </div>
  );
}

function FullScreen() {
  const { t } = useLingui();
  const toggle = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen().catch(() => undefined);
  };
  useShortcut('f', toggle, { label: t`Full screen`, group: t`Live page` });
  return (
    <Button icon={Maximize2} onClick={toggle}>
      {t`Full screen`}
    </Button>
  );
}

/** Whether the numbers can be trusted: in a word, and in colour besides. */
function LineState({ isLive, heardAt, zone }: { isLive: boolean; heardAt: number | null; zone?: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const since = heardAt === null ? null : format.timeWithSeconds(new Date(heardAt).toISOString(), zone);
  return (
    <p
      role="status"
      className={`figures inline-flex items-center gap-2 rounded-full px-3 py-1 text-lg font-semibold ${
        isLive ? 'bg-good-soft text-good' : 'bg-warn-soft text-warn'
      }`}
    >
      {isLive ? <Radio aria-hidden className="size-4.5" /> : <CircleAlert aria-hidden className="size-4.5" />}
      {isLive ? t`Live` : since === null ? t`Connecting…` : t`Not live: as of ${since}`}
    </p>
  );
}

/** The minute on the wall, so that the chart moves on while nobody comes. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Numbers({ live, event, dimmed }: { live: Live; event: EventOut; dimmed: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useNow();
  const counts = entriesByMinute(live.perMinute, now);
  const gates = live.byGate.toSorted((a, b) => b.checkedIn - a.checkedIn);
  return (
    <main className={`flex min-h-0 flex-1 flex-col gap-5 p-6 ${dimmed ? 'opacity-70' : ''}`}>
      <dl className="grid shrink-0 grid-cols-3 gap-5">
        <Big term={t`Inside now`} value={format.number(live.inside)} strong>
          <Meter label={t`Came in of those sold`} value={live.checkedIn} of={live.sold} className="h-3" />
        </Big>
        <Big term={t`Still to come`} value={format.number(live.remaining)} />
        <Big term={t`Sold`} value={format.number(live.sold)}>
          <Meter label={t`Sold of the capacity`} value={live.sold} of={event.totalCapacity} className="h-3" />
        </Big>
      </dl>
      <div className="grid min-h-0 flex-1 grid-cols-3 gap-5">
        <Part title={t`Entries a minute`}>
          <EntriesChart counts={counts} now={now} zone={event.timeZone} />
        </Part>
        <Part title={t`By tier`}>
          <Lines
            lines={live.byTier.map(({ tierId, name, sold, checkedIn }) => ({
              key: tierId,
              name,
              value: checkedIn,
              of: sold,
            }))}
          />
        </Part>
        <Part title={t`By gate`}>
          {gates.length === 0 ? (
            <p className="text-lg text-muted">{t`Nobody has come yet.`}</p>
          ) : (
            <Lines
              lines={gates.map(({ gate, checkedIn, refused }) => ({
                key: gate ?? '',
                name: gate ?? t`Without a gate`,
                value: checkedIn,
                ...(refused > 0 ? { note: t`${format.number(refused)} refused` } : {}),
              }))}
            />
          )}
        </Part>
      </div>
    </main>
  );
}

interface BigProps {
  readonly term: string;
  readonly value: string;
  readonly strong?: boolean;
  readonly children?: ReactNode;
}

const Big = ({ term, value, strong = false, children }: BigProps) => (
  <div className="flex flex-col rounded-lg border border-line bg-surface px-6 py-4">
    <dt className="text-xl text-muted">{term}</dt>
    <dd className={`figures truncate text-verdict-name font-semibold tracking-tight ${strong ? 'text-link' : ''}`}>
      {value}
    </dd>
    {children !== undefined && <dd className="mt-auto pt-2">{children}</dd>}
  </div>
);

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="flex min-h-0 flex-col rounded-lg border border-line bg-surface px-6 py-4">
    <h2 className="mb-3 text-xl font-semibold">{title}</h2>
    {children}
  </section>
);

interface Line {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  /** Of how many. */
  readonly of?: number;
  readonly note?: string;
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const format = useFormat();
  return (
    <ul className="flex min-h-0 flex-col gap-3 overflow-hidden text-xl">
      {lines.map(({ key, name, value, of, note }) => (
        <li key={key}>
          <p className="flex items-baseline gap-3">
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {note !== undefined && <span className="text-lg text-muted">{note}</span>}
            <span className="figures font-semibold">
              {format.number(value)}
              {of !== undefined && <span className="font-normal text-muted"> / {format.number(of)}</span>}
            </span>
          </p>
          {of !== undefined && <Meter label={name} value={value} of={of} className="mt-1 h-2" />}
        </li>
      ))}
    </ul>
  );
}
