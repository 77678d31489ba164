import type Sqlite from 'better-sqlite3';
import { kyselyOver } from '../../src/db/kysely-driver.ts';
import type { Reads } from '../../src/db/ledger.ts';

export interface Plan {
  readonly sql: string;
  /** SQLite's words for each step: `SEARCH orders USING INDEX … (id=?)`, `SCAN …`. */
  readonly steps: readonly string[];
}

/** How SQLite goes about every statement that `work` runs. */
export async function plansOf(database: Sqlite.Database, work: (db: Reads) => Promise<unknown>): Promise<Plan[]> {
  const texts = new Set<string>();
  const prepare = database.prepare.bind(database);
  const noting = Object.create(database) as Sqlite.Database;
  noting.prepare = (sql: string) => {
    texts.add(sql);
    return prepare(sql);
  };
  await work(kyselyOver(noting));
  return [...texts].map((sql) => {
    const parameters = Array.from({ length: sql.split('?').length - 1 }, () => null);
    const rows = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(parameters) as { detail: string }[];
    return { sql, steps: rows.map(({ detail }) => detail) };
  });
}
