import { createHash } from 'node:crypto';
import { inSavepoint } from '../db/savepoint.ts';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { DAY, toInstant } from '../shared/instant.ts';
import type { Call } from './context.ts';

/** What an Idempotency-Key binds beside the body: who, which route, which key. */
export interface IdempotencyKey {
  readonly subject: string;
  readonly route: string;
  readonly key: string;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
}

/** What is known under a key: the hash of its body, null while a streamed one has not ended; the answer, null while it is awaited. */
export interface Known {
  readonly bodyHash: string | null;
  readonly answer: StoredAnswer | null;
}

/** The status of an answer that is still to come: its body says what to go on with (http/route-table.ts, `changeInSteps`). */
export const TO_COME = 0;

const LIFE = DAY;
export const hashOf = (body: string): string => createHash('sha256').update(body).digest('base64');

export const otherBody = (): BoxOfficeError =>
  new BoxOfficeError('idempotency_conflict', 'This Idempotency-Key was used for another body.');

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
  bodyHash: string,
  work: () => Promise<StoredAnswer>,
  refused: (error: BoxOfficeError) => StoredAnswer,
): Promise<StoredAnswer> {
  const known = await knownUnder(trx, call, key);
  if (known && known.bodyHash !== bodyHash) throw otherBody();
  if (known?.answer) return known.answer;
  const answer = await answerOf(trx, work, refused);
  await keepAnswer(trx, call, key, bodyHash, answer);
  return answer;
}

/**
 * Marks a key as begun, for work that is more than one change: the body is bound from here on, and where the process ends before the
 * work does, the same call goes on with it.
 *
 * @returns what was known before
 * @throws 409 idempotency_conflict for another body under the same key
 */
export async function beginOnce(
  trx: Trx,
  call: Call,
  key: IdempotencyKey,
  bodyHash: string | null,
): Promise<Known | undefined> {
  const known = await knownUnder(trx, call, key);
  if (known && known.bodyHash !== null && bodyHash !== null && known.bodyHash !== bodyHash) throw otherBody();
  if (!known) await keep(trx, key, { body_hash: bodyHash, status: null, body: null, created_at: toInstant(call.now) });
  return known;
}

/** Keeps the answer of work that was begun, or of a change in its own transaction. */
export async function keepAnswer(
  trx: Trx,
  call: Call,
  key: IdempotencyKey,
  bodyHash: string,
  answer: StoredAnswer,
): Promise<void> {
  await keep(trx, key, { body_hash: bodyHash, ...answer, created_at: toInstant(call.now) });
  const named = new Set(answer.body.match(NAMED));
  if (named.size === 0) return;
  await trx
    .insertInto('idempotency_names')
    .values([...named].map((id) => ({ named_id: id, subject: key.subject, route: key.route, key: key.key })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Keeps an answer that was still to come, unless somebody who called again was quicker; the one that is kept. */
export async function settleAnswer(
  trx: Trx,
  call: Call,
  key: IdempotencyKey,
  bodyHash: string,
  answer: StoredAnswer,
): Promise<StoredAnswer> {
  const known = (await knownUnder(trx, call, key))?.answer;
  if (known && known.status !== TO_COME) return known;
  await keepAnswer(trx, call, key, bodyHash, answer);
  return answer;
}

/** Orders and customers in an answer: by these it is found when one of them is to be forgotten. */
const NAMED = /\b(?:ord|cus)_\w+/g;

/** Takes a begun key back: its call was turned away before it did anything. */
export async function forgetKey(trx: Trx, { subject, route, key }: IdempotencyKey): Promise<void> {
  await trx
    .deleteFrom('idempotency')
    .where('subject', '=', subject)
    .where('route', '=', route)
    .where('key', '=', key)
    .execute();
}

async function knownUnder(trx: Trx, call: Call, { subject, route, key }: IdempotencyKey): Promise<Known | undefined> {
  const row = await trx
    .selectFrom('idempotency')
    .select(['body_hash', 'status', 'body', 'created_at'])
    .where('subject', '=', subject)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row || row.created_at <= toInstant(call.now - LIFE)) return undefined;
  const answer = row.status === null || row.body === null ? null : { status: row.status, body: row.body };
  return { bodyHash: row.body_hash, answer };
}

async function keep(
  trx: Trx,
  { subject, route, key }: IdempotencyKey,
  row: { body_hash: string | null; status: number | null; body: string | null; created_at: string },
): Promise<void> {
  await trx
    .insertInto('idempotency')
    .values({ subject, route, key, ...row })
    .onConflict((conflict) => conflict.columns(['subject', 'route', 'key']).doUpdateSet(row))
    .execute();
}

const NEVER_KEPT = new Set([401, 403, 429]);

/** Whether the same call would be refused the same way at another moment too. */
export const isKept = (error: unknown): error is BoxOfficeError =>
  error instanceof BoxOfficeError &&
  error.status < 500 &&
  !NEVER_KEPT.has(error.status) &&
  error.code !== 'refund_waiting';

async function answerOf(
  trx: Trx,
  work: () => Promise<StoredAnswer>,
  refused: (error: BoxOfficeError) => StoredAnswer,
): Promise<StoredAnswer> {
  try {
    return await inSavepoint(trx, work);
  } catch (error) {
    if (!isKept(error)) throw error;
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
