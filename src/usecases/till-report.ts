import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';
import { grossByRate, movementsOf, tillFlows, tillOrders, tillRefunds, type TillSessionRow } from '../db/tills.ts';
import { tillFigures, type TillFigures } from '../domain/till-figures.ts';

export type { TaxLine } from '../domain/till-figures.ts';

/** The figures of a session: those of a closed one as they were, those of an open one as of now. */
export async function figuresOf(db: Kysely<Tables>, session: TillSessionRow): Promise<TillFigures> {
  if (session.report !== null) return JSON.parse(session.report) as TillFigures;
  const { taken, paidBack } = await tillFlows(db, session.id);
  return tillFigures({
    float: session.opening_float,
    taken,
    paidBack,
    orders: await tillOrders(db, session.id),
    refunds: await tillRefunds(db, session.id),
    movements: await movementsOf(db, session.id),
    lines: await grossByRate(db, session.id),
  });
}
