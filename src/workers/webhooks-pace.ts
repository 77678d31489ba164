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

/** What the worker sleeps by: a commit rings it, and it ends every sleep when the worker stops. */
export class Bell {
  #rang = false;
  #stopped = false;
  #onRing = (): void => undefined;
  #onStop = (): void => undefined;

  readonly ring = (): void => {
    this.#rang = true;
    this.#onRing();
  };

  stop(): void {
    this.#stopped = true;
    this.#onStop();
  }

  /** Sleeps for so long, whoever rings. */
  pause(time: Milliseconds): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, time);
      timer.unref();
      this.#onStop = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Sleeps until the bell rings, if it has not since the last time, or for so long. */
  async rung(most: Milliseconds): Promise<void> {
    if (!this.#rang) {
      const sleeping = this.pause(most);
      this.#onRing = this.#onStop;
      await sleeping;
      this.#onRing = () => undefined;
    }
    this.#rang = false;
  }
}
