import type { Ledger } from '../db/ledger.ts';
import { MINUTE, type Milliseconds } from '../shared/instant.ts';
import { SYSTEM, type Call } from '../usecases/context.ts';
import { forgetOldKeys } from '../usecases/idempotency.ts';
import { expireHolds } from '../usecases/pending-order.ts';
import type { Sightings } from '../usecases/sightings.ts';
import { forgetOldDeliveries } from '../usecases/webhook-deliveries.ts';
import { backUpIfDue } from './backups.ts';

export interface Worker {
  stop(): Promise<void>;
}

interface Log {
  error(details: object, message: string): void;
}

/** At most this many rows in one change: scans that wait get their turn in between. */
const SLICE = 20;
const HOLDS_EVERY: Milliseconds = 5_000;
const CHECKPOINT_EVERY: Milliseconds = 2_000;

/**
 * What the box office does by itself: releases holds that ended, forgets old idempotency keys and webhooks, writes down who called, copies the ledger,
 * and moves the write-ahead log into the ledger file away from the callers' path.
 */
export function startHousekeeping(ledger: Ledger, sightings: Sightings, now: () => Milliseconds, log: Log): Worker {
  const timers = [
    every(HOLDS_EVERY, log, () => inSlices(ledger, now, expireHolds)),
    every(10 * MINUTE, log, () => inSlices(ledger, now, forgetOldKeys)),
    every(10 * MINUTE, log, () => inSlices(ledger, now, forgetOldDeliveries)),
    every(10 * MINUTE, log, async () => {
      await backUpIfDue(ledger, now());
    }),
    every(MINUTE, log, async () => {
      await sightings.write(ledger);
    }),
    every(CHECKPOINT_EVERY, log, () => {
      ledger.checkpoint();
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(timers.map((timer) => timer.stop()));
    },
  };
}

async function inSlices(
  ledger: Ledger,
  now: () => Milliseconds,
  slice: (...args: Parameters<typeof expireHolds>) => Promise<number>,
): Promise<void> {
  for (;;) {
    const call: Call = { actor: SYSTEM, now: now() };
    const done = await ledger.write((trx) => slice(trx, call, SLICE));
    if (done < SLICE) return;
  }
}

/** Runs `work` now and `interval` after each end, never twice at once. */
function every(interval: Milliseconds, log: Log, work: () => void | Promise<void>): Worker {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let stopped = false;
  const tick = (): void => {
    running = Promise.resolve()
      .then(work)
      .catch((error: unknown) => log.error({ err: error }, 'Housekeeping failed; it will be tried again'))
      .then(() => {
        if (stopped) return;
        timer = setTimeout(tick, interval);
        timer.unref();
      });
  };
  tick();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
