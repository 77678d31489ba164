import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { Role } from '../shared/operation.ts';
import { emailKey } from '../shared/search-words.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { recordAudit } from './record-audit.ts';
import { closeSessionsOf } from './tokens.ts';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Hashed by the caller, outside the change. */
  readonly passwordHash: string;
}

/** Adds a member of staff. @returns the id. @throws 409 email_taken */
export async function createUser(trx: Trx, call: Call, input: NewUser): Promise<string> {
  const key = emailKey(input.email);
  const taken = await trx.selectFrom('users').select('id').where('email_key', '=', key).executeTakeFirst();
  if (taken) throw new BoxOfficeError('email_taken', 'Somebody has this e-mail address already.');
  const id = newId('user', call.now);
  await trx
    .insertInto('users')
    .values({
      id,
      email: input.email,
      email_key: key,
      name: input.name,
      role: input.role,
      password_hash: input.passwordHash,
      revoked_at: null,
      last_login_at: null,
      created_at: instantOf(call),
    })
    .execute();
  await recordAudit(trx, call, 'user.create', id, null, { role: input.role, name: input.name });
  return id;
}

export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly passwordHash?: string | undefined;
  readonly revoked?: boolean | undefined;
}

/** Changes or revokes a member of staff. A new role, password or revocation ends the sessions of this user. @throws 404 · 409 last_owner */
export async function updateUser(trx: Trx, call: Call, id: string, change: UserChange): Promise<void> {
  const user = await trx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  if (!user) throw new BoxOfficeError('not_found', 'There is no such user.');
  const role = change.role ?? user.role;
  const revokedAt =
    change.revoked === undefined ? user.revoked_at : change.revoked ? (user.revoked_at ?? instantOf(call)) : null;
  await trx
    .updateTable('users')
    .set({
      name: change.name ?? user.name,
      role,
      revoked_at: revokedAt,
      password_hash: change.passwordHash ?? user.password_hash,
      // Who needs a new password may have told the PIN as well.
      pin_hash: change.passwordHash === undefined ? user.pin_hash : null,
    })
    .where('id', '=', id)
    .execute();
  await refuseWithoutOwner(trx);
  const loses =
    role !== user.role || change.passwordHash !== undefined || (revokedAt !== null && user.revoked_at === null);
  if (loses) await closeSessionsOf(trx, call, id);
  await recordAudit(
    trx,
    call,
    revokedAt !== null && user.revoked_at === null ? 'user.revoke' : 'user.update',
    id,
    { name: user.name, role: user.role, revoked: user.revoked_at !== null },
    {
      name: change.name ?? user.name,
      role,
      revoked: revokedAt !== null,
      passwordChanged: change.passwordHash !== undefined,
    },
  );
}

/** Nobody could let anybody in again. */
async function refuseWithoutOwner(trx: Trx): Promise<void> {
  const owner = await trx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'owner')
    .where('revoked_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (!owner) throw new BoxOfficeError('last_owner', 'At least one owner must stay.');
}

/** Sets a forgotten owner's password on the machine itself, and unlocks the account. @throws 404 where no owner has this address */
export async function resetOwner(
  trx: Trx,
  call: Call,
  input: { email: string; passwordHash: string },
): Promise<string> {
  const key = emailKey(input.email);
  const user = await trx
    .selectFrom('users')
    .select(['id', 'email'])
    .where('email_key', '=', key)
    .where('role', '=', 'owner')
    .executeTakeFirst();
  if (!user) throw new BoxOfficeError('not_found', 'No owner has this e-mail address.');
  await trx
    .updateTable('users')
    .set({ password_hash: input.passwordHash, revoked_at: null })
    .where('id', '=', user.id)
    .execute();
  await closeSessionsOf(trx, call, user.id);
  await trx
    .deleteFrom('login_failures')
    .where('key', 'in', [`here:${key}`, `network:${key}`])
    .execute();
  await recordAudit(trx, call, 'user.reset-owner', user.id, null, { passwordChanged: true });
  return user.email;
}
