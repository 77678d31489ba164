import type { Ledger } from '../db/ledger.ts';
import { MINUTE, toInstant, type Milliseconds } from '../shared/instant.ts';

/**
 * Which sessions called since the last time it was written down, and when. Kept in memory, so that a scan pays nothing for it; written
 * by the housekeeping once a minute, and no session more than once in a minute. It is no change of the ledger: nobody did anything.
 */
export class Sightings {
  #seen = new Map<string, Milliseconds>();
  readonly #written = new Map<string, Milliseconds>();

  saw(sessionId: string, now: Milliseconds): void {
    if (now - (this.#written.get(sessionId) ?? -Infinity) >= MINUTE) this.#seen.set(sessionId, now);
  }

  /** Writes what was seen; how many sessions that were. What was not written is tried again. */
  async write(ledger: Ledger): Promise<number> {
    if (this.#seen.size === 0) return 0;
    const seen = this.#seen;
    this.#seen = new Map();
    try {
      await ledger.write(async (trx) => {
        for (const [id, at] of seen)
          await trx
            .updateTable('sessions')
            .set({ last_used_at: toInstant(at) })
            .where('id', '=', id)
            .execute();
      });
    } catch (error) {
      this.#seen = new Map([...seen, ...this.#seen]);
      throw error;
    }
    for (const [id, at] of seen) this.#written.set(id, at);
    return seen.size;
  }
}
