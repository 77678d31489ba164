import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** What happened at the doors with the tickets of these orders: every scan with its verdict. */
export const scansOfOrders = (db: Db, orderIds: readonly string[]) =>
  db
    .selectFrom('scans')
    .innerJoin('tickets', 'tickets.id', 'scans.ticket_id')
    .select(['scans.ticket_id', 'scans.at', 'scans.mode', 'scans.result', 'scans.gate', 'scans.undone_at'])
    .where('tickets.order_id', 'in', orderIds)
    .orderBy('scans.id')
    .execute();

export const admissionsOfOrders = (db: Db, orderIds: readonly string[]) =>
  db
    .selectFrom('admissions')
    .innerJoin('tickets', 'tickets.id', 'admissions.ticket_id')
    .select([
      'admissions.ticket_id',
      'admissions.gate',
      'admissions.admitted_at',
      'admissions.ended_at',
      'admissions.ended_how',
      'admissions.end_reason',
    ])
    .where('tickets.order_id', 'in', orderIds)
    .orderBy('admissions.id')
    .execute();

export const mailsOfOrders = (db: Db, orderIds: readonly string[]) =>
  db.selectFrom('mails').selectAll().where('order_id', 'in', orderIds).orderBy('id').execute();

/** What webhooks were told, or will be. */
export const messagesOfOrders = (db: Db, orderIds: readonly string[]) =>
  db
    .selectFrom('outbox')
    .select(['id', 'event', 'subject', 'status', 'body', 'created_at', 'finished_at'])
    .where('subject', 'in', orderIds)
    .orderBy('seq')
    .execute();
