import type { Kysely } from 'kysely';
import { emailKey, phoneKey, wordsOf } from '../shared/search-words.ts';
import type { Tables } from './tables.ts';
import type { Trx } from './write-door.ts';

/** What an order is found by. */
export interface Findable {
  readonly number: string;
  readonly names: readonly (string | null)[];
  readonly email: string | null;
  readonly phone: string | null;
  readonly codes: readonly string[];
}

/** The words of an order; a phone is found from any of its usual beginnings (with or without the country's code). */
export function orderWords(order: Findable): string[] {
  const words = new Set<string>();
  const addAll = (text: string): void => wordsOf(text).forEach((word) => words.add(word));
  addAll(order.number);
  for (const name of order.names) if (name !== null) addAll(name);
  for (const code of order.codes) addAll(code);
  if (order.email !== null) addAll(emailKey(order.email));
  if (order.phone !== null) {
    addAll(order.phone);
    const digits = phoneKey(order.phone);
    if (digits !== '')
      for (let start = 0; start <= Math.min(3, digits.length - 6); start += 1) words.add(digits.slice(start));
    if (digits !== '') words.add(digits);
  }
  return [...words];
}

/** Adds words by which an order is found; the ones it has already stay. */
export async function addOrderWords(trx: Trx, orderId: string, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  await trx
    .insertInto('order_words')
    .values(words.map((word) => ({ word, order_id: orderId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Orders one of whose words begins with `word`. */
export const ordersWithWord = (db: Kysely<Tables>, word: string) =>
  db
    .selectFrom('order_words')
    .select('order_words.order_id')
    .where('order_words.word', '>=', word)
    .where('order_words.word', '<', `${word}\u{10ffff}`);
