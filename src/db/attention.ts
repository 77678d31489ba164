import { sql, type Kysely } from 'kysely';
import type { Instant } from '../shared/instant.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** More than this are not counted: many are many, and counting them costs what they are. */
const MOST = 1_000;

export interface Troubled {
  readonly count: number;
  readonly since: Instant | null;
}

const troubled = (moments: readonly Instant[]): Troubled => ({
  count: moments.length,
  since: moments.reduce<Instant | null>((first, at) => (first === null || at < first ? at : first), null),
});

/** Messages whose endpoint did not take them: those that were given up, and those first in line that failed at least once. */
export async function failingWebhooks(db: Db): Promise<Troubled> {
  const failed = await db
    .selectFrom('outbox')
    .select('created_at as at')
    .where('status', '=', 'failed')
    .limit(MOST)
    .execute();
  const retried = await db
    .selectFrom('outbox')
    .select('created_at as at')
    // The index holds only these, and is used only where the statement says so itself.
    .where('first_in_line', '=', (eb) => eb.lit(1))
    .where('failures', '>', 0)
    .limit(MOST)
    .execute();
  return troubled([...failed, ...retried].slice(0, MOST).map(({ at }) => at));
}

/** Mail that waits, and mail that a server refused or that was tried in vain. */
export async function waitingMail(db: Db): Promise<{ waiting: Troubled; failing: Troubled }> {
  const of = (status: 'queued' | 'failed') =>
    db
      .selectFrom('mails')
      .select(['created_at as at', 'failures'])
      .where('status', '=', status)
      .orderBy('id', 'desc')
      .limit(MOST)
      .execute();
  const queued = await of('queued');
  const failed = await of('failed');
  return {
    waiting: troubled(queued.map(({ at }) => at)),
    failing: troubled([...failed, ...queued.filter(({ failures }) => failures > 0)].slice(0, MOST).map(({ at }) => at)),
  };
}

export async function openConflicts(db: Db): Promise<Troubled> {
  const rows = await db
    .selectFrom('conflicts')
    .innerJoin('scans', 'scans.id', 'conflicts.scan_id')
    .select('scans.at')
    .where('resolved_at', 'is', null)
    .limit(MOST)
    .execute();
  return troubled(rows.map(({ at }) => at));
}

/** Pending orders whose places are given back before `until`; `since` is when the first one is. */
export async function endingHolds(db: Db, until: Instant): Promise<Troubled> {
  const rows = await db
    .selectFrom('orders')
    .select('hold_expires_at as at')
    .where(sql<boolean>`status = 'pending'`)
    .where('hold_expires_at', '<', until)
    .limit(MOST)
    .execute();
  return troubled(rows.flatMap(({ at }) => (at === null ? [] : [at])));
}

/** Prints since `from` that did not come out, or may not have, and were not tried again. */
export async function failedPrints(db: Db, from: Instant): Promise<Troubled> {
  const moments: Instant[] = [];
  for (const status of ['failed', 'unknown'] as const) {
    const rows = await db
      .selectFrom('print_jobs')
      .select('created_at as at')
      .where('status', '=', status)
      .where('created_at', '>=', from)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb.selectFrom('print_jobs as again').select('again.id').whereRef('again.retry_of', '=', 'print_jobs.id'),
          ),
        ),
      )
      .orderBy('id', 'desc')
      .limit(50)
      .execute();
    moments.push(...rows.map(({ at }) => at));
  }
  return troubled(moments);
}
