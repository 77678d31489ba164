import type { Context, Next } from 'koa';
import { findSession } from '../../db/sessions.ts';
import { type House, type RequestState, stateOf } from '../context.ts';

/** Looks at the Authorization header and keeps what it found; whether a route minds is the route's. */
export function readToken(house: House) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const state = stateOf(ctx);
    state.token = await tokenOf(house, ctx.get('authorization'));
    await next();
  };
}

async function tokenOf(house: House, header: string): Promise<RequestState['token']> {
  if (header === '') return { kind: 'none' };
  const bad = (fault: 'token_invalid' | 'token_expired' | 'token_revoked') =>
    ({ kind: 'bad', fault, client: null }) as const;
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header.trim())?.[1];
  if (token === undefined) return bad('token_invalid');
  const claims = house.tokens.check(token, house.now());
  if (typeof claims === 'string') return bad(claims);
  const subject = await findSession(house.ledger.reads, claims.sessionId);
  if (!subject || subject.id !== claims.subject) return bad('token_invalid');
  if (subject.revoked) return bad('token_revoked');
  house.sightings.saw(claims.sessionId, house.now());
  return { kind: 'caller', caller: { ...subject, sessionId: claims.sessionId, expiresAt: claims.expiresAt } };
}
