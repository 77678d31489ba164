import type { Migration } from './migration.ts';

/**
 * Keys of work that is more than one change are begun before they are answered, and a kept answer is found by the orders and customers
 * that it names. Erasing a customer goes on where it stopped, and a message whose customer was erased is not sent again.
 */
export const once: Migration = {
  name: '0009-once',
  statements: [
    `CREATE TABLE idempotency_begun (
      subject TEXT NOT NULL, route TEXT NOT NULL, key TEXT NOT NULL, body_hash TEXT, status INTEGER, body TEXT,
      created_at TEXT NOT NULL, PRIMARY KEY (subject, route, key), CHECK ((status IS NULL) = (body IS NULL))) STRICT`,
    `INSERT INTO idempotency_begun SELECT subject, route, key, body_hash, status, body, created_at FROM idempotency`,
    `DROP TABLE idempotency`,
    `ALTER TABLE idempotency_begun RENAME TO idempotency`,
    `CREATE INDEX idempotency_by_age ON idempotency (created_at)`,
    `CREATE TABLE idempotency_names (
      named_id TEXT NOT NULL, subject TEXT NOT NULL, route TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (named_id, subject, route, key),
      FOREIGN KEY (subject, route, key) REFERENCES idempotency (subject, route, key) ON DELETE CASCADE) STRICT, WITHOUT ROWID`,
    `CREATE INDEX idempotency_names_by_key ON idempotency_names (subject, route, key)`,

    `ALTER TABLE customers ADD COLUMN erase_after TEXT`,
    `CREATE INDEX customers_to_erase ON customers (id) WHERE erase_after IS NOT NULL`,
    `ALTER TABLE outbox ADD COLUMN erased_at TEXT`,
  ],
};
