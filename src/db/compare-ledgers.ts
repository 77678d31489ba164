import Sqlite from 'better-sqlite3';
import { existsSync, rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Lost } from '../shared/backups.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** A copy that cannot take the ledger's place; the message says why, for a person. */
export class CopyUnusable extends Error {
  override readonly name = 'CopyUnusable';
}

/** Where each kind lies. Every version of the ledger has had these. */
const TABLES: Readonly<Record<keyof Lost, string>> = {
  events: 'events',
  orders: 'orders',
  payments: 'payments',
  refunds: 'refunds',
  entries: 'admissions',
  customers: 'customers',
};

const SLICE = 2_000;

export interface Compared {
  readonly lost: Lost;
  /** Receipt numbers drawn since the copy, first and last. */
  readonly receipts: { readonly from: number; readonly to: number } | null;
}

/** A file that nobody writes to, open to read. What SQLite puts beside it to read it is taken away again. */
function openCopy(file: string): { database: Sqlite.Database; close: () => void } {
  const isMine = !existsSync(`${file}-shm`);
  const database = new Sqlite(file, { readonly: true, fileMustExist: true });
  return {
    database,
    close: () => {
      database.close();
      if (isMine) for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    },
  };
}

/**
 * Looks every page of a copy through and whether this version can read it. Holds the event loop for as long as that takes.
 *
 * @throws CopyUnusable
 */
export function checkCopy(file: string): void {
  let copy: ReturnType<typeof openCopy> | undefined;
  try {
    copy = openCopy(file);
    const version = Number(copy.database.pragma('user_version', { simple: true }));
    if (version > MIGRATIONS.length)
      throw new CopyUnusable('This copy was made by a newer TicketWave Box Office. Update this one.');
    if (version === 0) throw new CopyUnusable('This copy is no ledger of the box office.');
    const check = copy.database.pragma('integrity_check(1)', { simple: true });
    if (check !== 'ok') throw new CopyUnusable('This copy is damaged. Choose another one.');
  } catch (error) {
    if (error instanceof CopyUnusable) throw error;
    throw new CopyUnusable('This copy is damaged. Choose another one.', { cause: error });
  } finally {
    copy?.close();
  }
}

/**
 * What the ledger has and a copy of it has not, row by row, a slice of ids at a time; whoever waits has a turn in between.
 *
 * @throws CopyUnusable
 */
export async function compareLedgers(ledgerFile: string, copyFile: string): Promise<Compared> {
  const copy = openCopy(copyFile);
  try {
    copy.database.prepare('ATTACH ? AS present').run(ledgerFile);
    const lost: Record<keyof Lost, number> = {
      events: 0,
      orders: 0,
      payments: 0,
      refunds: 0,
      entries: 0,
      customers: 0,
    };
    for (const [kind, table] of Object.entries(TABLES) as [keyof Lost, string][])
      lost[kind] = await missing(copy.database, table);
    const drawn = (schema: string): number =>
      copy.database.prepare<[], number>(`SELECT value FROM ${schema}.sequences WHERE name = 'receipt'`).pluck().get() ??
      0;
    const [before, now] = [drawn('main'), drawn('present')];
    return { lost, receipts: now > before ? { from: before + 1, to: now } : null };
  } catch (error) {
    throw new CopyUnusable('This copy is damaged. Choose another one.', { cause: error });
  } finally {
    copy.close();
  }
}

async function missing(database: Sqlite.Database, table: string): Promise<number> {
  const slice = database.prepare<[string, number], { id: string; lost: number }>(
    `SELECT id, NOT EXISTS (SELECT 1 FROM main.${table} AS kept WHERE kept.id = present.${table}.id) AS lost
      FROM present.${table} WHERE id > ? ORDER BY id LIMIT ?`,
  );
  let after = '';
  let count = 0;
  for (;;) {
    const rows = slice.all(after, SLICE);
    const last = rows.at(-1);
    if (last === undefined) return count;
    for (const row of rows) count += row.lost;
    after = last.id;
    await nextTurn();
  }
}
