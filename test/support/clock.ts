import { fromInstant, toInstant, type Instant, type Milliseconds } from '../../src/shared/instant.ts';

/** A clock that stands still until a test moves it. */
export interface TestClock {
  /** Milliseconds since 1970, as the server asks for them. */
  readonly now: () => Milliseconds;
  readonly instant: () => Instant;
  readonly pass: (time: Milliseconds) => void;
}

/** A summer evening, while the events of {@link file://./build-event.ts} are on. */
export const AN_EVENING: Instant = '2026-07-15T20:00:00.000Z';

export function buildClock(start: Instant = AN_EVENING): TestClock {
  let at = fromInstant(start);
  return {
    now: () => at,
    instant: () => toInstant(at),
    pass: (time) => {
      at += time;
    },
  };
}
