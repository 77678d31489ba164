import type { Kysely } from 'kysely';
import type { Ledger } from '../db/ledger.ts';
import type { Tables } from '../db/tables.ts';
import { expectRows } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { instantOf, type Call } from './context.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import { recordAudit } from './record-audit.ts';
import { countAttempt, forgetAttempts, type SignedIn } from './sign-in.ts';
import { closeSession, openSession, type Tokens } from './tokens.ts';

/** Who may take over a till with a PIN, by name. */
export const switchableUsers = (db: Kysely<Tables>): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('pin_hash', 'is not', null)
    .where('revoked_at', 'is', null)
    .where('role', '<>', 'scanner')
    .orderBy('name')
    .orderBy('id')
    .execute();

async function refuseLocked(ledger: Ledger, call: Call, key: string): Promise<void> {
  // Counted before it is looked at: parallel guesses cannot outrun the lock.
  const allowed = await ledger.write((trx) => countAttempt(trx, call, key));
  if (!allowed.ok) {
    throw new BoxOfficeError('account_locked', 'Too many failed attempts. Wait a moment before the next one.', {
      details: { retryAfter: allowed.retryAfter },
    });
  }
}

/**
 * Sets one's own PIN, or takes it away. The password is asked for, so that nobody gives a PIN to a colleague who left the till for a
 * minute.
 *
 * @throws 403 wrong_pin where the password does not fit · 429 account_locked
 */
export async function setPin(
  ledger: Ledger,
  call: Call,
  input: { readonly pin: string | null; readonly password: string },
): Promise<void> {
  const userId = call.actor.id ?? '';
  const key = `set-pin:${userId}`;
  await refuseLocked(ledger, call, key);
  const user = await ledger.reads
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!(await passwordFits(user?.password_hash ?? null, input.password)))
    throw new BoxOfficeError('wrong_pin', 'The password does not fit.');
  const hash = input.pin === null ? null : await hashPassword(input.pin);
  await ledger.write(async (trx) => {
    await forgetAttempts(trx, [key, pinKey(userId)]);
    const changed = await trx.updateTable('users').set({ pin_hash: hash }).where('id', '=', userId).executeTakeFirst();
    expectRows(changed, 1, 'setting a PIN');
    await recordAudit(trx, call, 'user.pin', userId, null, { set: hash !== null });
  });
}

const pinKey = (userId: string): string => `pin:${userId}`;

/**
 * Hands a signed-in console over to a colleague. The new login works at the same till session and names the one before it; the old token
 * ends with it, so that one person at a time stands at a machine.
 *
 * @param from the login that the call came with
 * @throws 403 wrong_pin · 429 account_locked (details.retryAfter in seconds)
 */
export async function switchUser(
  ledger: Ledger,
  tokens: Tokens,
  call: Call,
  from: { readonly sessionId: string },
  input: { readonly userId: string; readonly pin: string },
): Promise<SignedIn> {
  const key = pinKey(input.userId);
  await refuseLocked(ledger, call, key);
  const user = await ledger.reads.selectFrom('users').selectAll().where('id', '=', input.userId).executeTakeFirst();
  const fits = await passwordFits(user?.pin_hash ?? null, input.pin);
  if (!user || !fits || user.revoked_at !== null || user.role === 'scanner')
    throw new BoxOfficeError('wrong_pin', 'This PIN does not fit.');
  return ledger.write(async (trx) => {
    await forgetAttempts(trx, [key]);
    const last = await trx
      .selectFrom('sessions')
      .select(['user_id', 'till_session_id'])
      .where('id', '=', from.sessionId)
      .executeTakeFirstOrThrow();
    await closeSession(trx, call, from.sessionId);
    const sessionId = await openSession(trx, call, { userId: user.id }, 'console', {
      till_session_id: last.till_session_id,
      switched_from: from.sessionId,
    });
    const changed = await trx
      .updateTable('users')
      .set({ last_login_at: instantOf(call) })
      .where('id', '=', user.id)
      .executeTakeFirst();
    expectRows(changed, 1, 'switching to a user');
    const actor = { ...call.actor, id: user.id, name: user.name };
    await recordAudit(
      trx,
      { ...call, actor },
      'user.switch',
      user.id,
      { userId: last.user_id },
      { userId: user.id, tillSessionId: last.till_session_id },
    );
    return {
      ...tokens.sign({ sessionId, subject: user.id }, call.now),
      user: { id: user.id, email: user.email, name: user.name, role: user.role },
    };
  });
}
