import { sql } from 'kysely';
import type { Reads } from '../../src/db/ledger.ts';

/** What a ledger promises whatever happened to it: each query finds the rows that break one promise. */
const PROMISES: Readonly<Record<string, string>> = {
  'a ticket is inside once at most':
    'SELECT ticket_id FROM admissions WHERE ended_at IS NULL GROUP BY ticket_id HAVING count(*) > 1',
  'nobody is inside on a ticket that was never paid': `
    SELECT tickets.id FROM admissions JOIN tickets ON tickets.id = admissions.ticket_id
    WHERE tickets.status IN ('held', 'cancelled')`,
  'no more is refunded than paid, and no more paid than due':
    'SELECT id FROM orders WHERE NOT (refunded <= paid AND paid <= total)',
  'an order has paid what its payments say': `
    SELECT orders.id FROM orders
    WHERE paid <> (SELECT coalesce(sum(amount), 0) FROM payments WHERE order_id = orders.id)`,
  'an order has got back what its refunds say': `
    SELECT orders.id FROM orders
    WHERE refunded <> (SELECT coalesce(sum(amount), 0) FROM refunds WHERE order_id = orders.id)`,
  'a refund went back to its payments': `
    SELECT refunds.id FROM refunds
    WHERE amount <> (SELECT coalesce(sum(amount), 0) FROM refund_payments WHERE refund_id = refunds.id)`,
  'a payment gave back what its refunds say': `
    SELECT payments.id FROM payments
    WHERE refunded <> (SELECT coalesce(sum(amount), 0) FROM refund_payments WHERE payment_id = payments.id)`,
  'an order costs what its lines cost': `
    SELECT orders.id FROM orders
    WHERE total <> (SELECT coalesce(sum(price - discount), 0) FROM tickets WHERE order_id = orders.id)
                 + (SELECT coalesce(sum(quantity * unit_price - discount), 0) FROM order_add_ons WHERE order_id = orders.id)`,
  'an event sells no more than it holds': 'SELECT id FROM events WHERE sold + held > total_capacity',
  'an event counts the tickets it sold and holds': `
    SELECT id FROM events
    WHERE sold <> (SELECT count(*) FROM tickets WHERE event_id = events.id AND status = 'valid')
       OR held <> (SELECT count(*) FROM tickets WHERE event_id = events.id AND status = 'held')`,
  'a tier sells no more than it has': 'SELECT id FROM tiers WHERE sold + held > quantity',
  'a tier counts the tickets it sold and holds': `
    SELECT id FROM tiers
    WHERE sold <> (SELECT count(*) FROM tickets WHERE tier_id = tiers.id AND status = 'valid')
       OR held <> (SELECT count(*) FROM tickets WHERE tier_id = tiers.id AND status = 'held')`,
  'an add-on counts what was bought, held and returned': `
    SELECT id FROM add_ons
    WHERE sold <> (SELECT coalesce(sum(lines.quantity - lines.refunded_quantity), 0) FROM order_add_ons lines
                   JOIN orders ON orders.id = lines.order_id WHERE add_on_id = add_ons.id AND paid_at IS NOT NULL)
       OR held <> (SELECT coalesce(sum(lines.quantity), 0) FROM order_add_ons lines
                   JOIN orders ON orders.id = lines.order_id WHERE add_on_id = add_ons.id AND orders.status = 'pending')`,
  'a promo code counts the orders that used it': `
    SELECT id FROM promo_codes
    WHERE used <> (SELECT count(*) FROM orders WHERE promo_code_id = promo_codes.id AND status <> 'cancelled')`,
  'receipts are numbered without a gap, and none twice': `
    SELECT max(number), count(number) FROM (
      SELECT receipt_number AS number FROM orders WHERE receipt_number IS NOT NULL
      UNION ALL SELECT receipt_number FROM refunds) receipts
    HAVING max(number) <> count(number) OR count(number) <> count(DISTINCT number)`,
  'an order has a receipt once it is paid': 'SELECT id FROM orders WHERE (paid_at IS NULL) <> (receipt_number IS NULL)',
  'an order is refunded when no money and no ticket is left': `
    SELECT orders.id FROM orders
    WHERE paid_at IS NOT NULL AND (status = 'refunded') <> (refunded = paid AND NOT EXISTS (
      SELECT 1 FROM tickets WHERE order_id = orders.id AND status <> 'refunded'))`,
  'a ticket is refunded by one refund of its own order': `
    SELECT tickets.id FROM tickets
    LEFT JOIN refund_tickets ON refund_tickets.ticket_id = tickets.id
    LEFT JOIN refunds ON refunds.id = refund_tickets.refund_id
    WHERE (tickets.status = 'refunded') <> (refunds.id IS NOT NULL) OR refunds.order_id <> tickets.order_id`,
  'a code is on one ticket, alive or retired':
    'SELECT code FROM retired_codes JOIN tickets ON tickets.code_key = retired_codes.code',
};

/** The promises that this ledger breaks, each with the rows that break it; none in a sound one. */
export async function brokenPromises(db: Reads): Promise<string[]> {
  const broken: string[] = [];
  for (const [promise, query] of Object.entries(PROMISES)) {
    const { rows } = await sql.raw(query).execute(db);
    if (rows.length > 0) broken.push(`${promise}: ${JSON.stringify(rows)}`);
  }
  return broken;
}
