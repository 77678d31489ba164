import type { Milliseconds } from '../shared/instant.ts';

/** What a worker sleeps by: a commit rings it, and it ends every sleep when the worker stops. */
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
