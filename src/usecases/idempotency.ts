import { createHash } from 'node:crypto';
import { inSavepoint } from '../db/savepoint.ts';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { DAY, toInstant } from '../shared/instant.ts';
import type { Call } from './context.ts';

/** What an Idempotency-Key binds: who, which route, which key, which body. */
export interface IdempotencyKey {
  readonly subject: string;
  readonly route: string;
  readonly key: string;
  readonly body: string;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
}

const LIFE = DAY;
const hashOf = (body: string): string => createHash('sha256').update(body).digest('base64');

/**
 * Answers a key that is known within 24 hours as the first time, byte for byte; else runs `work` and keeps its answer, all in the
 * change's own transaction. As changes run one after the other, a second call waits for the first. A refusal undoes the change and is
 * kept as well, but for those that another moment answers otherwise (401, 403, 429, 5xx).
 *
 * @throws 409 idempotency_conflict for another body under the same key
 */
export async function onceOnly(
  trx: Trx,
  call: Call,
  key: IdempotencyKey,
  work: () => Promise<StoredAnswer>,
  refused: (error: BoxOfficeError) => StoredAnswer,
): Promise<StoredAnswer> {
  const bodyHash = hashOf(key.body);
  const known = await trx
    .selectFrom('idempotency')
    .select(['body_hash', 'status', 'body', 'created_at'])
    .where('subject', '=', key.subject)
    .where('route', '=', key.route)
    .where('key', '=', key.key)
    .executeTakeFirst();
  if (known && known.created_at > toInstant(call.now - LIFE)) {
    if (known.body_hash !== bodyHash) {
      throw new BoxOfficeError('idempotency_conflict', 'This Idempotency-Key was used for another body.');
    }
    return { status: known.status, body: known.body };
  }
  const answer = await answerOf(trx, work, refused);
  const row = { body_hash: bodyHash, status: answer.status, body: answer.body, created_at: toInstant(call.now) };
  await trx
    .insertInto('idempotency')
    .values({ subject: key.subject, route: key.route, key: key.key, ...row })
    .onConflict((conflict) => conflict.columns(['subject', 'route', 'key']).doUpdateSet(row))
    .execute();
  return answer;
}

const NEVER_KEPT = new Set([401, 403, 429]);

async function answerOf(
  trx: Trx,
  work: () => Promise<StoredAnswer>,
  refused: (error: BoxOfficeError) => StoredAnswer,
): Promise<StoredAnswer> {
  try {
    return await inSavepoint(trx, work);
  } catch (error) {
    if (!(error instanceof BoxOfficeError) || error.status >= 500 || NEVER_KEPT.has(error.status)) throw error;
    return refused(error);
  }
}

/** Forgets keys older than a day, up to `most`; returns how many. */
export async function forgetOldKeys(trx: Trx, call: Call, most: number): Promise<number> {
  const result = await trx
    .deleteFrom('idempotency')
    .where((eb) =>
      eb(
        eb.refTuple('subject', 'route', 'key'),
        'in',
        eb
          .selectFrom('idempotency')
          .select(['subject', 'route', 'key'])
          .where('created_at', '<=', toInstant(call.now - LIFE))
          .limit(most)
          .$asTuple('subject', 'route', 'key'),
      ),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
