import { copyFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { checkCopy, compareLedgers, CopyUnusable } from '../db/compare-ledgers.ts';
import type { Ledger } from '../db/ledger.ts';
import { LedgerUnusable, openLedger } from '../db/open.ts';
import { swapLedger } from '../db/swap-ledger.ts';
import type { Lost } from '../shared/backups.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { Call } from '../usecases/context.ts';
import { takeOver } from '../usecases/take-over.ts';
import { asideFile } from './backups.ts';

interface Restored {
  readonly sessionId: string | null;
  readonly keptAside: string;
}

const stagingOf = (folder: string): string => path.join(folder, 'restore.making');

/** What a restore that was cut short left behind. */
export const clearStaging = (folder: string): Promise<void> => rm(stagingOf(folder), { recursive: true, force: true });

/**
 * Makes a copy ready beside the ledger, which goes on working meanwhile: looked through, brought to this version, open.
 *
 * @throws 409 backup_unusable
 */
export async function stageCopy(folder: string, copy: string): Promise<Ledger> {
  const staging = stagingOf(folder);
  await clearStaging(folder);
  try {
    await mkdir(staging, { recursive: true, mode: 0o700 });
    const file = path.join(staging, 'ledger.db');
    await copyFile(copy, file);
    checkCopy(file);
    return await openLedger(staging);
  } catch (error) {
    await clearStaging(folder);
    if (error instanceof CopyUnusable || error instanceof LedgerUnusable)
      throw new BoxOfficeError('backup_unusable', error.message);
    throw error;
  }
}

interface Wanted {
  readonly name: string;
  /** What the person was told would be lost. */
  readonly confirmed: Lost;
  readonly call: Call;
}

/**
 * Puts a staged copy in the place of the ledger, which is closed now and stays in `backups/`. Counted again behind the last change, so that
 * nothing is lost that nobody was told of.
 *
 * @throws 409 loss_changed; the ledger is as it was then
 */
export async function takePlace(staged: Ledger, file: string, { name, confirmed, call }: Wanted): Promise<Restored> {
  const aside = asideFile(file, call.now);
  const keptAside = path.basename(aside);
  let sessionId: string | null;
  try {
    const { lost } = await compareLedgers(file, staged.file);
    const isMore = (Object.keys(lost) as (keyof Lost)[]).some((kind) => lost[kind] > confirmed[kind]);
    if (isMore)
      throw new BoxOfficeError('loss_changed', 'More would be lost now than was said. Look again before you restore.', {
        details: { lost },
      });
    sessionId = await staged.write((trx) => takeOver(trx, call, { name, keptAside, lost }));
  } finally {
    await staged.close();
  }
  swapLedger(file, staged.file, aside);
  return { sessionId, keptAside };
}
