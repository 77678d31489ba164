import Sqlite from 'better-sqlite3';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lockFolder } from './folder-lock.ts';
import { kyselyOver } from './kysely-driver.ts';
import type { Ledger } from './ledger.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { WriteDoor } from './write-door.ts';

/** The ledger cannot be opened as it is; the message is for the person in front of the machine. */
export class LedgerUnusable extends Error {
  override readonly name = 'LedgerUnusable';
}

export interface OpenOptions {
  readonly migrations?: readonly Migration[];
  /** How long to wait for another process to leave the folder, in milliseconds. */
  readonly patience?: number;
  readonly onGroup?: (changes: number) => void;
}

const BACKUPS_KEPT = 5;

/** Applies what every connection that writes needs, and proves it: `synchronous` falls back to NORMAL in some builds on reopening. */
function makeDurable(database: Sqlite.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // Without it, INSERT OR REPLACE writes over a row of the audit past the trigger that keeps it.
  database.pragma('recursive_triggers = ON');
  database.pragma('busy_timeout = 5000');
  database.pragma('wal_autocheckpoint = 0');
  // Savepoints keep their way back in memory: a full temporary folder must not fail a sale.
  database.pragma('temp_store = MEMORY');
  // What is erased is overwritten, not only unlinked.
  database.pragma('secure_delete = ON');
  database.pragma('journal_size_limit = 67108864');
  const is = (name: string): unknown => database.pragma(name, { simple: true });
  if (is('journal_mode') !== 'wal' || is('synchronous') !== 2 || is('foreign_keys') !== 1) {
    throw new LedgerUnusable(
      'This disk does not keep what is written to it safely (no write-ahead log with full synchronisation).',
    );
  }
}

function migrate(database: Sqlite.Database, migrations: readonly Migration[]): void {
  const taken = Number(database.pragma('user_version', { simple: true }));
  for (const [index, migration] of migrations.entries()) {
    if (index < taken) continue;
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const statement of migration.statements) database.exec(statement);
      database.exec(`PRAGMA user_version = ${index + 1}`);
      database.exec('COMMIT');
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw new LedgerUnusable(`The ledger could not be brought to this version (${migration.name}).`, {
        cause: error,
      });
    }
  }
}

/** Copies the file before a migration touches it; keeps the newest few copies. */
async function backupBeforeMigration(database: Sqlite.Database, folder: string, version: number): Promise<void> {
  const backups = path.join(folder, 'backups');
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  await database.backup(path.join(backups, `before-migration-v${version}-${stamp}.db`));
  const copies = readdirSync(backups)
    .filter((name) => name.startsWith('before-migration-'))
    .sort((a, b) => a.slice(-27).localeCompare(b.slice(-27)));
  for (const old of copies.slice(0, -BACKUPS_KEPT)) rmSync(path.join(backups, old));
}

/**
 * Opens the ledger of a data folder for this process alone.
 *
 * @throws FolderInUse where another process has it, LedgerUnusable where the file is damaged or from a newer version.
 */
export async function openLedger(folder: string, options: OpenOptions = {}): Promise<Ledger> {
  const migrations = options.migrations ?? MIGRATIONS;
  const lock = await lockFolder(folder, options.patience);
  const file = path.join(folder, 'ledger.db');
  const opened: Sqlite.Database[] = [];
  try {
    const isNew = !existsSync(file);
    const writer = new Sqlite(file);
    opened.push(writer);
    if (isNew) chmodSync(file, 0o600);
    makeDurable(writer);
    const check = writer.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok')
      throw new LedgerUnusable(`The ledger file is damaged (${String(check)}). Restore the newest backup.`);
    const version = Number(writer.pragma('user_version', { simple: true }));
    if (version > migrations.length)
      throw new LedgerUnusable('This ledger was made by a newer TicketWave Box Office. Update this one.');
    if (version > 0 && version < migrations.length) await backupBeforeMigration(writer, folder, version);
    migrate(writer, migrations);

    const reader = new Sqlite(file, { readonly: true, fileMustExist: true });
    opened.push(reader);
    reader.pragma('query_only = ON');
    const listeners = new Set<() => void>();
    const door = new WriteDoor(writer, (changes) => {
      options.onGroup?.(changes);
      for (const listener of listeners) listener();
    });
    const reads = kyselyOver(reader);
    return {
      file,
      reads,
      write: (work) => door.write(work),
      onCommit: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      checkpoint: () => {
        const [result] = writer.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[];
        return result ? result.log - result.checkpointed : 0;
      },
      emptyLog: () => {
        writer.pragma('wal_checkpoint(TRUNCATE)');
      },
      backup: async (destination) => {
        await writer.backup(destination);
        // One file, whole by itself: whoever opens it needs no log beside it.
        const copy = new Sqlite(destination);
        copy.pragma('journal_mode = DELETE');
        copy.close();
      },
      healthy: () => {
        try {
          return reader.prepare('SELECT 1 AS one').get() !== undefined;
        } catch {
          return false;
        }
      },
      close: async () => {
        await door.close();
        reader.close();
        try {
          writer.pragma('wal_checkpoint(TRUNCATE)');
        } catch {
          // A full disk: what the log holds stays in it and is taken over at the next start.
        }
        writer.close();
        lock.release();
      },
    };
  } catch (error) {
    for (const database of opened) database.close();
    lock.release();
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'SQLITE_NOTADB' || error.code === 'SQLITE_CORRUPT')
    ) {
      throw new LedgerUnusable('The ledger file is damaged. Restore the newest backup.', { cause: error });
    }
    throw error;
  }
}
