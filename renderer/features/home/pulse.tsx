import { useLingui } from '@lingui/react/macro';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { type liveEvent } from '../../../src/shared/events.ts';

const MINUTES = 60;

/** Entries a minute over the last hour, as a row of bars: how fast the queue moves. */
export function Pulse({ perMinute }: { perMinute: AnswerOf<typeof liveEvent>['perMinute'] }) {
  const { t } = useLingui();
  const now = Math.floor(Date.now() / 60_000);
  const counts = Array.from({ length: MINUTES }, () => 0);
  for (const { minute, count } of perMinute) {
    const age = now - Math.floor(Date.parse(minute) / 60_000);
    if (age >= 0 && age < MINUTES) counts[MINUTES - 1 - age] = count;
  }
  const most = Math.max(1, ...counts);
  const last = counts.slice(-5).reduce((sum, count) => sum + count, 0) / 5;
  return (
    <svg
      role="img"
      aria-label={t`${Math.round(last * 10) / 10} entries a minute over the last five minutes`}
      viewBox={`0 0 ${MINUTES * 4} 18`}
      preserveAspectRatio="none"
      className="h-4.5 w-full"
    >
      {counts.map((count, index) => {
        const height = Math.max(1, (count / most) * 18);
        return (
          <rect
            key={index}
            x={index * 4}
            y={18 - height}
            width={3}
            height={height}
            className={count > 0 ? 'fill-bar' : 'fill-bar-ground'}
          />
        );
      })}
    </svg>
  );
}
