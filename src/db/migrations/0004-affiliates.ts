import type { Migration } from './migration.ts';

/** Affiliates: what they sold net of refunds moves in the transaction of each sale and refund; payouts never pass what was earned. */
export const affiliates: Migration = {
  name: '0004-affiliates',
  statements: [
    `CREATE TABLE affiliates (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, code TEXT NOT NULL UNIQUE,
      commission_rate INTEGER NOT NULL CHECK (commission_rate BETWEEN 0 AND 10000),
      clicks INTEGER NOT NULL DEFAULT 0 CHECK (clicks >= 0), created_at TEXT NOT NULL) STRICT`,
    `CREATE TABLE affiliate_sales (
      order_id TEXT PRIMARY KEY REFERENCES orders (id), affiliate_id TEXT NOT NULL REFERENCES affiliates (id), currency TEXT NOT NULL,
      commission_rate INTEGER NOT NULL, sales INTEGER NOT NULL CHECK (sales >= 0), earnings INTEGER NOT NULL CHECK (earnings >= 0)) STRICT`,
    `CREATE INDEX affiliate_sales_by_affiliate ON affiliate_sales (affiliate_id, currency)`,
    `CREATE TABLE payouts (
      id TEXT PRIMARY KEY, affiliate_id TEXT NOT NULL REFERENCES affiliates (id), amount INTEGER NOT NULL CHECK (amount > 0),
      currency TEXT NOT NULL, note TEXT, paid_by TEXT, created_at TEXT NOT NULL) STRICT`,
    `CREATE INDEX payouts_by_affiliate ON payouts (affiliate_id, id DESC)`,
  ],
};
