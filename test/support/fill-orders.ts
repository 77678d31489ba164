import { sql } from 'kysely';
import type { Ledger, Trx } from '../../src/db/ledger.ts';
import { orderWords } from '../../src/db/order-words.ts';
import { CULTURES } from '../../src/usecases/demo/names.ts';
import type { EventInLedger } from './build-in-ledger.ts';

const SLICE = 2_000;
const FIRST = CULTURES.flatMap(({ first }) => first);
const FAMILY = CULTURES.flatMap(({ family }) => family);
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const AT = '2026-07-01T00:00:00.000Z';

/** Tickets of the nth order: one, two, three and four in turn, so 2.5 an order. */
const ticketsOf = (order: number): number => 1 + (order % 4);

/** The nth code or number: the same for the same n, spread like a drawn one. */
export function drawn(n: number, length: number): string {
  let state = (n * 2_654_435_761 + 12_345) >>> 0;
  let text = '';
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + at + n) >>> 0;
    text += DIGITS[state % 32];
  }
  return text;
}

export interface FilledOrder {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly codes: readonly string[];
}

/** The nth order of a filled ledger. Names come from the demo's lists; common ones come back thousands of times among a million. */
export function filledOrder(n: number): FilledOrder {
  const first = FIRST[(n * 7) % FIRST.length] ?? '';
  const family = FAMILY[Math.floor(n / 3) % FAMILY.length] ?? '';
  return {
    id: `ord_${String(n).padStart(9, '0')}`,
    number: `TW-2026-${drawn(n, 4)}${String(n % 100).padStart(2, '0')}-${n}`,
    name: `${first} ${family}`,
    email: `${first}.${family}${n}@example.com`.normalize('NFKD').replaceAll(/[^\w.@]/g, ''),
    phone: `+34600${String(n).padStart(6, '0')}`,
    codes: Array.from({ length: ticketsOf(n) }, (_, at) => `TW-GENERAL-${drawn(n * 4 + at, 6)}${n * 4 + at}`),
  };
}

/** Orders with their tickets, customers and words of search, written past the use cases: a million tickets in a minute or two. */
export async function fillOrders(ledger: Ledger, event: EventInLedger, orders: number): Promise<void> {
  for (let from = 1; from <= orders; from += SLICE) {
    const slice = Array.from({ length: Math.min(SLICE, orders - from + 1) }, (_, at) => filledOrder(from + at));
    await ledger.write((trx) => insert(trx, event, slice));
  }
}

async function insert(trx: Trx, event: EventInLedger, orders: readonly FilledOrder[]): Promise<void> {
  const rows = JSON.stringify(orders);
  const each = sql`json_each(${rows}) AS o`;
  const field = (name: string) => sql`json_extract(o.value, ${`$.${name}`})`;
  await sql`INSERT INTO customers (id, name, email, phone, email_key, phone_key, created_at)
    SELECT replace(${field('id')}, 'ord_', 'cus_'), ${field('name')}, ${field('email')}, ${field('phone')}, lower(${field('email')}),
      substr(${field('phone')}, 2), ${AT} FROM ${each}`.execute(trx);
  await sql`INSERT INTO orders (id, number, event_id, customer_id, customer_name, customer_email, customer_phone, status, channel, currency,
      subtotal, discount, total, tax, paid, paid_at, created_at)
    SELECT ${field('id')}, ${field('number')}, ${event.eventId}, replace(${field('id')}, 'ord_', 'cus_'), ${field('name')}, ${field('email')},
      ${field('phone')}, 'paid', 'counter', 'EUR', 2500, 0, 2500, 0, 2500, ${AT}, ${AT} FROM ${each}`.execute(trx);
  await sql`INSERT INTO tickets (id, order_id, event_id, tier_id, tier_name, position, holder_name, qr_code, code_key, price, discount, tax_rate,
      status, created_at)
    SELECT 'tkt_' || substr(${field('id')}, 5) || '_' || c.key, ${field('id')}, ${event.eventId}, ${event.tierIds[0] ?? ''}, 'General', c.key,
      ${field('name')}, c.value, c.value, 1000, 0, 0, 'valid', ${AT} FROM ${each}, json_each(o.value, '$.codes') AS c`.execute(
    trx,
  );
  const words = orders.flatMap((order) =>
    orderWords({ ...order, names: [order.name] }).map((word) => [word, order.id] as const),
  );
  words.sort(([a], [b]) => (a < b ? -1 : 1));
  await sql`INSERT INTO order_words (word, order_id)
    SELECT json_extract(w.value, '$[0]'), json_extract(w.value, '$[1]') FROM json_each(${JSON.stringify(words)}) AS w`.execute(
    trx,
  );
}
