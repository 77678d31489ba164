import { sql } from 'kysely';
import type { Trx } from './write-door.ts';

/** Runs a part of a change that undoes itself alone when it throws. Not to be nested in itself. */
export async function inSavepoint<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  await sql`SAVEPOINT part`.execute(trx);
  try {
    const value = await work();
    await sql`RELEASE part`.execute(trx);
    return value;
  } catch (error) {
    try {
      await sql`ROLLBACK TO part`.execute(trx);
      await sql`RELEASE part`.execute(trx);
    } catch {
      // A full disk has ended the whole transaction, and the savepoint with it: the first error says why.
    }
    throw error;
  }
}
