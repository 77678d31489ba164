import { useLingui } from '@lingui/react/macro';
import { type liveEvent } from '../../../src/shared/events.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { useFormat } from '../../lib/format.ts';

const MINUTES = 60;
const HEIGHT = 40;

/** Entries of each of the last 60 minutes, the newest last. */
export function entriesByMinute(perMinute: AnswerOf<typeof liveEvent>['perMinute'], now: number): readonly number[] {
  const counts = Array.from({ length: MINUTES }, () => 0);
  const minuteNow = Math.floor(now / 60_000);
  for (const { minute, count } of perMinute) {
    const age = minuteNow - Math.floor(Date.parse(minute) / 60_000);
    if (age >= 0 && age < MINUTES) counts[MINUTES - 1 - age] = count;
  }
  return counts;
}

/** The last hour at the door, a bar a minute. */
export function EntriesChart({ counts, now, zone }: { counts: readonly number[]; now: number; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const most = Math.max(...counts);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const begin = new Date(now - (MINUTES - 1) * 60_000).toISOString();
  return (
    <figure className="flex min-h-0 flex-1 flex-col">
      <svg
        role="img"
        aria-label={t`${format.number(all)} entries in the last hour, at most ${format.number(most)} in a minute`}
        viewBox={`0 0 ${MINUTES} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="min-h-0 w-full flex-1"
      >
        {counts.map((count, index) => {
          const height = count === 0 ? 0.4 : Math.max(1, (count / most) * HEIGHT);
          return (
            <rect
              key={index}
              x={index + 0.1}
              y={HEIGHT - height}
              width={0.8}
              height={height}
              className={count > 0 ? 'fill-bar' : 'fill-bar-ground'}
            />
          );
        })}
      </svg>
      <figcaption aria-hidden className="figures mt-2 flex justify-between text-lg text-muted">
        <span>{format.time(begin, zone)}</span>
        <span>{t`at most ${format.number(most)} a minute`}</span>
        <span>{format.time(new Date(now).toISOString(), zone)}</span>
      </figcaption>
    </figure>
  );
}
