import type { Kysely, Selectable } from 'kysely';
import type { Tables, TillMovementsTable, TillSessionsTable } from './tables.ts';

type Db = Kysely<Tables>;

export type TillSessionRow = Selectable<TillSessionsTable> & { till_name: string };
export type TillMovementRow = Selectable<TillMovementsTable>;

const sessions = (db: Db) =>
  db
    .selectFrom('till_sessions')
    .innerJoin('tills', 'tills.id', 'till_sessions.till_id')
    .selectAll('till_sessions')
    .select('tills.name as till_name');

export const findTillSession = (db: Db, id: string): Promise<TillSessionRow | undefined> =>
  sessions(db).where('till_sessions.id', '=', id).executeTakeFirst();

/** The open session that a login works at; one that was never told, at the session that its user opened. */
export async function tillSessionAt(
  db: Db,
  login: { readonly sessionId?: string | undefined; readonly userId: string | null },
): Promise<TillSessionRow | undefined> {
  if (login.sessionId !== undefined) {
    const seat = await sessions(db)
      .innerJoin('sessions', 'sessions.till_session_id', 'till_sessions.id')
      .where('sessions.id', '=', login.sessionId)
      .where('till_sessions.closed_at', 'is', null)
      .executeTakeFirst();
    if (seat) return seat;
  }
  if (login.userId === null) return undefined;
  return sessions(db)
    .where('till_sessions.opened_by', '=', login.userId)
    .where('till_sessions.closed_at', 'is', null)
    .executeTakeFirst();
}

/** Every till in use with the session that is open at it. */
export async function listTills(db: Db): Promise<{ id: string; name: string; session: TillSessionRow | null }[]> {
  const tills = await db
    .selectFrom('tills')
    .select(['id', 'name'])
    .where('retired_at', 'is', null)
    .orderBy('name_key')
    .execute();
  const open = await sessions(db).where('till_sessions.closed_at', 'is', null).execute();
  return tills.map((till) => ({ ...till, session: open.find(({ till_id: id }) => id === till.id) ?? null }));
}

interface TillSessionFilter {
  readonly tillId?: string | undefined;
  readonly status?: 'open' | 'closed' | undefined;
  /** Only sessions that this user opened or that this login works at. */
  readonly of?: { readonly userId: string | null; readonly seat: string | null } | undefined;
}

/** Sessions newest first. */
export async function listTillSessions(
  db: Db,
  filter: TillSessionFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: TillSessionRow[]; total: number }> {
  let matching = sessions(db);
  const { of, tillId, status } = filter;
  if (tillId !== undefined) matching = matching.where('till_sessions.till_id', '=', tillId);
  if (status !== undefined)
    matching = matching.where('till_sessions.closed_at', status === 'open' ? 'is' : 'is not', null);
  if (of !== undefined) {
    matching = matching.where((eb) =>
      eb.or([eb('till_sessions.opened_by', '=', of.userId ?? ''), eb('till_sessions.id', '=', of.seat ?? '')]),
    );
  }
  const { total } = await matching
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await matching.orderBy('till_sessions.id', 'desc').limit(page.limit).offset(page.offset).execute();
  return { rows, total };
}

export const movementsOf = (db: Db, tillSessionId: string): Promise<TillMovementRow[]> =>
  db.selectFrom('till_movements').selectAll().where('till_session_id', '=', tillSessionId).orderBy('id').execute();

/** What was taken and paid out at a till session: by method and by who did it. */
export async function tillFlows(db: Db, tillSessionId: string) {
  const taken = await db
    .selectFrom('payments')
    .select((eb) => [
      'method',
      'taken_by as by',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('amount').as('amount'),
      eb.fn.coalesce(eb.fn.sum<number>('tendered'), eb.lit(0)).as('tendered'),
      eb.fn.coalesce(eb.fn.sum<number>('change'), eb.lit(0)).as('change'),
    ])
    .where('till_session_id', '=', tillSessionId)
    .groupBy(['method', 'taken_by'])
    .execute();
  const paidBack = await db
    .selectFrom('refunds')
    .innerJoin('refund_payments', 'refund_payments.refund_id', 'refunds.id')
    .select((eb) => [
      'refund_payments.method',
      'refunds.is_void',
      'refunds.refunded_by as by',
      eb.fn.sum<number>('refund_payments.amount').as('amount'),
    ])
    .where('refunds.till_session_id', '=', tillSessionId)
    .groupBy(['refund_payments.method', 'refunds.is_void', 'refunds.refunded_by'])
    .execute();
  return { taken, paidBack };
}

/** The orders paid at a till session. */
export const tillOrders = (db: Db, tillSessionId: string) =>
  db
    .selectFrom('orders')
    .select((eb) => [
      'id',
      'subtotal',
      'discount',
      'total',
      'receipt_number',
      'receipt',
      'sold_by',
      eb
        .selectFrom('payments')
        .select((one) => one.fn.min('method').as('method'))
        .whereRef('payments.order_id', '=', 'orders.id')
        .as('method'),
    ])
    .where('id', 'in', (eb) =>
      eb.selectFrom('payments').select('order_id').where('till_session_id', '=', tillSessionId),
    )
    .orderBy('receipt_number')
    .execute();

/** The refunds and voids paid out at a till session. */
export const tillRefunds = (db: Db, tillSessionId: string) =>
  db
    .selectFrom('refunds')
    .select(['id', 'order_id', 'amount', 'is_void', 'receipt_number', 'receipt', 'refunded_by'])
    .where('till_session_id', '=', tillSessionId)
    .orderBy('receipt_number')
    .execute();

/** What was paid for the lines of the orders sold or refunded at a till session, by order and tax rate, and how many tickets. */
export async function grossByRate(db: Db, tillSessionId: string) {
  const its = db
    .selectFrom('payments')
    .select('order_id')
    .where('till_session_id', '=', tillSessionId)
    .union(db.selectFrom('refunds').select('order_id').where('till_session_id', '=', tillSessionId));
  const tickets = await db
    .selectFrom('tickets')
    .select((eb) => [
      'order_id',
      'tax_rate',
      eb.fn.countAll<number>().as('tickets'),
      eb.fn.sum<number>(eb('price', '-', eb.ref('discount'))).as('gross'),
    ])
    .where('order_id', 'in', its)
    .groupBy(['order_id', 'tax_rate'])
    .execute();
  const addOns = await db
    .selectFrom('order_add_ons')
    .select((eb) => [
      'order_id',
      'tax_rate',
      eb.lit(0).as('tickets'),
      eb.fn.sum<number>(eb(eb('quantity', '*', eb.ref('unit_price')), '-', eb.ref('discount'))).as('gross'),
    ])
    .where('order_id', 'in', its)
    .groupBy(['order_id', 'tax_rate'])
    .execute();
  return [...tickets, ...addOns];
}
