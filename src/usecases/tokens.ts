import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Ledger } from '../db/ledger.ts';
import { readSecretSetting, writeSecretSetting } from '../db/settings.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { DAY, toInstant, type Instant, type Milliseconds } from '../shared/instant.ts';
import type { Call } from './context.ts';
import { newId } from './new-id.ts';

/** Tokens live for 7 days: exp − iat = 604800 (the reference). */
export const TOKEN_LIFE: Milliseconds = 7 * DAY;

const ISSUER = 'ticketwave-box-office';
const AUDIENCE = 'ticketwave-api';

export interface TokenClaims {
  /** The session that the token stands for. */
  readonly sessionId: string;
  readonly subject: string;
  readonly expiresAt: Instant;
}

export type TokenFault = 'token_invalid' | 'token_expired';

/** Signs and checks tokens with the ledger's own key. A KeyObject, as a string is converted again at every check. */
export class Tokens {
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
  }

  /** The ledger's key, drawn at its first start, so that tokens survive restarts. */
  static async of(ledger: Ledger): Promise<Tokens> {
    const stored = await readSecretSetting(ledger.reads, 'tokenKey');
    if (typeof stored === 'string') return new Tokens(createSecretKey(Buffer.from(stored, 'base64')));
    const drawn = randomBytes(32).toString('base64');
    await ledger.write((trx) => writeSecretSetting(trx, 'tokenKey', drawn));
    return new Tokens(createSecretKey(Buffer.from(drawn, 'base64')));
  }

  sign(claims: { sessionId: string; subject: string }, now: Milliseconds): { token: string; expiresAt: Instant } {
    const issued = Math.floor(now / 1000);
    const expires = issued + TOKEN_LIFE / 1000;
    const payload = {
      iat: issued,
      exp: expires,
      jti: claims.sessionId,
      sub: claims.subject,
      iss: ISSUER,
      aud: AUDIENCE,
    };
    return { token: jwt.sign(payload, this.#key, { algorithm: 'HS256' }), expiresAt: toInstant(expires * 1000) };
  }

  /** The claims of a token that this ledger signed for this API and that has not ended. */
  check(token: string, now: Milliseconds): TokenClaims | TokenFault {
    try {
      const claims = jwt.verify(token, this.#key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        clockTimestamp: Math.floor(now / 1000),
      });
      if (typeof claims === 'string' || !claims.jti || !claims.sub || !claims.exp) return 'token_invalid';
      return { sessionId: claims.jti, subject: claims.sub, expiresAt: toInstant(claims.exp * 1000) };
    } catch (error) {
      return error instanceof jwt.TokenExpiredError ? 'token_expired' : 'token_invalid';
    }
  }
}

/** Opens a session for a user or device; the token made of it is checked against this row at every call. */
export async function openSession(
  trx: Trx,
  call: Call,
  who: { userId: string } | { deviceId: string },
  client: string,
  handedOver: { till_session_id: string | null; switched_from: string } | null = null,
): Promise<string> {
  const id = newId('session', call.now);
  await trx
    .insertInto('sessions')
    .values({
      id,
      user_id: 'userId' in who ? who.userId : null,
      device_id: 'deviceId' in who ? who.deviceId : null,
      client,
      created_at: toInstant(call.now),
      expires_at: toInstant(call.now + TOKEN_LIFE),
      revoked_at: null,
      ...handedOver,
    })
    .execute();
  return id;
}

/** Ends one session. */
export async function closeSession(trx: Trx, call: Call, sessionId: string): Promise<void> {
  const closed = await trx
    .updateTable('sessions')
    .set({ revoked_at: toInstant(call.now) })
    .where('id', '=', sessionId)
    .executeTakeFirst();
  expectRows(closed, 1, 'closing a session');
}

/** Ends every session of a user. */
export async function closeSessionsOf(trx: Trx, call: Call, userId: string): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({ revoked_at: toInstant(call.now) })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute();
}
