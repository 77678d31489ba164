import type { Ledger } from '../db/ledger.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { Milliseconds } from '../shared/instant.ts';
import { cancelSlice, finishCancelIfDone, type Cancellation } from '../usecases/cancel-event.ts';
import { SYSTEM } from '../usecases/context.ts';

export interface Cancellations {
  /** Refunds what is left of a cancelled event and answers its totals so far; a second call joins the first. */
  finish(eventId: string): Promise<Cancellation>;
  /** Goes on with what a crash or a shutdown interrupted. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Refunds the orders of cancelled events in short slices, so that whoever scans or sells meanwhile gets a turn between any two. */
export function createCancellations(
  ledger: Ledger,
  now: () => Milliseconds,
  /** Asks for what is paid back through Stripe; without an answer the cancellation stays open until there is one. */
  stripe: { refundEvent(eventId: string): Promise<void> } | null,
): Cancellations {
  const running = new Map<string, Promise<Cancellation>>();
  let stopped = false;
  const call = () => ({ actor: SYSTEM, now: now() });

  async function run(eventId: string): Promise<Cancellation> {
    let last: string | null = '';
    while (last !== null && !stopped) {
      const after: string = last;
      last = await ledger.write((trx) => cancelSlice(trx, call(), eventId, after));
    }
    if (!stopped) await stripe?.refundEvent(eventId);
    if (stopped)
      throw new BoxOfficeError('unavailable', 'The box office is shutting down; the refunds go on at its next start.');
    return ledger.write((trx) => finishCancelIfDone(trx, call(), eventId));
  }

  const finish = (eventId: string): Promise<Cancellation> => {
    const known = running.get(eventId);
    if (known) return known;
    const started = run(eventId).finally(() => running.delete(eventId));
    running.set(eventId, started);
    return started;
  };

  return {
    finish,
    resume: async () => {
      const events = await ledger.reads
        .selectFrom('events')
        .select('id')
        .where('status', '=', 'cancelled')
        .where('cancel_finished_at', 'is', null)
        .execute();
      for (const { id } of events) await finish(id);
    },
    stop: async () => {
      stopped = true;
      await Promise.allSettled(running.values());
    },
  };
}
