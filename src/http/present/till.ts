import type { Kysely } from 'kysely';
import { namesOf } from '../../db/orders.ts';
import type { Tables } from '../../db/tables.ts';
import { movementsOf, type TillSessionRow } from '../../db/tills.ts';

import type { Instant } from '../../shared/instant.ts';
import { formatMoney } from '../../shared/money.ts';
import type { TillReportOut, TillSessionOut } from '../../shared/tills.ts';
import { figuresOf, type TaxLine } from '../../usecases/till-report.ts';

type Db = Kysely<Tables>;

/**
 * Till sessions as the API shows them. What should be in an open drawer is worked out for those who may know it alone.
 *
 * @param sighted whether the caller may know what is expected before it was counted
 */
export async function presentTillSessions(
  db: Db,
  sessions: readonly TillSessionRow[],
  sighted: boolean,
): Promise<TillSessionOut[]> {
  const names = await namesOf(
    db,
    sessions.flatMap((session) => [session.opened_by, session.closed_by]),
  );
  const shown: TillSessionOut[] = [];
  for (const session of sessions) {
    const money = (minor: number): string => formatMoney(minor, session.currency);
    const { counted } = session;
    const expected = session.expected ?? (sighted ? (await figuresOf(db, session)).cash.expected : null);
    shown.push({
      id: session.id,
      till: { id: session.till_id, name: session.till_name },
      currency: session.currency,
      float: money(session.opening_float),
      openedBy: names.get(session.opened_by) ?? null,
      openedAt: session.opened_at,
      closedBy: session.closed_by === null ? null : (names.get(session.closed_by) ?? null),
      closedAt: session.closed_at,
      zNumber: session.z_number,
      counted: counted === null ? null : money(counted),
      expected: expected === null ? null : money(expected),
      difference: counted === null || expected === null ? null : money(counted - expected),
      note: session.note,
    });
  }
  return shown;
}

export async function presentTillSession(db: Db, session: TillSessionRow, sighted: boolean): Promise<TillSessionOut> {
  const [shown] = await presentTillSessions(db, [session], sighted);
  if (!shown) throw new Error('No session to show');
  return shown;
}

/** The X or Z report. A blind one holds no sum that tells the cash in the drawer. */
export async function presentTillReport(
  db: Db,
  session: TillSessionRow,
  sighted: boolean,
  now: Instant,
): Promise<TillReportOut> {
  const figures = await figuresOf(db, session);
  const movements = await movementsOf(db, session.id);
  const names = await namesOf(db, [
    ...movements.map((movement) => movement.made_by),
    ...figures.people.map(({ userId }) => userId),
  ]);
  const isClosed = session.closed_at !== null;
  const blind = !isClosed && !sighted;
  const money = (minor: number): string => formatMoney(minor, session.currency);
  const unlessBlind = (minor: number): string | null => (blind ? null : money(minor));
  const taxLines = (lines: readonly TaxLine[]) =>
    lines.map(({ rate, gross, tax }) => ({ rate: rate / 100, gross: money(gross), tax: money(tax) }));
  const { sales, comps, refunds, voids, cash } = figures;
  return {
    kind: isClosed ? 'Z' : 'X',
    session: await presentTillSession(db, session, sighted),
    at: session.closed_at ?? now,
    blind,
    sales: { ...sales, gross: unlessBlind(sales.gross), discounts: money(sales.discounts) },
    comps: { ...comps, value: money(comps.value) },
    refunds: { count: refunds.count, amount: unlessBlind(refunds.amount) },
    voids: { count: voids.count, amount: unlessBlind(voids.amount) },
    methods: figures.methods.map((one) => {
      const told = (minor: number): string | null => (one.method === 'cash' ? unlessBlind(minor) : money(minor));
      return {
        method: one.method as TillReportOut['methods'][number]['method'],
        payments: one.payments,
        taken: told(one.taken),
        refunded: told(one.refunded),
        voided: told(one.voided),
        net: told(one.net),
      };
    }),
    cash: blind
      ? null
      : {
          float: money(cash.float),
          tendered: money(cash.tendered),
          change: money(cash.change),
          taken: money(cash.taken),
          refunded: money(cash.refunded),
          voided: money(cash.voided),
          paidIn: money(cash.paidIn),
          paidOut: money(cash.paidOut),
          expected: money(cash.expected),
        },
    movements: movements.map((movement) => ({
      id: movement.id,
      kind: movement.kind,
      amount: money(movement.amount),
      reason: movement.reason,
      madeBy: names.get(movement.made_by) ?? null,
      createdAt: movement.created_at,
    })),
    taxLines: blind ? null : taxLines(figures.taxLines),
    refundedTaxLines: blind ? null : taxLines(figures.refundedTaxLines),
    receipts: figures.receipts,
    people: figures.people.map((person) => ({
      name: person.userId === null ? null : (names.get(person.userId) ?? null),
      orders: person.orders,
      taken: unlessBlind(person.taken),
      refunded: unlessBlind(person.refunded),
    })),
  };
}
