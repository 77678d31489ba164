import { readSettings } from '../../db/settings.ts';
import { login, logout, me, setPin, signup, switchableUsers, switchUser, welcome } from '../../shared/auth.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { machineTimeZone } from '../../shared/instant.ts';
import * as pins from '../../usecases/pins.ts';
import { logIn, logOut, signUp } from '../../usecases/sign-in.ts';
import { stateOf } from '../context.ts';
import type { RouteTable } from '../route-table.ts';

export function refuseInsecure(allowed: boolean, what: string): void {
  if (!allowed)
    throw new BoxOfficeError(
      'loopback_only',
      `${what} is answered on the box office's own machine or over HTTPS only.`,
    );
}

export function authRoutes(routes: RouteTable): void {
  routes.act(signup, ({ house, actor, now, state }, { body }) => {
    refuseInsecure(state.onThisMachine, 'Creating the owner');
    return signUp(house.ledger, house.tokens, { actor, now }, body);
  });

  routes.act(login, ({ house, actor, now, state }, { body }) => {
    refuseInsecure(state.secureEnough, 'Signing in');
    return logIn(house.ledger, house.tokens, { actor, now }, body, state.onThisMachine);
  });

  routes.act(logout, async ({ house, actor, now, caller }) => {
    if (!caller) throw new BoxOfficeError('unauthorized', 'Sign in first.');
    await house.ledger.write((trx) => logOut(trx, { actor, now }, caller.sessionId));
    return { revoked: true as const };
  });

  routes.read(switchableUsers, ({ db }) => pins.switchableUsers(db));

  routes.act(switchUser, ({ house, actor, now, caller, state }, { body }) => {
    refuseInsecure(state.secureEnough, 'Taking over');
    if (caller?.kind !== 'user' || caller.client !== 'console')
      throw new BoxOfficeError('forbidden', 'A PIN takes over a console that is signed in, and nothing else.');
    return pins.switchUser(house.ledger, house.tokens, { actor, now }, caller, body);
  });

  routes.act(setPin, async ({ house, actor, now, state }, { body }) => {
    refuseInsecure(state.secureEnough, 'Setting a PIN');
    await pins.setPin(house.ledger, { actor, now }, body);
    return { hasPin: body.pin !== null };
  });

  routes.read(me, async ({ caller }) => {
    if (!caller) throw new BoxOfficeError('unauthorized', 'Sign in first.');
    const { id, kind, name, email, role, gate, eventId, expiresAt } = caller;
    return { id, kind, name, email, role, gate, eventId, expiresAt };
  });

  routes.read(welcome, async ({ db, house, ctx }) => {
    const settings = await readSettings(db);
    const owner = await db.selectFrom('users').select('id').limit(1).executeTakeFirst();
    const venue = await db
      .selectFrom('venues')
      .select('time_zone')
      .where('id', '=', settings.defaultVenueId)
      .executeTakeFirst();
    return {
      hasOwner: owner !== undefined,
      demo: house.demo,
      organization: owner === undefined ? null : settings.organization,
      version: house.version,
      currency: settings.currency,
      timeZone: venue?.time_zone ?? machineTimeZone(),
      onThisMachine: stateOf(ctx).onThisMachine,
    };
  });
}
