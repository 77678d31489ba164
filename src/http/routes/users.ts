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
  routes.changeAfter(
    contract.createUser,
    ({ body }) => hashPassword(body.password),
    async (trx, call, { body }, passwordHash) =>
      presentUser(trx, await users.createUser(trx, call, { ...body, passwordHash })),
  );
  routes.changeAfter(
    contract.updateUser,
    async ({ body }) => (body.password === undefined ? undefined : hashPassword(body.password)),
    async (trx, call, { params, body }, passwordHash) => {
      const { password: _password, ...change } = body;
      await users.updateUser(trx, call, params['id'] ?? '', { ...change, passwordHash });
      return presentUser(trx, params['id'] ?? '');
    },
  );
  routes.change(contract.revokeUser, async (trx, call, { params }) => {
    await users.updateUser(trx, call, params['id'] ?? '', { revoked: true });
    return { id: params['id'] ?? '', deleted: true as const };
  });
}
