import type { Trx } from '../db/write-door.ts';
import type { Lost } from '../shared/backups.ts';
import { instantOf, type Call } from './context.ts';
import { recordAudit } from './record-audit.ts';
import { openSession } from './tokens.ts';

/**
 * What is written into a copy before it takes the ledger's place: every session ends, as some were ended since, and the audit says who
 * restored what and what it cost.
 *
 * @returns a session for whoever restores, or null where the copy does not know them as an owner
 */
export async function takeOver(
  trx: Trx,
  call: Call,
  restored: { readonly name: string; readonly keptAside: string; readonly lost: Lost },
): Promise<string | null> {
  await trx
    .updateTable('sessions')
    .set({ revoked_at: instantOf(call) })
    .where('revoked_at', 'is', null)
    .execute();
  const owner = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', call.actor.id ?? '')
    .where('role', '=', 'owner')
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  const { name, keptAside, lost } = restored;
  await recordAudit(trx, call, 'backup.restore', null, { keptAside, ...lost }, { name });
  return owner ? openSession(trx, call, { userId: owner.id }, 'console') : null;
}
