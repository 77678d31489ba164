import type { Kysely } from 'kysely';
import { readingsOf } from '../shared/search-words.ts';
import { ordersWithWord } from './order-words.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** So far words are counted to tell the rarer from the more common: further only where all of them are common. */
const COUNTED = [200, 2_000, 20_000] as const;

/** From here on a word alone is common: no list of its orders is sorted, the newest orders are asked whether they have it. */
const COMMON = 2_000;

/** A way to read a question: all of its words, the rarest first. */
export interface Reading {
  readonly rarest: string;
  readonly others: readonly string[];
  /** One word, and more than `COMMON` entries begin with it: its orders are everywhere, so a walk from the newest soon finds some. */
  readonly isCommon: boolean;
}

/**
 * How a question may be read, without readings that nothing can fit. Every scanned code begins with the same letters and every address
 * ends with the same few words, so the words are weighed before they are looked for, by a look at the index alone.
 * A question without words has one reading, null, that fits all.
 */
export async function weighReadings(db: Db, question: string): Promise<(Reading | null)[]> {
  const readings: (Reading | null)[] = [];
  for (const words of readingsOf(question)) {
    const [first, ...others] = await weigh(db, words);
    if (first === undefined) readings.push(null);
    else if (first.count > 0)
      readings.push({
        rarest: first.word,
        others: others.map(({ word }) => word),
        isCommon: others.length === 0 && first.count > COMMON,
      });
  }
  return readings;
}

/** The words with how many entries of the index begin with each, as far as needed to tell the rarest, which comes first. */
async function weigh(db: Db, words: readonly string[]): Promise<{ word: string; count: number }[]> {
  let weighed: { word: string; count: number }[] = [];
  for (const most of COUNTED) {
    weighed = [];
    for (const word of words) weighed.push({ word, count: await countBegun(db, word, most) });
    weighed.sort((a, b) => a.count - b.count);
    const [rarest] = weighed;
    if (rarest === undefined || rarest.count < most) break;
  }
  return weighed;
}

async function countBegun(db: Db, word: string, most: number): Promise<number> {
  const { count } = await db
    .selectFrom(ordersWithWord(db, word).limit(most).as('begun'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Entries of the index in one go, some 5 to 10 ms of the event loop (DESIGN.md, "The write door"). */
const SLICE = 5_000;

/**
 * How many orders, or customers by their orders, have a word that begins so. Half of all may ("2026" is in every number), so they are
 * counted slice by slice and whoever waits is answered in between.
 */
export async function countWith(db: Db, prefix: string, what: 'orders' | 'customers'): Promise<number> {
  const found = new Set<string>();
  let last = { word: prefix, order_id: '' };
  for (;;) {
    const slice = await (what === 'orders' ? entries(db, prefix, last) : entriesOfCustomers(db, prefix, last));
    for (const { id } of slice) if (id !== null) found.add(id);
    const end = slice.at(-1);
    if (end === undefined || slice.length < SLICE) return found.size;
    last = end;
    await new Promise((resume) => setImmediate(resume));
  }
}

interface Place {
  readonly word: string;
  readonly order_id: string;
}

const entriesAfter = (db: Db, prefix: string, last: Place) =>
  ordersWithWord(db, prefix)
    .select('order_words.word')
    .where((eb) => eb(eb.refTuple('order_words.word', 'order_words.order_id'), '>', eb.tuple(last.word, last.order_id)))
    .orderBy('order_words.word')
    .orderBy('order_words.order_id')
    .limit(SLICE);

const entries = (db: Db, prefix: string, last: Place) =>
  entriesAfter(db, prefix, last).select('order_words.order_id as id').execute();

/** Left joins, so that a slice is as long as it was asked for. Of who was erased nothing is counted. */
const entriesOfCustomers = (db: Db, prefix: string, last: Place) =>
  entriesAfter(db, prefix, last)
    .leftJoin('orders', 'orders.id', 'order_words.order_id')
    .leftJoin('customers', (join) =>
      join.onRef('customers.id', '=', 'orders.customer_id').on('customers.erased_at', 'is', null),
    )
    .select('customers.id as id')
    .execute();
