import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

const counted = sql<boolean>`(ended_how IS NULL OR ended_how = 'exit')`;

/** Numbers of an event's door; `since` bounds the minutes shown. */
export async function liveNumbers(db: Db, eventId: string, since: string) {
  const byTier = await db
    .selectFrom('tiers')
    .leftJoin('admissions', (join) => join.onRef('admissions.tier_id', '=', 'tiers.id').on(counted))
    .select([
      'tiers.id',
      'tiers.name',
      'tiers.sold',
      sql<number>`count(DISTINCT admissions.ticket_id)`.as('checkedIn'),
      sql<number>`count(DISTINCT CASE WHEN admissions.ended_at IS NULL THEN admissions.ticket_id END)`.as('inside'),
    ])
    .where('tiers.event_id', '=', eventId)
    .groupBy(['tiers.id', 'tiers.name', 'tiers.sold', 'tiers.position'])
    .orderBy('tiers.position')
    .execute();
  const entries = await db
    .selectFrom('admissions')
    .select([
      'gate',
      sql<number>`count(DISTINCT ticket_id)`.as('checkedIn'),
      sql<number>`sum(CASE WHEN ended_at IS NULL THEN 1 ELSE 0 END)`.as('inside'),
    ])
    .where('event_id', '=', eventId)
    .where(counted)
    .groupBy('gate')
    .execute();
  const refusals = await db
    .selectFrom('scans')
    .select(['gate', sql<number>`count(*)`.as('refused')])
    .where('event_id', '=', eventId)
    .where('result', 'not in', ['admitted', 'exited'])
    .groupBy('gate')
    .execute();
  const perMinute = await db
    .selectFrom('admissions')
    .select([sql<string>`substr(admitted_at, 1, 16)`.as('minute'), sql<number>`count(*)`.as('count')])
    .where('event_id', '=', eventId)
    .where('admitted_at', '>=', since)
    .where(counted)
    .groupBy(sql`substr(admitted_at, 1, 16)`)
    .orderBy('minute')
    .execute();
  const recent = await db
    .selectFrom('scans')
    .leftJoin('tickets', 'tickets.id', 'scans.ticket_id')
    .leftJoin('orders', 'orders.id', 'tickets.order_id')
    .select([
      'scans.at',
      'scans.result',
      'scans.undone_at',
      'scans.ticket_id',
      'scans.gate',
      'scans.nonce',
      'tickets.tier_name',
      'tickets.holder_name',
      'orders.customer_name',
    ])
    .where('scans.event_id', '=', eventId)
    .orderBy('scans.id', 'desc')
    .limit(20)
    .execute();
  return { byTier, entries, refusals, perMinute, recent };
}
