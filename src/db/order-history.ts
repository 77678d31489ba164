import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** A ticket that is scanned without end does not make the time line endless: the newest refusals are shown. */
const REFUSALS = 200;

/** What the door did with an order's tickets, who got them, and what went out by mail and by printer: each found by an index. */
export async function historyOf(db: Db, orderId: string) {
  const ofOrder = db.selectFrom('tickets').select('id').where('order_id', '=', orderId);
  const admissions = await db
    .selectFrom('admissions')
    .selectAll()
    .where('ticket_id', 'in', ofOrder)
    .orderBy('id')
    .execute();
  const transfers = await db
    .selectFrom('retired_codes')
    .selectAll()
    .where('ticket_id', 'in', ofOrder)
    .orderBy('retired_at')
    .execute();
  const refusals = [
    ...(await refusedScans(db).where('ticket_id', 'in', ofOrder).execute()),
    ...(await refusedOldCodes(
      db,
      transfers.map(({ code }) => code),
    )),
  ];
  const mails = await db.selectFrom('mails').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
  const prints = await db
    .selectFrom('print_jobs')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('kind', '=', 'order')
    .orderBy('id')
    .execute();
  const byCancel = await db
    .selectFrom('refunds')
    .select('id')
    .where('order_id', '=', orderId)
    .where('by_cancel', '=', 1)
    .execute();
  const audits = await db
    .selectFrom('audit')
    .select(['at', 'actor_id', 'actor_name', 'action', 'subject_id', 'after'])
    .where((eb) => eb.or([eb('subject_id', '=', orderId), eb('subject_id', 'in', ofOrder)]))
    .orderBy('id')
    .execute();
  return { admissions, transfers, refusals, mails, prints, byCancel, audits };
}

export type OrderHistoryRows = Awaited<ReturnType<typeof historyOf>>;

const refusedScans = (db: Db) =>
  db
    .selectFrom('scans')
    .select(['id', 'at', 'code', 'result', 'ticket_id', 'gate', 'scanned_by'])
    .where('result', 'not in', ['admitted', 'exited'])
    .orderBy('id', 'desc')
    .limit(REFUSALS);

/** A code that a transfer killed names no ticket any more. */
const refusedOldCodes = async (db: Db, codes: readonly string[]) =>
  codes.length === 0 ? [] : refusedScans(db).where('ticket_id', 'is', null).where('code', 'in', codes).execute();
