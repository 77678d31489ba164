import type { Insertable } from 'kysely';
import { hotQuery } from '../db/hot.ts';
import type { AuditTable } from '../db/tables.ts';
import type { Trx } from '../db/write-door.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';

type Values = Readonly<Record<string, unknown>> | null;

const insertAudit = hotQuery((trx: Trx, row: Insertable<AuditTable>) => trx.insertInto('audit').values(row));

/** Writes who did what to whom, before and after. Never pass passwords, tokens or a customer's personal fields: the audit cannot forget. */
export async function recordAudit(
  trx: Trx,
  call: Call,
  action: string,
  subjectId: string | null,
  before: Values,
  after: Values,
): Promise<void> {
  // A visitor's address is of a person who may ask to be forgotten; the order keeps it as long as its hold needs it. Who signs in is known.
  const isVisitor = call.actor.kind === 'public' && call.actor.id === null;
  const address = isVisitor ? null : call.actor.address;
  await insertAudit(trx, {
    id: newId('audit', call.now),
    at: instantOf(call),
    actor_id: call.actor.id,
    actor_name: call.actor.name,
    address,
    action,
    subject_id: subjectId,
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  });
}
