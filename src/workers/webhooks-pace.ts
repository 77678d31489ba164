import type { Instant, Milliseconds } from '../shared/instant.ts';
import { hasSucceeded, type Attempt } from '../usecases/webhook-deliveries.ts';

/** Messages under way at once, each of another subject. */
export const LANES = 8;
/** While everything fails, one message is tried at a time, this long after the last. */
const REST: Milliseconds = 2_000;
/** Longest that one message's Retry-After holds the others back. */
const LONGEST_REST: Milliseconds = 60_000;

/** How the endpoint does: with a hundred thousand messages waiting, one that is down must cost next to nothing. */
export class Health {
  readonly #now: () => Milliseconds;
  #of: Instant = '';
  #failuresInRow = 0;
  #restUntil: Milliseconds = 0;

  constructor(now: () => Milliseconds) {
    this.#now = now;
  }

  /** How many messages may be under way to the endpoint that was saved then. */
  width(savedAt: Instant): number {
    if (savedAt !== this.#of) {
      this.#of = savedAt;
      this.#failuresInRow = 0;
      this.#restUntil = 0;
    }
    if (this.#now() < this.#restUntil) return 0;
    return this.#failuresInRow < LANES ? LANES : 1;
  }

  note(attempt: Attempt): void {
    this.#failuresInRow = hasSucceeded(attempt) ? 0 : this.#failuresInRow + 1;
    const status = attempt.response?.status;
    const asked = status === 429 || status === 503 ? (attempt.retryAfter ?? 0) : 0;
    const rest = Math.max(this.#failuresInRow < LANES ? 0 : REST, Math.min(asked, LONGEST_REST));
    this.#restUntil = Math.max(this.#restUntil, this.#now() + rest);
  }
}
