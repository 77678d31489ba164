import { HOUR, MINUTE, type Milliseconds } from '../shared/instant.ts';

const SHORTEST: Milliseconds = 3_000;
const LONGEST: Milliseconds = HOUR;
const LONGEST_ON_HOLD: Milliseconds = 6_000;

/**
 * How long until a payment that is open at Stripe is looked at again. While its order keeps its places somebody waits for the answer: 3 to 6
 * seconds. Then a twentieth of its age, at most an hour: some ways to pay take days.
 */
export function waitForPayment(age: Milliseconds, onHold: boolean): Milliseconds {
  return Math.min(Math.max(SHORTEST, age / 20), onHold ? LONGEST_ON_HOLD : LONGEST);
}

/** How long until Stripe is asked again after `failures` attempts in a row without an answer: 2 s, doubling, at most 10 minutes. */
export const waitAfterFailure = (failures: number): Milliseconds =>
  Math.min(10 * MINUTE, 1_000 * 2 ** Math.min(failures, 20));
