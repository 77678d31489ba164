import type { Ledger } from '../db/ledger.ts';
import type { Trx } from '../db/write-door.ts';
import { writeSettings } from '../db/settings.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { MINUTE, fromInstant, toInstant, type Instant } from '../shared/instant.ts';
import type { Role } from '../shared/operation.ts';
import { emailKey } from '../shared/search-words.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import { recordAudit } from './record-audit.ts';
import { closeSession, openSession, type Tokens } from './tokens.ts';

export interface SignedIn {
  readonly token: string;
  readonly expiresAt: Instant;
  readonly user: { readonly id: string; readonly email: string; readonly name: string; readonly role: Role };
}

export interface SignUpInput {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly organization?: string | undefined;
  readonly client?: string | undefined;
}

/** Creates the first owner; only while no account exists. @throws 403 signup_closed */
export async function signUp(ledger: Ledger, tokens: Tokens, call: Call, input: SignUpInput): Promise<SignedIn> {
  const passwordHash = await hashPassword(input.password);
  return ledger.write(async (trx) => {
    const anybody = await trx.selectFrom('users').select('id').limit(1).executeTakeFirst();
    if (anybody) throw new BoxOfficeError('signup_closed', 'This box office has an owner. Ask for an account.');
    const user = { id: newId('user', call.now), email: input.email, name: input.name, role: 'owner' as const };
    await trx
      .insertInto('users')
      .values({
        ...user,
        email_key: emailKey(input.email),
        password_hash: passwordHash,
        revoked_at: null,
        last_login_at: instantOf(call),
        created_at: instantOf(call),
      })
      .execute();
    if (input.organization !== undefined) await writeSettings(trx, { organization: input.organization });
    await recordAudit(
      trx,
      { ...call, actor: { ...call.actor, id: user.id, name: user.name } },
      'user.signup',
      user.id,
      null,
      { role: user.role },
    );
    const sessionId = await openSession(trx, call, { userId: user.id }, input.client ?? 'integration');
    return { ...tokens.sign({ sessionId, subject: user.id }, call.now), user };
  });
}

/** Attempts before an account waits, and how long: doubling from a minute to a quarter of an hour. */
const FREE_ATTEMPTS = 5;
const LONGEST_LOCK = 15 * MINUTE;

interface LoginInput {
  readonly email: string;
  readonly password: string;
  readonly client?: string | undefined;
}

/**
 * Signs in. Failures are counted an account, apart for this machine and for the network, so that a stranger's guesses do not lock the
 * counter out. The password is checked outside the change, and every unknown account costs as much as a known one.
 *
 * @throws 401 wrong_credentials · 429 account_locked (details.retryAfter in seconds)
 */
export async function logIn(
  ledger: Ledger,
  tokens: Tokens,
  call: Call,
  input: LoginInput,
  fromThisMachine: boolean,
): Promise<SignedIn> {
  const key = `${fromThisMachine ? 'here' : 'network'}:${emailKey(input.email)}`;
  // The attempt is counted before the password is looked at: parallel guesses cannot outrun the lock.
  const allowed = await ledger.write((trx) => countAttempt(trx, call, key));
  if (!allowed.ok) {
    throw new BoxOfficeError('account_locked', 'Too many failed attempts. Wait a moment before the next one.', {
      details: { retryAfter: allowed.retryAfter },
    });
  }
  const user = await ledger.reads
    .selectFrom('users')
    .selectAll()
    .where('email_key', '=', emailKey(input.email))
    .executeTakeFirst();
  const fits = await passwordFits(user?.password_hash ?? null, input.password);
  if (!user || !fits || user.revoked_at !== null)
    throw new BoxOfficeError('wrong_credentials', 'E-mail and password do not fit.');
  return ledger.write(async (trx) => {
    await forgetAttempts(trx, [key]);
    await trx
      .updateTable('users')
      .set({ last_login_at: instantOf(call) })
      .where('id', '=', user.id)
      .execute();
    await recordAudit(
      trx,
      { ...call, actor: { ...call.actor, id: user.id, name: user.name } },
      'user.login',
      user.id,
      null,
      { client: input.client ?? 'integration' },
    );
    const sessionId = await openSession(trx, call, { userId: user.id }, input.client ?? 'integration');
    return {
      ...tokens.sign({ sessionId, subject: user.id }, call.now),
      user: { id: user.id, email: user.email, name: user.name, role: user.role },
    };
  });
}

/** Counts an attempt under a key, and locks it for longer and longer from the fifth failure on. */
export async function countAttempt(
  trx: Trx,
  call: Call,
  key: string,
): Promise<{ ok: true } | { ok: false; retryAfter: number }> {
  const row = await trx.selectFrom('login_failures').selectAll().where('key', '=', key).executeTakeFirst();
  const lockedFor = row?.locked_until ? fromInstant(row.locked_until) - call.now : 0;
  if (lockedFor > 0) return { ok: false, retryAfter: Math.ceil(lockedFor / 1000) };
  const failures = (row?.failures ?? 0) + 1;
  const lock = failures < FREE_ATTEMPTS ? 0 : Math.min(MINUTE * 2 ** (failures - FREE_ATTEMPTS), LONGEST_LOCK);
  const values = {
    failures,
    locked_until: lock === 0 ? null : toInstant(call.now + lock),
    updated_at: instantOf(call),
  };
  await trx
    .insertInto('login_failures')
    .values({ key, ...values })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
    .execute();
  return { ok: true };
}

/** An attempt that succeeded ends the count. */
export async function forgetAttempts(trx: Trx, keys: readonly string[]): Promise<void> {
  await trx.deleteFrom('login_failures').where('key', 'in', keys).execute();
}

/** Revokes the token of this call. */
export async function logOut(trx: Trx, call: Call, sessionId: string): Promise<void> {
  await closeSession(trx, call, sessionId);
  await recordAudit(trx, call, 'user.logout', call.actor.id, null, null);
}
