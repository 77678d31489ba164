import type { Ledger } from '../db/ledger.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { Milliseconds } from '../shared/instant.ts';
import { SYSTEM } from '../usecases/context.ts';
import { eraseSlice } from '../usecases/erase-customer.ts';

export interface Erasures {
  /** Forgets what is left of an erased customer, in the file itself. */
  finish(customerId: string): Promise<void>;
  /** Goes on with what a crash or a shutdown interrupted. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Forgets the traces of erased customers in short slices, so that whoever scans or sells meanwhile gets a turn between any two. */
export function createErasures(ledger: Ledger, now: () => Milliseconds): Erasures {
  const running = new Set<Promise<void>>();
  let stopped = false;

  async function run(customerId: string): Promise<void> {
    const slice = () => ledger.write((trx) => eraseSlice(trx, { actor: SYSTEM, now: now() }, customerId));
    while (!stopped && (await slice())) continue;
    if (stopped)
      throw new BoxOfficeError('unavailable', 'The box office is shutting down; erasing goes on at its next start.');
    ledger.emptyLog();
  }

  const finish = async (customerId: string): Promise<void> => {
    const started = run(customerId);
    running.add(started);
    try {
      await started;
    } finally {
      running.delete(started);
    }
  };

  return {
    finish,
    resume: async () => {
      const customers = await ledger.reads
        .selectFrom('customers')
        .select('id')
        .where('erase_after', 'is not', null)
        .execute();
      for (const { id } of customers) await finish(id);
    },
    stop: async () => {
      stopped = true;
      await Promise.allSettled(running);
    },
  };
}
