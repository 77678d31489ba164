import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Ledger } from '../db/ledger.ts';
import { HOUR, toInstant, type Milliseconds } from '../shared/instant.ts';

/** A copy every six hours; a fortnight of them is kept. */
const EVERY: Milliseconds = 6 * HOUR;
const KEPT = 56;
const NAME = /^ledger-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}\.db$/;

const nameAt = (at: Milliseconds): string => `ledger-${toInstant(at).slice(0, 16).replace(':', '-')}.db`;

/**
 * Copies the ledger into `backups/ledger-2026-07-15T18-00.db` (UTC) while the box office runs, if the newest copy is older than six hours.
 * The copy is made under another name first, so that half of one never looks like a backup.
 *
 * @returns the file, or null where the newest copy will do
 */
export async function backUpIfDue(ledger: Ledger, now: Milliseconds): Promise<string | null> {
  const folder = path.join(path.dirname(ledger.file), 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const copies = readdirSync(folder)
    .filter((file) => NAME.test(file))
    .sort();
  const newest = copies.at(-1);
  if (newest !== undefined && newest > nameAt(now - EVERY)) return null;
  const file = path.join(folder, nameAt(now));
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  await ledger.backup(partial);
  renameSync(partial, file);
  for (const old of [...copies, path.basename(file)].slice(0, -KEPT)) rmSync(path.join(folder, old));
  return file;
}
