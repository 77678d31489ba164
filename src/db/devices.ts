import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;
type Page = { limit: number; offset: number };

/** Devices, newest first, with whether they were paired and when they scanned last. */
export async function listDevices(db: Db, page: Page) {
  const { total } = await db
    .selectFrom('devices')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('devices')
    .selectAll()
    .select([
      sql<string | null>`(SELECT max(sessions.id) FROM sessions WHERE sessions.device_id = devices.id)`.as(
        'session_id',
      ),
      sql<string | null>`(SELECT max(sessions.last_used_at) FROM sessions WHERE sessions.device_id = devices.id)`.as(
        'last_seen_at',
      ),
      sql<string | null>`(SELECT max(scans.arrived_at) FROM scans WHERE scans.scanned_by = devices.id)`.as(
        'last_scan_at',
      ),
    ])
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total };
}

/** Conflicts of late uploads, newest first, beside the entry that the ledger has. */
export async function listConflicts(
  db: Db,
  filter: { eventId?: string | undefined; resolved?: boolean | undefined },
  page: Page,
) {
  let matching = db.selectFrom('conflicts');
  if (filter.eventId !== undefined) matching = matching.where('conflicts.event_id', '=', filter.eventId);
  if (filter.resolved !== undefined)
    matching = matching.where('conflicts.resolved_at', filter.resolved ? 'is not' : 'is', null);
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await matching
    .innerJoin('scans', 'scans.id', 'conflicts.scan_id')
    .leftJoin('admissions', 'admissions.id', 'conflicts.admission_id')
    .leftJoin('tickets', 'tickets.id', 'scans.ticket_id')
    .leftJoin('orders', 'orders.id', 'tickets.order_id')
    .select([
      'conflicts.scan_id as id',
      'conflicts.event_id as eventId',
      'scans.ticket_id as ticketId',
      'orders.number as orderNumber',
      'tickets.holder_name',
      'orders.customer_name',
      'tickets.tier_name as tierName',
      'scans.result as code',
      'scans.mode',
      'scans.gate',
      'scans.scanned_by as scannedBy',
      'scans.at as scannedAt',
      'scans.arrived_at as arrivedAt',
      'admissions.admitted_at as admittedAt',
      'admissions.gate as admittedGate',
      'conflicts.resolved_at as resolvedAt',
      'conflicts.resolved_by as resolvedBy',
      'conflicts.note',
    ])
    .orderBy('conflicts.scan_id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return {
    rows: rows.map(({ holder_name: holder, customer_name: customer, ...row }) => ({
      ...row,
      holderName: holder ?? customer,
    })),
    total,
  };
}
