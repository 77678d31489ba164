import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, Clock, Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { duplicateEvent, type EventOut, listEvents } from '../../../src/shared/events.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { NumberInput } from '../../components/number-input.tsx';
import { call } from '../../lib/api.ts';
import { sentenceOf } from '../../lib/error-sentences.ts';
import { useFormat } from '../../lib/format.ts';
import { refresh } from '../../lib/query.ts';
import {
  beginRun,
  type DuplicateRun,
  isThrough,
  keepRun,
  keptRun,
  madeDraft,
  mergeDays,
  repeatedDays,
} from './duplicate-run.ts';

interface DuplicateDialogProps {
  readonly event: EventOut;
  readonly onClose: () => void;
}

/** The same event on many days: drafts are made one by one, and a list that was interrupted goes on where it stopped. */
export function DuplicateDialog({ event, onClose }: DuplicateDialogProps) {
  const [run, setRun] = useState<DuplicateRun | null>(() => keptRun(event.id));
  return run === null ? (
    <ChooseDays event={event} onClose={onClose} onBegin={(days) => setRun(beginRun(days))} />
  ) : (
    <MakeDrafts event={event} begun={run} onClose={onClose} />
  );
}

const MOST = 104;

function ChooseDays({ event, onClose, onBegin }: DuplicateDialogProps & { onBegin: (days: string[]) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [days, setDays] = useState<readonly string[]>([]);
  const [first, setFirst] = useState('');
  const [times, setTimes] = useState<number | null>(1);
  const [weeks, setWeeks] = useState<number | null>(1);
  const more = repeatedDays(first, Math.min(times ?? 1, MOST), weeks ?? 1);
  const adding = mergeDays(days, more);
  const count = days.length;

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Duplicate ${event.title}`}
      description={t`Drafts with the same times, tiers and add-ons, nothing sold.`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button look="primary" disabled={count === 0} onClick={() => onBegin([...days])}>
            {count === 1 ? t`Create 1 draft` : t`Create ${format.number(count)} drafts`}
          </Button>
        </>
      }
    >
      <form
        noValidate
        className="flex items-end gap-3"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (more.length === 0 || adding.length > MOST) return;
          setDays(adding);
          setFirst('');
        }}
      >
        <Field label={t`Date`} className="flex-1">
          {(ids) => (
            <Input {...ids} type="date" autoFocus value={first} onChange={({ target }) => setFirst(target.value)} />
          )}
        </Field>
        <Field label={t`How often`} className="w-24">
          {(ids) => <NumberInput {...ids} value={times} onValue={setTimes} />}
        </Field>
        <Field label={t`Weeks apart`} className="w-24">
          {(ids) => <NumberInput {...ids} value={weeks} onValue={setWeeks} />}
        </Field>
        <Button type="submit" icon={Plus} disabled={more.length === 0 || adding.length > MOST}>
          {t`Add`}
        </Button>
      </form>
      {count === 0 ? (
        <p className="mt-4 rounded-md bg-sunken px-3 py-6 text-center text-base text-muted">
          {t`Add days one by one, or a row of them a week apart.`}
        </p>
      ) : (
        <ul aria-label={t`Days`} className="mt-4 flex flex-wrap gap-2">
          {days.map((day) => (
            <li key={day} className="flex items-center rounded-full bg-sunken pl-3 text-sm">
              <span className="figures">{format.day(day)}</span>
              <IconButton
                icon={X}
                size="sm"
                label={t`Leave ${format.day(day)} out`}
                onClick={() => setDays(days.filter((one) => one !== day))}
                className="rounded-full"
              />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function MakeDrafts({ event, begun, onClose }: DuplicateDialogProps & { begun: DuplicateRun }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [run, setRun] = useState(begun);
  const [failed, setFailed] = useState<ReadonlyMap<string, unknown>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  const goOn = async (): Promise<void> => {
    setRunning(true);
    setFailed(new Map());
    let now = run;
    keepRun(event.id, now);
    for (const { day, key, eventId } of run) {
      if (eventId !== null || gone.current) continue;
      try {
        const draft = await call(duplicateEvent, {
          params: { id: event.id },
          body: { date: day },
          idempotencyKey: key,
        });
        now = madeDraft(now, day, draft.id);
        keepRun(event.id, now);
        setRun(now);
      } catch (error) {
        setFailed((before) => new Map(before).set(day, error));
      }
    }
    setRunning(false);
    void refresh(listEvents);
  };
  const start = useRef(goOn);
  useEffect(() => {
    void start.current();
  }, []);

  const made = run.filter(({ eventId }) => eventId !== null).length;
  const through = isThrough(run);
  return (
    <Dialog
      open
      onClose={onClose}
      title={through ? t`The drafts are made` : t`Making the drafts`}
      description={t`${format.number(made)} of ${format.number(run.length)} days`}
      footer={
        through ? (
          <Button look="primary" onClick={onClose}>{t`Done`}</Button>
        ) : (
          <>
            {!isRunning && (
              <Button
                look="quiet"
                onClick={() => {
                  keepRun(event.id, null);
                  onClose();
                }}
              >{t`Leave the rest`}</Button>
            )}
            <Button look="primary" busy={isRunning} onClick={() => void goOn()}>
              {isRunning ? t`Making them…` : t`Go on`}
            </Button>
          </>
        )
      }
    >
      <ul aria-label={t`Days`} aria-live="polite">
        {run.map(({ day, eventId }) => (
          <li key={day} className="flex items-center gap-3 border-b border-line/70 py-1.5 last:border-0">
            {eventId !== null ? (
              <CircleCheck aria-hidden className="size-4 text-good" />
            ) : failed.has(day) ? (
              <CircleAlert aria-hidden className="size-4 text-bad" />
            ) : (
              <Clock aria-hidden className="size-4 text-muted" />
            )}
            <span className="figures flex-1">{format.day(day)}</span>
            {eventId !== null ? (
              <Link
                to="/manage/events/$eventId"
                params={{ eventId }}
                onClick={onClose}
                className="rounded-sm text-link hover:underline"
              >
                {t`Open the draft`}
              </Link>
            ) : failed.has(day) ? (
              <span className="text-bad">{sentenceOf(failed.get(day), i18n)}</span>
            ) : (
              <span className="text-muted">{t`waits`}</span>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
