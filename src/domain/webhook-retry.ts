import { HOUR, type Milliseconds } from '../shared/instant.ts';

const FIRST_WAIT: Milliseconds = 1_000;
const LONGEST_WAIT: Milliseconds = 6 * HOUR;

/**
 * Attempts that a message gets: one at once, 15 after waits that double from 1 s to 4 h 33 min, 11 after 6 h each, which is a good three
 * days. They are counted rather than timed, so that a laptop that was shut for a week has not used them up.
 */
export const MOST_ATTEMPTS = 27;

/**
 * How long to wait after the n-th failure in a row; null when it was the last one. Up to a fifth more or less at random, so that what
 * failed together does not come back together.
 *
 * @param asked what the endpoint asked for (Retry-After), in milliseconds: heeded up to the longest wait
 * @param chance 0 to 1
 */
export function waitAfter(failures: number, asked: Milliseconds | null, chance: number): Milliseconds | null {
  if (failures >= MOST_ATTEMPTS) return null;
  const doubled = FIRST_WAIT * 2 ** (failures - 1);
  const ours = Math.min(LONGEST_WAIT, doubled) * (0.8 + 0.4 * chance);
  return Math.round(Math.min(LONGEST_WAIT, Math.max(ours, asked ?? 0)));
}
