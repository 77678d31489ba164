import { scan } from '../../../src/shared/scan.ts';
import type { BodyOf } from '../../../src/shared/operation.ts';
import { call } from '../../lib/api.ts';
import { isUndecided, type Verdict, verdictOf } from './verdict.ts';

export type ScanBody = Omit<BodyOf<typeof scan>, 'nonce'>;

/** Milliseconds to wait before each try. A steward with a guest before them waits no longer than that. */
const TRIES = [0, 400, 1200];

/** Milliseconds after which a try counts as unanswered. */
const PATIENCE = 4000;

/** Scans that nobody answered, each with its nonce: the same scan made again is then still the same scan. */
const unanswered = new Map<string, string>();

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Asks the box office about a code. Silence is answered by asking again with the same nonce, so that an admission whose answer was
 * lost on the way is told as an admission, and not as a ticket used before.
 */
export async function sendScan(body: ScanBody): Promise<Verdict> {
  const identity = JSON.stringify(body);
  const nonce = unanswered.get(identity) ?? crypto.randomUUID();
  unanswered.set(identity, nonce);
  let verdict: Verdict = { kind: 'unknown', code: 'offline' };
  for (const pause of TRIES) {
    await wait(pause);
    try {
      const answer = await call(scan, { body: { ...body, nonce }, signal: AbortSignal.timeout(PATIENCE) });
      unanswered.delete(identity);
      return { kind: answer.result, scan: answer };
    } catch (error) {
      verdict = verdictOf(error);
      if (!isUndecided(error)) {
        unanswered.delete(identity);
        return verdict;
      }
    }
  }
  return verdict;
}
