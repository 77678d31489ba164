import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { recordAudit } from './record-audit.ts';

const keyOf = (name: string): string => name.toLowerCase();

async function refuseTaken(trx: Trx, name: string, except: string | null): Promise<void> {
  const other = await trx.selectFrom('tills').select('id').where('name_key', '=', keyOf(name)).executeTakeFirst();
  if (other && other.id !== except) throw new BoxOfficeError('name_taken', 'Another till has this name.');
}

/** Adds a till. @returns its id. @throws 409 name_taken */
export async function createTill(trx: Trx, call: Call, name: string): Promise<string> {
  await refuseTaken(trx, name, null);
  const id = newId('till', call.now);
  await trx
    .insertInto('tills')
    .values({ id, name, name_key: keyOf(name), retired_at: null, created_at: instantOf(call) })
    .execute();
  await recordAudit(trx, call, 'till.create', id, null, { name });
  return id;
}

/** Renames a till or takes it out of use; its sessions stay. @throws 404 · 409 name_taken, till_in_use */
export async function updateTill(
  trx: Trx,
  call: Call,
  id: string,
  change: { readonly name?: string | undefined; readonly retired?: boolean | undefined },
): Promise<void> {
  const till = await trx.selectFrom('tills').selectAll().where('id', '=', id).executeTakeFirst();
  if (!till) throw new BoxOfficeError('not_found', 'There is no such till.');
  const name = change.name ?? till.name;
  await refuseTaken(trx, name, id);
  const retired = change.retired ?? till.retired_at !== null;
  if (retired) {
    const open = await trx
      .selectFrom('till_sessions')
      .select('id')
      .where('till_id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (open) throw new BoxOfficeError('till_in_use', `${till.name} is open. Close it first.`);
  }
  await trx
    .updateTable('tills')
    .set({ name, name_key: keyOf(name), retired_at: retired ? (till.retired_at ?? instantOf(call)) : null })
    .where('id', '=', id)
    .execute();
  await recordAudit(
    trx,
    call,
    'till.update',
    id,
    { name: till.name, retired: till.retired_at !== null },
    { name, retired },
  );
}
