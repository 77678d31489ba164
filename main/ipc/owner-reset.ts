import type { BoxOffice } from '../../src/server.ts';
import { type DesktopCalls, Refusal } from './answer.ts';

const MINUTES_OPEN = 10;

/**
 * Lets a forgotten owner's password be set anew, for a person who sits at this machine: only after the menu entry was chosen,
 * once, and for ten minutes. So a page alone, whatever got into it, can neither list the owners nor shut one out.
 */
export class OwnerReset {
  readonly #boxOffice: Pick<BoxOffice, 'owners' | 'resetOwner'>;
  readonly #now: () => number;
  #openUntil = 0;

  constructor(boxOffice: Pick<BoxOffice, 'owners' | 'resetOwner'>, now: () => number = Date.now) {
    this.#boxOffice = boxOffice;
    this.#now = now;
  }

  /** The menu entry was chosen. */
  open(): void {
    this.#openUntil = this.#now() + MINUTES_OPEN * 60_000;
  }

  readonly calls: Pick<DesktopCalls, 'owners' | 'resetOwner'> = {
    owners: async () => {
      this.#assertOpen();
      return this.#boxOffice.owners();
    },
    resetOwner: async (change) => {
      this.#assertOpen();
      const done = await this.#boxOffice.resetOwner(change);
      this.#openUntil = 0;
      return done;
    },
  };

  #assertOpen(): void {
    if (this.#now() < this.#openUntil) return;
    throw new Refusal('Choose “Set a new owner’s password…” in the menu of this window first.');
  }
}
