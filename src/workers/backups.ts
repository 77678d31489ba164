import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { compareLedgers, type Compared } from '../db/compare-ledgers.ts';
import type { Ledger } from '../db/ledger.ts';
import type { BackupOut } from '../shared/backups.ts';
import { HOUR, toInstant, type Milliseconds } from '../shared/instant.ts';

/** A copy every six hours; a fortnight of them is kept, and the last 20 that somebody asked for. */
const EVERY: Milliseconds = 6 * HOUR;
const KEPT: Partial<Record<BackupOut['kind'], number>> = { automatic: 56, manual: 20 };

/** Of each kind its name, with the moment in it. */
const NAMES: readonly { kind: BackupOut['kind']; name: RegExp }[] = [
  { kind: 'automatic', name: /^ledger-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})\.db$/ },
  { kind: 'manual', name: /^manual-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})\.db$/ },
  { kind: 'update', name: /^before-migration-v\d+-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z\.db$/ },
  { kind: 'restore', name: /^before-restore-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})\.db$/ },
];

const to = (length: number, at: Milliseconds): string => toInstant(at).slice(0, length).replaceAll(/[:.]/g, '-');
const nameAt = (at: Milliseconds): string => `ledger-${to(16, at)}.db`;

const folderOf = (ledgerFile: string): string => path.join(path.dirname(ledgerFile), 'backups');

/** A name that no copy has yet, whatever the clock says: none is ever written over. */
function freeFile(ledgerFile: string, kind: 'manual' | 'before-restore', at: Milliseconds): string {
  const file = path.join(folderOf(ledgerFile), `${kind}-${to(23, at)}.db`);
  return existsSync(file) ? freeFile(ledgerFile, kind, at + 1) : file;
}

function madeAt(file: string): Pick<BackupOut, 'kind' | 'at'> | null {
  for (const { kind, name } of NAMES) {
    const [, day, hours, minutes, seconds = '00', thousandths = '000'] = name.exec(file) ?? [];
    if (day !== undefined) return { kind, at: `${day}T${hours}:${minutes}:${seconds}.${thousandths}Z` };
  }
  return null;
}

/** The copies of a ledger that are there, the newest first. */
export function listBackups(ledgerFile: string): BackupOut[] {
  const folder = folderOf(ledgerFile);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder)
    .flatMap((name): BackupOut[] => {
      const made = madeAt(name);
      const size = made && statSync(path.join(folder, name), { throwIfNoEntry: false })?.size;
      return made && size !== undefined && size !== null ? [{ name, ...made, size }] : [];
    })
    .sort((a, b) => (a.at === b.at ? (a.name < b.name ? 1 : -1) : a.at < b.at ? 1 : -1));
}

/** The file of a copy, or null where there is none of that name: only names of the list are looked at. */
export function backupFile(ledgerFile: string, name: string): string | null {
  const isThere = listBackups(ledgerFile).some((copy) => copy.name === name);
  return isThere ? path.join(folderOf(ledgerFile), name) : null;
}

/** Where the present ledger is kept when a copy takes its place. */
export const asideFile = (ledgerFile: string, now: Milliseconds): string => {
  mkdirSync(folderOf(ledgerFile), { recursive: true, mode: 0o700 });
  return freeFile(ledgerFile, 'before-restore', now);
};

/** Half a copy never looks like one: it is made under another name first. */
async function copyTo(ledger: Ledger, name: string): Promise<string> {
  const file = path.join(folderOf(ledger.file), name);
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  await ledger.backup(partial);
  renameSync(partial, file);
  return file;
}

/** Ends the oldest of a kind beyond what is kept. What was put aside by a restore is never ended. */
function prune(ledgerFile: string, kind: 'automatic' | 'manual'): void {
  const ofKind = listBackups(ledgerFile).filter((copy) => copy.kind === kind);
  for (const { name } of ofKind.slice(KEPT[kind])) rmSync(path.join(folderOf(ledgerFile), name));
}

/**
 * Copies the ledger into `backups/ledger-2026-07-15T18-00.db` (UTC) while the box office runs, if the newest copy is older than six hours.
 *
 * @returns the file, or null where the newest copy will do
 */
export async function backUpIfDue(ledger: Ledger, now: Milliseconds): Promise<string | null> {
  const newest = listBackups(ledger.file).find(({ kind }) => kind === 'automatic');
  if (newest !== undefined && newest.name > nameAt(now - EVERY)) return null;
  const file = await copyTo(ledger, nameAt(now));
  prune(ledger.file, 'automatic');
  return file;
}

/** Copies the ledger because somebody wants it now. */
export async function backUpNow(ledger: Ledger, now: Milliseconds): Promise<BackupOut> {
  const name = path.basename(await copyTo(ledger, path.basename(freeFile(ledger.file, 'manual', now))));
  prune(ledger.file, 'manual');
  const made = listBackups(ledger.file).find((copy) => copy.name === name);
  if (!made) throw new Error(`The copy ${name} is gone`);
  return made;
}

export const openBackup = (file: string): { stream: Readable; size: number } => ({
  stream: createReadStream(file),
  size: statSync(file).size,
});

/** What restoring a copy would lose. @throws CopyUnusable */
export const lossOf = (ledger: Ledger, file: string): Promise<Compared> => compareLedgers(ledger.file, file);
