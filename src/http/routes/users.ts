import type { Kysely, Selectable } from 'kysely';
import type { Tables, UsersTable } from '../../db/tables.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import * as contract from '../../shared/users.ts';
import { hashPassword } from '../../usecases/passwords.ts';
import * as users from '../../usecases/users.ts';
import { pageOf } from '../page.ts';
import { Answer, type RouteTable } from '../route-table.ts';

const present = (user: Selectable<UsersTable>) => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: user.role,
  revoked: user.revoked_at !== null,
  createdAt: user.created_at,
  lastLoginAt: user.last_login_at,
});

async function presentUser(db: Kysely<Tables>, id: string) {
  const user = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  if (!user) throw new BoxOfficeError('not_found', 'There is no such user.');
  return present(user);
}

export function userRoutes(routes: RouteTable): void {
  routes.read(contract.listUsers, async ({ db }, { query }) => {
    const { limit, offset } = pageOf(query);
    const rows = await db.selectFrom('users').selectAll().orderBy('id').limit(limit).offset(offset).execute();
    const { total } = await db
      .selectFrom('users')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    return new Answer(rows.map(present), { total });
  });
  routes.read(contract.getUser, ({ db }, { params }) => presentUser(db, params['id'] ?? ''));
  routes.act(contract.createUser, async ({ house, actor, now }, { body }) => {
    const passwordHash = await hashPassword(body.password);
    return house.ledger.write(async (trx) =>
      presentUser(trx, await users.createUser(trx, { actor, now }, { ...body, passwordHash })),
    );
  });
  routes.act(contract.updateUser, async ({ house, actor, now }, { params, body }) => {
    const { password, ...change } = body;
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    return house.ledger.write(async (trx) => {
      await users.updateUser(trx, { actor, now }, params['id'] ?? '', { ...change, passwordHash });
      return presentUser(trx, params['id'] ?? '');
    });
  });
  routes.change(contract.revokeUser, async (trx, call, { params }) => {
    await users.updateUser(trx, call, params['id'] ?? '', { revoked: true });
    return { id: params['id'] ?? '', deleted: true as const };
  });
}
