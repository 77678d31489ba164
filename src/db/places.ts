import { sql } from 'kysely';
import type { Trx } from './write-door.ts';

/** How places are taken: paid for, or kept by a hold. */
export type Taking = 'sold' | 'held';

const changed = (result: { numUpdatedRows: bigint }): boolean => result.numUpdatedRows === 1n;

/** Takes places of an event's capacity; false where it has not that many left. The condition is part of the write. */
export async function takeFromEvent(trx: Trx, eventId: string, count: number, how: Taking): Promise<boolean> {
  const result = await trx
    .updateTable('events')
    .set((eb) => ({ [how]: eb(how, '+', count) }))
    .where('id', '=', eventId)
    .where(sql<boolean>`sold + held + ${count} <= total_capacity`)
    .executeTakeFirst();
  return changed(result);
}

/** Takes places of a tier; false where it has not that many left. */
export async function takeFromTier(trx: Trx, tierId: string, count: number, how: Taking): Promise<boolean> {
  const result = await trx
    .updateTable('tiers')
    .set((eb) => ({ [how]: eb(how, '+', count) }))
    .where('id', '=', tierId)
    .where(sql<boolean>`sold + held + ${count} <= quantity`)
    .executeTakeFirst();
  return changed(result);
}

/** Takes stock of an add-on; false where there is not that much. */
export async function takeFromAddOn(trx: Trx, addOnId: string, count: number, how: Taking): Promise<boolean> {
  const result = await trx
    .updateTable('add_ons')
    .set((eb) => ({ [how]: eb(how, '+', count) }))
    .where('id', '=', addOnId)
    .where(sql<boolean>`(quantity IS NULL OR sold + held + ${count} <= quantity)`)
    .executeTakeFirst();
  return changed(result);
}

/** Gives places back; the CHECKs refuse to give back more than were taken. */
export async function giveBack(
  trx: Trx,
  table: 'events' | 'tiers' | 'add_ons',
  id: string,
  count: number,
  how: Taking,
): Promise<void> {
  if (count === 0) return;
  await trx
    .updateTable(table)
    .set((eb) => ({ [how]: eb(how, '-', count) }))
    .where('id', '=', id)
    .execute();
}

/** Turns held places into sold ones. */
export async function settleHeld(
  trx: Trx,
  table: 'events' | 'tiers' | 'add_ons',
  id: string,
  count: number,
): Promise<void> {
  if (count === 0) return;
  await trx
    .updateTable(table)
    .set((eb) => ({ held: eb('held', '-', count), sold: eb('sold', '+', count) }))
    .where('id', '=', id)
    .execute();
}
