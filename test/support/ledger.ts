import Sqlite from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kyselyOver } from '../../src/db/kysely-driver.ts';
import type { Ledger, Reads } from '../../src/db/ledger.ts';
import { openLedger, type OpenOptions } from '../../src/db/open.ts';

/** A folder of its own under the machine's temporary one; whoever makes it removes it. */
export const makeFolder = (): string => mkdtempSync(path.join(tmpdir(), 'box-office-test-'));

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

export interface TestLedger {
  readonly ledger: Ledger;
  readonly folder: string;
  /** Closes the ledger and removes its folder: `afterEach(() => opened.close())`. */
  readonly close: () => Promise<void>;
}

/** A fresh, migrated ledger in a file: `:memory:` has neither a WAL nor a second connection. */
export async function openTestLedger(options: OpenOptions = {}): Promise<TestLedger> {
  const folder = makeFolder();
  const ledger = await openLedger(folder, options);
  return {
    ledger,
    folder,
    close: async () => {
      await ledger.close();
      removeFolder(folder);
    },
  };
}

/** What is on the disk of a data folder, whoever has it open or died over it. */
export async function readFolder<T>(folder: string, read: (db: Reads) => Promise<T>): Promise<T> {
  const database = new Sqlite(path.join(folder, 'ledger.db'), { fileMustExist: true });
  database.pragma('query_only = ON');
  try {
    return await read(kyselyOver(database));
  } finally {
    database.close();
  }
}
