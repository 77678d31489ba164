import type { Kysely } from 'kysely';
import { readSettings } from '../../db/settings.ts';
import type { Tables } from '../../db/tables.ts';
import { findTillSession, listTills, listTillSessions, tillSessionAt, type TillSessionRow } from '../../db/tills.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { toInstant } from '../../shared/instant.ts';
import { mayActAs, type Role } from '../../shared/operation.ts';
import * as contract from '../../shared/tills.ts';
import { instantOf, type Call } from '../../usecases/context.ts';
import { closeTill, joinTill, mustFindTillSession, moveCash, openTill } from '../../usecases/till-session.ts';
import { createTill, updateTill } from '../../usecases/tills.ts';
import type { Caller } from '../context.ts';
import { csvStream } from '../csv.ts';
import { pageOf } from '../page.ts';
import { presentTillReport, presentTillSession, presentTillSessions } from '../present/till.ts';
import { TILL_CSV_HEADER, tillCsvRows } from '../present/till-csv.ts';
import { Answer, type RouteTable } from '../route-table.ts';

type Db = Kysely<Tables>;

const isSighted = (role: Role | null | undefined): boolean => role != null && mayActAs(role, 'manager');

const seatOf = (db: Db, caller: Caller | null) =>
  tillSessionAt(db, { sessionId: caller?.sessionId, userId: caller?.id ?? null });

async function presentTills(db: Db, sighted: boolean) {
  const tills = [];
  for (const { id, name, session } of await listTills(db))
    tills.push({ id, name, session: session && (await presentTillSession(db, session, sighted)) });
  return tills;
}

async function presentTill(db: Db, id: string) {
  const till = await db.selectFrom('tills').select(['id', 'name']).where('id', '=', id).executeTakeFirstOrThrow();
  const shown = (await presentTills(db, true)).find((one) => one.id === id);
  return shown ?? { ...till, session: null };
}

/** A session that the caller may look at: staff their own, a manager any. @throws 404, as for one that is not there */
async function visible(db: Db, caller: Caller | null, id: string): Promise<TillSessionRow> {
  const session = await findTillSession(db, id);
  const seat = await seatOf(db, caller);
  const may = isSighted(caller?.role) || session?.opened_by === caller?.id || session?.id === seat?.id;
  if (!session || !may) throw new BoxOfficeError('not_found', 'There is no such till session.');
  return session;
}

const answerSession = async (trx: Db, call: Call, id: string) => {
  const session = await findTillSession(trx, id);
  if (!session) throw new Error(`No till session ${id}`);
  return presentTillSession(trx, session, isSighted(call.actor.role));
};

export function tillRoutes(routes: RouteTable): void {
  routes.read(contract.listTills, ({ db, caller }) => presentTills(db, isSighted(caller?.role)));

  routes.change(contract.createTill, async (trx, call, { body }) =>
    presentTill(trx, await createTill(trx, call, body.name)),
  );

  routes.change(contract.updateTill, async (trx, call, { params, body }) => {
    await updateTill(trx, call, params['id'] ?? '', body);
    return presentTill(trx, params['id'] ?? '');
  });

  routes.read(contract.myTill, async ({ db, caller }) => {
    const session = await seatOf(db, caller);
    const { requireTill } = await readSettings(db);
    return { session: session ? await presentTillSession(db, session, isSighted(caller?.role)) : null, requireTill };
  });

  routes.change(contract.openTill, async (trx, call, { body }) =>
    answerSession(trx, call, await openTill(trx, call, body)),
  );

  routes.read(contract.listTillSessions, async ({ db, caller }, { query }) => {
    const sighted = isSighted(caller?.role);
    const of = sighted ? undefined : { userId: caller?.id ?? null, seat: (await seatOf(db, caller))?.id ?? null };
    const { rows, total } = await listTillSessions(
      db,
      { tillId: query.tillId, status: query.status, of },
      pageOf(query),
    );
    return new Answer(await presentTillSessions(db, rows, sighted), { total });
  });

  routes.read(contract.getTillSession, async ({ db, caller }, { params }) =>
    presentTillSession(db, await visible(db, caller, params['id'] ?? ''), isSighted(caller?.role)),
  );

  routes.change(contract.joinTill, async (trx, call, { params }) => {
    await joinTill(trx, call, params['id'] ?? '');
    return answerSession(trx, call, params['id'] ?? '');
  });

  routes.change(contract.moveCash, async (trx, call, { params, body }) => {
    await moveCash(trx, call, params['id'] ?? '', body);
    return answerSession(trx, call, params['id'] ?? '');
  });

  routes.change(contract.closeTill, async (trx, call, { params, body }) => {
    await closeTill(trx, call, params['id'] ?? '', body);
    return presentTillReport(trx, await mustFindTillSession(trx, params['id'] ?? ''), true, instantOf(call));
  });

  routes.read(contract.tillReport, async ({ db, caller, now }, { params }) => {
    const session = await visible(db, caller, params['id'] ?? '');
    return presentTillReport(db, session, isSighted(caller?.role), toInstant(now));
  });

  routes.read(contract.exportTillReport, async ({ db, caller, now, ctx }, { params }) => {
    const session = await visible(db, caller, params['id'] ?? '');
    const report = await presentTillReport(db, session, isSighted(caller?.role), toInstant(now));
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment(report.kind === 'Z' ? `z-report-${report.session.zNumber}.csv` : 'x-report.csv');
    async function* pages() {
      yield await Promise.resolve(tillCsvRows(report));
    }
    return new Answer(csvStream(TILL_CSV_HEADER, pages()) as unknown as string);
  });
}
