import fs from 'node:fs';
import Database from 'better-sqlite3';
import { inRoot } from './root.ts';

/**
 * Runs `work` while no other process on this machine builds in this tree. Waits up to five minutes for the other one.
 * SQLite's file lock is an operating-system lock, so a killed build frees it.
 */
export async function withBuildLock<T>(work: () => Promise<T>): Promise<T> {
  fs.mkdirSync(inRoot('.build'), { recursive: true });
  const lock = new Database(inRoot('.build', 'lock.db'), { timeout: 300_000 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return await work();
  } finally {
    lock.close();
  }
}
