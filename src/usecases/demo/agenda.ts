import type { Ledger, Trx } from '../../db/ledger.ts';
import type { Milliseconds } from '../../shared/instant.ts';
import type { Actor, Call } from '../context.ts';

/** What somebody did at a moment of the year: a use case with who and when. */
export interface Deed {
  readonly at: Milliseconds;
  readonly by: Actor;
  readonly act: (trx: Trx, call: Call) => Promise<unknown>;
}

/**
 * A change ends after this long: so long does whoever uses the box office meanwhile wait. On a machine under strain it still does a few
 * deeds, or the syncs between them would take most of the time.
 */
const SLICE = { milliseconds: 12, leastDeeds: 8 };
/** Slices after which the write-ahead log goes into the file, before it grows too long to do so quickly. */
const CHECKPOINT_EVERY = 48;

/** Does all deeds in the order of their time, in slices, each of which is one change. @throws the signal's reason between two of them */
export async function perform(ledger: Ledger, deeds: readonly Deed[], signal: AbortSignal): Promise<void> {
  const agenda = deeds.toSorted((one, other) => one.at - other.at);
  let next = 0;
  for (let slice = 1; next < agenda.length; slice += 1) {
    signal.throwIfAborted();
    await ledger.write(async (trx) => {
      const end = performance.now() + SLICE.milliseconds;
      for (let done = 0; done < SLICE.leastDeeds || performance.now() < end; done += 1) {
        const deed = agenda[next];
        if (!deed) return;
        next += 1;
        await deed.act(trx, { actor: deed.by, now: Math.floor(deed.at) });
      }
    });
    if (slice % CHECKPOINT_EVERY === 0) ledger.checkpoint();
  }
}
