import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

const hashOf = (eventId: string, code: string): string =>
  createHash('sha256').update(`${eventId}:${code}`).digest('hex');

/** Tickets of an event that changed after a cursor, in the order of change, with hashed codes: what an offline scanner keeps. */
export async function ticketsSince(db: Db, eventId: string, since: number, limit: number) {
  const rows = await db
    .selectFrom('ticket_changes')
    .innerJoin('tickets', 'tickets.id', 'ticket_changes.ticket_id')
    .select(['ticket_changes.seq', 'tickets.id', 'tickets.tier_id', 'tickets.code_key', 'tickets.status'])
    .where('ticket_changes.event_id', '=', eventId)
    .where('ticket_changes.seq', '>', since)
    .orderBy('ticket_changes.seq')
    .limit(limit)
    .execute();
  const ids = rows.map((row) => row.id);
  const stays =
    ids.length === 0
      ? []
      : await db
          .selectFrom('admissions')
          .select(['ticket_id', 'admitted_at', 'gate', 'ended_at'])
          .where('ticket_id', 'in', ids)
          .where((eb) => eb.or([eb('ended_how', 'is', null), eb('ended_how', '=', 'exit')]))
          .orderBy('admitted_at')
          .execute();
  const retired =
    ids.length === 0
      ? []
      : await db.selectFrom('retired_codes').select(['code', 'ticket_id']).where('ticket_id', 'in', ids).execute();
  const last = new Map(stays.map((stay) => [stay.ticket_id, stay]));
  const tickets = rows.flatMap((row) => {
    const stay = last.get(row.id);
    const shown = {
      ticketId: row.id,
      tierId: row.tier_id,
      inside: stay !== undefined && stay.ended_at === null,
      wasInside: stay !== undefined,
      checkedInAt: stay?.admitted_at ?? null,
      gate: stay?.gate ?? null,
    };
    const dead = retired
      .filter((code) => code.ticket_id === row.id)
      .map((code) => ({ ...shown, hash: hashOf(eventId, code.code), state: 'transferred' as const }));
    return [{ ...shown, hash: hashOf(eventId, row.code_key), state: row.status }, ...dead];
  });
  return { tickets, cursor: rows.at(-1)?.seq ?? since, more: rows.length === limit };
}
