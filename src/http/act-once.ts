import type { Context } from 'koa';
import type { Ledger } from '../db/ledger.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { Operation } from '../shared/operation.ts';
import type { Call } from '../usecases/context.ts';
import {
  beginOnce,
  forgetKey,
  isKept,
  keepAnswer,
  otherBody,
  type IdempotencyKey,
  type StoredAnswer,
} from '../usecases/idempotency.ts';
import { type Caller, stateOf } from './context.ts';
import type { InTurn } from './in-turn.ts';
import { errorBodyOf } from './middleware/errors.ts';

/** The Idempotency-Key of a call, bound to who calls. @throws 400 where it is too short or not printable */
export function idempotencyKey(ctx: Context, operation: Operation, caller: Caller | null): IdempotencyKey | null {
  const key = ctx.get('idempotency-key');
  if (key === '' || operation.secret || operation.path.startsWith('/api/auth/')) return null;
  const least = caller ? 1 : 16;
  if (key.length < least || key.length > 255 || !/^[\x21-\x7e]+$/.test(key)) {
    throw new BoxOfficeError('idempotency_key_invalid', `An Idempotency-Key has ${least} to 255 printable characters.`);
  }
  const { address } = stateOf(ctx);
  return { subject: caller?.id ?? `address:${address}`, route: `${ctx.method} ${ctx.path}`, key };
}

export const refusalAnswer = (refusal: BoxOfficeError): StoredAnswer => ({
  status: refusal.status,
  body: JSON.stringify(errorBodyOf(refusal)),
});

/** The body of a keyed call: its hash where it was read already, and in the end. */
export interface KeyedBody {
  readonly known: string | null;
  /** Reads what is left of a stream. @throws where it is cut off or too large */
  whole(): Promise<string>;
}

/**
 * Work that is more than one change, once a key: a second call waits for the first and gets its answer. The key is marked as begun before,
 * so that after a crash the same call goes on where the work itself finds that it stopped; then the answer is kept. What fails for a reason
 * of this machine or of the connection stays begun; a call that is turned away leaves nothing.
 *
 * @throws 409 idempotency_conflict for another body under the same key
 */
export function actOnce(
  ledger: Ledger,
  turns: InTurn,
  call: Call,
  key: IdempotencyKey,
  body: KeyedBody,
  work: () => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  return turns.run(JSON.stringify([key.subject, key.route, key.key]), async () => {
    const known = await ledger.write((trx) => beginOnce(trx, call, key, body.known));
    if (known && known.bodyHash !== null && known.bodyHash !== (await body.whole())) throw otherBody();
    if (known?.answer) return known.answer;
    const answer = await answerOf(work, () => ledger.write((trx) => forgetKey(trx, key)));
    const hash = await body.whole();
    await ledger.write((trx) => keepAnswer(trx, call, key, hash, answer));
    return answer;
  });
}

async function answerOf(work: () => Promise<StoredAnswer>, takeBack: () => Promise<void>): Promise<StoredAnswer> {
  try {
    return await work();
  } catch (error) {
    if (isKept(error)) return refusalAnswer(error);
    if (error instanceof BoxOfficeError && error.status < 500) await takeBack();
    throw error;
  }
}
