import Sqlite from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Another process has this data folder open. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  constructor() {
    super('Another TicketWave Box Office has this data folder open. Close it first, or name another folder.');
  }
}

export interface FolderLock {
  release(): void;
}

/**
 * Takes the data folder for this process: an exclusive transaction on `box-office.lock`, which SQLite holds as an operating-system
 * lock (fcntl, LockFileEx), so a kill -9 frees it and no stale file ever shuts an owner out. The ledger itself cannot carry that lock:
 * in WAL mode a second process may open it. Waits up to `patience` milliseconds for a process that is just ending.
 *
 * @throws FolderInUse
 */
export async function lockFolder(folder: string, patience = 5_000): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const deadline = Date.now() + patience;
  for (;;) {
    const lock = new Sqlite(path.join(folder, 'box-office.lock'), { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return { release: () => lock.close() };
    } catch (error) {
      lock.close();
      if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))) throw error;
      if (Date.now() >= deadline) throw new FolderInUse();
    }
    await sleep(100);
  }
}
