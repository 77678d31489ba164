import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

/** Puts a file's (or, where the system allows it, a folder's) contents on the disk. */
function sync(name: string): void {
  const isFolder = statSync(name).isDirectory();
  if (isFolder && process.platform === 'win32') return;
  const descriptor = openSync(name, isFolder ? 'r' : 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The same file under a second name; where the disk knows no such thing, a copy that is whole before it has its name. */
function keep(file: string, aside: string): void {
  if (existsSync(aside)) throw new Error('A kept ledger is never written over.');
  try {
    linkSync(file, aside);
  } catch {
    copyFileSync(file, `${aside}.partial`);
    sync(`${aside}.partial`);
    renameSync(`${aside}.partial`, aside);
  }
}

/**
 * Puts `staged` in the place of a closed ledger, which keeps a second name, `aside`. There is a whole ledger under its name at every
 * moment: the old one until the rename, the new one from then on, whatever crashes in between.
 *
 * @param passed told after each step; a test crashes there
 * @throws where changes of the old ledger are still in its log: nothing was done then
 */
export function swapLedger(
  file: string,
  staged: string,
  aside: string,
  passed: (step: 'staged' | 'cleared' | 'kept' | 'swapped') => void = () => undefined,
): void {
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size > 0)
    throw new Error('The ledger could not be closed whole: its last changes are still in its log.');
  sync(staged);
  passed('staged');
  // An old log beside a new ledger would be read into it.
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
  passed('cleared');
  keep(file, aside);
  sync(path.dirname(aside));
  passed('kept');
  renameSync(staged, file);
  sync(path.dirname(file));
  passed('swapped');
}
