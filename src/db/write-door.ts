import type Sqlite from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { BoxOfficeError } from '../shared/errors.ts';
import { kyselyOver } from './kysely-driver.ts';
import type { Tables } from './tables.ts';

declare const insideTransaction: unique symbol;

/** The ledger inside a change. Only the write door makes one, so a query that changes something cannot be run beside it. */
export type Trx = Kysely<Tables> & { readonly [insideTransaction]: true };

/** A change. It awaits queries of its `trx` and nothing else: other I/O would hold everybody's transaction open. */
export type Work<T> = (trx: Trx) => Promise<T>;

interface Waiting {
  /** Rejects only where SQLite itself ended the transaction, and so the whole group's. */
  run(): Promise<void>;
  settle(): void;
  fail(error: Error): void;
}

const nextTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/** A group ends after this many changes or milliseconds, so that the first of it is not kept waiting by the last. */
const GROUP_LIMIT = { changes: 256, milliseconds: 10 };

const disk = new Set(['SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_CANTOPEN']);

/** What a caller is told when the ledger could not take a change; the cause goes to the log only. */
export function storageError(cause: unknown): BoxOfficeError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const full = disk.has(code) || code.startsWith('SQLITE_IOERR');
  const error = new BoxOfficeError(
    'storage_unavailable',
    full
      ? 'The disk is full or cannot be written. Nothing was changed; free some space and try again.'
      : 'The ledger could not take the change. Nothing was changed; try again.',
  );
  error.cause = cause;
  return error;
}

/**
 * The one way to change the ledger. Changes that wait together run one after the other in one transaction, each in a savepoint of its
 * own, and are answered after the one sync (group commit). A change that throws undoes itself alone; a commit that fails answers
 * `storage_unavailable` to all of its callers, and nothing of it is on the disk.
 */
export class WriteDoor {
  readonly #database: Sqlite.Database;
  readonly #trx: Trx;
  readonly #queue: Waiting[] = [];
  readonly #onGroup: ((changes: number) => void) | undefined;
  #open = true;
  #draining: Promise<void> | null = null;

  constructor(database: Sqlite.Database, onGroup?: (changes: number) => void) {
    this.#database = database;
    this.#trx = kyselyOver(database) as Trx;
    this.#onGroup = onGroup;
  }

  /** Runs `work` and resolves once it is on the disk. @throws whatever `work` throws, or `storage_unavailable`, `unavailable`. */
  write<T>(work: Work<T>): Promise<T> {
    if (!this.#open) return Promise.reject(new BoxOfficeError('unavailable', 'The box office is shutting down.'));
    return new Promise<T>((resolve, reject) => {
      let settle = (): void => undefined;
      this.#queue.push({
        run: async () => {
          try {
            const value = await this.#inSavepoint(work);
            settle = () => resolve(value);
          } catch (error) {
            if (!this.#database.inTransaction) throw error;
            // A refusal waits for the commit too: it may rest on what an earlier change of this group did.
            const reason = error instanceof Error ? error : new Error(String(error));
            settle = () => reject(reason);
          }
        },
        settle: () => settle(),
        fail: reject,
      });
      this.#draining ??= this.#drain();
    });
  }

  /** Takes no further changes and resolves once those that wait are answered. */
  async close(): Promise<void> {
    this.#open = false;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // Requests that arrive in the same turn of the event loop join the first group.
    await nextTurn();
    while (this.#queue.length > 0) {
      await this.#commitGroup();
      // Let arrived requests in: they join the next group, and readers get their turn.
      await nextTurn();
    }
    this.#draining = null;
  }

  async #commitGroup(): Promise<void> {
    const group: Waiting[] = [];
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const end = performance.now() + GROUP_LIMIT.milliseconds;
      do {
        const next = this.#queue.shift();
        if (!next) break;
        group.push(next);
        await next.run();
      } while (group.length < GROUP_LIMIT.changes && performance.now() < end);
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      if (group.length === 0) group.push(...this.#queue.splice(0));
      const failure = storageError(error);
      for (const waiting of group) waiting.fail(failure);
      return;
    }
    for (const waiting of group) waiting.settle();
    this.#onGroup?.(group.length);
  }

  async #inSavepoint<T>(work: Work<T>): Promise<T> {
    this.#database.exec('SAVEPOINT change');
    try {
      const value = await work(this.#trx);
      this.#database.exec('RELEASE change');
      return value;
    } catch (error) {
      // On a full disk SQLite may have rolled the whole transaction back. Then the group ends here: the next savepoint would stand
      // outside of a transaction, and commit by itself what its caller is told is not there.
      if (!this.#database.inTransaction) throw error;
      this.#database.exec('ROLLBACK TO change; RELEASE change');
      throw error instanceof BoxOfficeError || !isSqliteError(error) ? error : this.#asStorage(error);
    }
  }

  #asStorage(error: Error & { code: string }): Error {
    return disk.has(error.code) || error.code.startsWith('SQLITE_IOERR') ? storageError(error) : error;
  }
}

export const isSqliteError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_');

/** A unique index or CHECK said no. */
export const isConstraint = (error: unknown): boolean =>
  isSqliteError(error) && error.code.startsWith('SQLITE_CONSTRAINT');

/** Asserts how many rows a change touched; anything else is a defect of ours, and the change undoes itself. */
export function expectRows(
  result: { numUpdatedRows?: bigint; numDeletedRows?: bigint },
  expected: number,
  what: string,
): void {
  const rows = Number(result.numUpdatedRows ?? result.numDeletedRows ?? 0n);
  if (rows !== expected) throw new Error(`${what}: ${rows} rows instead of ${expected}`);
}
