import { sql } from 'kysely';
import type { Trx } from './write-door.ts';

/** The next number of a sequence, from 1. Drawn inside the change that uses it, so an undone change leaves no gap. */
export async function nextNumber(trx: Trx, name: string): Promise<number> {
  const row = await trx
    .insertInto('sequences')
    .values({ name, value: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql<number>`sequences.value + 1` }))
    .returning('value')
    .executeTakeFirstOrThrow();
  return row.value;
}
