import { closeRanks, findDelivery, type DueMessage } from '../db/webhooks.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { waitAfter } from '../domain/webhook-retry.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { DAY, toInstant, type Instant, type Milliseconds } from '../shared/instant.ts';
import { instantOf, type Call } from './context.ts';
import { recordAudit } from './record-audit.ts';
import { switchOffGoneWebhook } from './webhook-config.ts';

/** One attempt and what came of it. */
export interface Attempt {
  readonly at: Instant;
  readonly duration: Milliseconds;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Null where no answer came. */
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly truncated: boolean;
  } | null;
  /** Why no whole answer came. */
  readonly error: string | null;
  /** What the endpoint asked for, if it did. */
  readonly retryAfter: Milliseconds | null;
}

export interface Attempted {
  readonly message: Pick<DueMessage, 'id' | 'failures'>;
  readonly attempt: Attempt;
}

/** Only a whole answer of 200 to 299 counts; a redirect is not followed and so is none. */
export const hasSucceeded = ({ response, error }: Attempt): boolean =>
  error === null && response !== null && response.status >= 200 && response.status < 300;

/** Writes down attempts, and when each message is tried next, if it is. */
export async function recordAttempts(trx: Trx, call: Call, attempted: readonly Attempted[]): Promise<void> {
  for (const { message, attempt } of attempted) {
    const updated = await trx
      .updateTable('outbox')
      .set((eb) => ({ attempts: eb('attempts', '+', 1), ...stateAfter(call, message.failures, attempt) }))
      .where('id', '=', message.id)
      .where('status', '=', 'pending')
      .returning(['attempts', 'subject', 'status'])
      .executeTakeFirst();
    // Given up or forgotten while it was under way.
    if (!updated) continue;
    await insertAttempt(trx, message.id, updated.attempts, attempt);
    if (updated.status !== 'pending') await closeRanks(trx, updated.subject);
    if (attempt.response?.status === 410) await switchOffGoneWebhook(trx, call, attempt.url);
  }
}

const ENDED = { first_in_line: 0, next_attempt_at: null } as const;

function stateAfter(call: Call, failuresBefore: number, attempt: Attempt) {
  const finished = { ...ENDED, finished_at: instantOf(call) };
  if (hasSucceeded(attempt)) return { status: 'delivered', ...finished } as const;
  const failures = failuresBefore + 1;
  const wait = waitAfter(failures, attempt.retryAfter, Math.random());
  if (wait === null) return { status: 'failed', failures, ...finished } as const;
  return { failures, next_attempt_at: toInstant(call.now + wait) };
}

async function insertAttempt(trx: Trx, messageId: string, number: number, attempt: Attempt): Promise<void> {
  const { response } = attempt;
  await trx
    .insertInto('webhook_attempts')
    .values({
      message_id: messageId,
      number,
      at: attempt.at,
      duration: Math.round(attempt.duration),
      url: attempt.url,
      request_headers: JSON.stringify(attempt.requestHeaders),
      status: response?.status ?? null,
      response_headers: response && JSON.stringify(response.headers),
      response_body: response?.body ?? null,
      truncated: response?.truncated ? 1 : 0,
      error: attempt.error,
    })
    .execute();
}

/**
 * Sends a message again: the same body under the same id, now, with all its attempts before it. It takes its old place among those of its
 * subject that wait. @throws 404
 */
export async function redeliver(trx: Trx, call: Call, id: string): Promise<void> {
  const message = await findDelivery(trx, id);
  if (!message) throw new BoxOfficeError('not_found', 'There is no such delivery.');
  const ofSubject = trx.updateTable('outbox').where('subject', '=', message.subject);
  await ofSubject.set({ first_in_line: 0 }).where('first_in_line', '=', 1).execute();
  const waiting = await trx
    .updateTable('outbox')
    .set({ status: 'pending', failures: 0, next_attempt_at: instantOf(call), finished_at: null })
    .where('id', '=', id)
    .executeTakeFirst();
  expectRows(waiting, 1, 'sending a message again');
  await closeRanks(trx, message.subject);
  // Those before it that wait for their next attempt would hold it up.
  await ofSubject
    .set({ next_attempt_at: instantOf(call) })
    .where('first_in_line', '=', 1)
    .execute();
  await recordAudit(trx, call, 'webhooks.redeliver', id, { status: message.status }, { status: 'pending' });
}

/** A message older than this is given up, and forgotten as long after its end. */
const LIFE = 30 * DAY;

/** Gives up what is too old to be told and forgets what ended long ago, up to `most` of each; returns how many. */
export async function forgetOldDeliveries(trx: Trx, call: Call, most: number): Promise<number> {
  const since = toInstant(call.now - LIFE);
  const waiting = await trx
    .selectFrom('outbox')
    .select(['id', 'subject', 'created_at'])
    .where('status', '=', 'pending')
    .orderBy('seq')
    .limit(most)
    .execute();
  const tooOld = waiting.filter((message) => message.created_at <= since);
  for (const { id, subject } of tooOld) {
    const given = { status: 'failed', ...ENDED, finished_at: instantOf(call) } as const;
    await trx.updateTable('outbox').set(given).where('id', '=', id).execute();
    await closeRanks(trx, subject);
  }
  const forgotten = await trx
    .deleteFrom('outbox')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox')
        .select('id')
        .where('finished_at', 'is not', null)
        .where('finished_at', '<=', since)
        .limit(most),
    )
    .executeTakeFirst();
  return tooOld.length + Number(forgotten.numDeletedRows);
}
