import { sql, type Kysely, type Selectable } from 'kysely';
import type { Instant } from '../shared/instant.ts';
import type { DeliveryStatus, WebhookEvent } from '../shared/webhooks.ts';
import { hotQuery } from './hot.ts';
import type { Flag, OutboxTable, Tables, WebhookAttemptsTable, WebhookConfigTable } from './tables.ts';
import type { Trx } from './write-door.ts';

type Db = Kysely<Tables>;

export type WebhookConfigRow = Selectable<WebhookConfigTable>;

const endpoint = hotQuery((db: Db) => db.selectFrom('webhook_config').selectAll());

/** There is one endpoint. */
export async function readWebhookConfig(db: Db): Promise<WebhookConfigRow | undefined> {
  const [config] = await endpoint(db, {});
  return config;
}

export async function writeWebhookConfig(trx: Trx, config: Omit<WebhookConfigRow, 'id'>): Promise<void> {
  await trx
    .insertInto('webhook_config')
    .values({ id: 'endpoint', ...config })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(config))
    .execute();
}

export interface NewMessage {
  readonly id: string;
  readonly event: WebhookEvent;
  readonly subject: string;
  readonly body: string;
  readonly at: Instant;
}

/**
 * What waits has a next attempt. Asked this way, a subject's line is found by its subject: asked for by status, by walking along all that
 * waits, which every scan would wait for.
 */
const waits = sql<boolean>`next_attempt_at IS NOT NULL`;

/** Puts a message at the end of its subject's line. */
export async function appendMessage(trx: Trx, { id, event, subject, body, at }: NewMessage): Promise<void> {
  const somebodyWaits = sql<boolean>`EXISTS (SELECT 1 FROM outbox WHERE subject = ${subject} AND ${waits})`;
  await trx
    .insertInto('outbox')
    .values({
      id,
      event,
      subject,
      body,
      status: 'pending',
      first_in_line: sql<Flag>`CASE WHEN ${somebodyWaits} THEN 0 ELSE 1 END`,
      attempts: 0,
      failures: 0,
      next_attempt_at: at,
      finished_at: null,
      created_at: at,
    })
    .execute();
}

/** Lets the earliest waiting message of a subject stand first in line, unless one does already. */
export async function closeRanks(trx: Trx, subject: string): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ first_in_line: 1 })
    .where('id', '=', (eb) =>
      eb.selectFrom('outbox').select('id').where('subject', '=', subject).where(waits).orderBy('seq').limit(1),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('outbox').select('id').where('subject', '=', subject).where('first_in_line', '=', eb.lit(1)),
        ),
      ),
    )
    .execute();
}

export type DueMessage = Pick<Selectable<OutboxTable>, 'id' | 'event' | 'subject' | 'body' | 'failures'>;

/** Messages that may be sent now, the longest due first; of each subject its earliest alone. */
export const dueMessages = (db: Db, now: Instant, most: number): Promise<DueMessage[]> =>
  db
    .selectFrom('outbox')
    .select(['id', 'event', 'subject', 'body', 'failures'])
    // The index holds only these, and is used only where the statement says so itself.
    .where('first_in_line', '=', (eb) => eb.lit(1))
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .orderBy('seq')
    .limit(most)
    .execute();

export interface DeliveryFilter {
  readonly event?: WebhookEvent | undefined;
  readonly status?: DeliveryStatus | undefined;
  readonly subject?: string | undefined;
}

/** Deliveries, each with what its last attempt was answered. */
const deliveries = (db: Db) =>
  db
    .selectFrom('outbox')
    .leftJoin('webhook_attempts as last', (join) =>
      join.onRef('last.message_id', '=', 'outbox.id').onRef('last.number', '=', 'outbox.attempts'),
    )
    .select([
      'outbox.id',
      'outbox.event',
      'outbox.subject',
      'outbox.status',
      'outbox.attempts',
      'outbox.created_at',
      'outbox.next_attempt_at',
      'outbox.finished_at',
      'outbox.erased_at',
      'last.status as response_status',
      'last.error',
    ]);

export type DeliveryRow = Awaited<ReturnType<ReturnType<typeof deliveries>['executeTakeFirstOrThrow']>>;

export const findDelivery = (db: Db, id: string): Promise<(DeliveryRow & { body: string }) | undefined> =>
  deliveries(db).select('outbox.body').where('outbox.id', '=', id).executeTakeFirst();

/** Deliveries newest first. */
export async function listDeliveries(
  db: Db,
  { event, status, subject }: DeliveryFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: DeliveryRow[]; total: number }> {
  let matching = db.selectFrom('outbox');
  if (subject !== undefined) matching = matching.where('subject', '=', subject);
  // A subject has few messages: no index of events or states is to be walked along for it.
  const column = (name: 'event' | 'status') =>
    subject === undefined ? sql.ref<string>(name) : sql<string>`${sql.ref(name)} || ''`;
  if (event !== undefined) matching = matching.where(column('event'), '=', event);
  if (status !== undefined) matching = matching.where(column('status'), '=', status);
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const ids = matching.select('seq').orderBy('seq', 'desc').limit(page.limit).offset(page.offset);
  const rows = await deliveries(db).where('outbox.seq', 'in', ids).orderBy('outbox.seq', 'desc').execute();
  return { rows, total };
}

export type AttemptRow = Selectable<WebhookAttemptsTable>;

export const attemptsOf = (db: Db, messageId: string): Promise<AttemptRow[]> =>
  db.selectFrom('webhook_attempts').selectAll().where('message_id', '=', messageId).orderBy('number').execute();
