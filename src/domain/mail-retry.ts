import { HOUR, MINUTE, type Milliseconds } from '../shared/instant.ts';

const FIRST_WAIT: Milliseconds = MINUTE;
const LONGEST_WAIT: Milliseconds = 6 * HOUR;

/**
 * Attempts that a mail gets: one at once, 9 after waits that double from 1 min to 4 h 16 min, 11 after 6 h each, which is a good three
 * days. Counted rather than timed, so that a laptop that was shut for a week has not used them up.
 */
export const MOST_ATTEMPTS = 21;

/**
 * How long a mail waits after its n-th failure in a row; null when it was the last one. Up to a fifth more or less at random, so that what
 * failed together does not come back together.
 *
 * @param chance 0 to 1
 */
export function waitAfterMail(failures: number, chance: number): Milliseconds | null {
  if (failures >= MOST_ATTEMPTS) return null;
  return Math.round(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)) * (0.8 + 0.4 * chance));
}
