import type { Migration } from './migration.ts';

/**
 * Money that goes through Stripe. A row is written before Stripe is asked for anything, so that a crash between any two steps is found
 * again and asked under the same idempotency key. What is promised to a refund under way is kept apart (`orders.refunding`): it can
 * neither be refunded twice nor counts as refunded before Stripe says so.
 */
export const stripe: Migration = {
  name: '0007-stripe',
  statements: [
    `ALTER TABLE orders ADD COLUMN refunding INTEGER NOT NULL DEFAULT 0 CHECK (refunding >= 0 AND refunded + refunding <= paid)`,
    `CREATE TABLE stripe_payments (
      id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id), amount INTEGER NOT NULL CHECK (amount > 0), currency TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('creating', 'open', 'paid', 'cancelled', 'returning', 'returned')),
      payment_intent_id TEXT UNIQUE, client_secret TEXT, return_reason TEXT, return_refund_id TEXT, trouble TEXT,
      failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0), next_attempt_at TEXT NOT NULL, created_at TEXT NOT NULL, settled_at TEXT,
      CHECK (status IN ('creating', 'cancelled') OR payment_intent_id IS NOT NULL),
      CHECK ((status = 'returned') = (return_refund_id IS NOT NULL)), CHECK ((status IN ('returning', 'returned')) = (return_reason IS NOT NULL))) STRICT`,
    `CREATE UNIQUE INDEX stripe_payments_open ON stripe_payments (order_id) WHERE status IN ('creating', 'open')`,
    `CREATE INDEX stripe_payments_by_order ON stripe_payments (order_id, id)`,
    `CREATE INDEX stripe_payments_due ON stripe_payments (next_attempt_at) WHERE status IN ('creating', 'open', 'returning')`,
    `CREATE TABLE stripe_refunds (
      id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id), stripe_payment_id TEXT NOT NULL REFERENCES stripe_payments (id),
      amount INTEGER NOT NULL CHECK (amount > 0), ticket_ids TEXT NOT NULL, add_ons TEXT NOT NULL, reason TEXT,
      refunded_by TEXT, refunded_by_name TEXT NOT NULL, by_cancel INTEGER NOT NULL CHECK (by_cancel IN (0, 1)),
      status TEXT NOT NULL CHECK (status IN ('waiting', 'done', 'refused')), stripe_refund_id TEXT UNIQUE, is_full INTEGER CHECK (is_full IN (0, 1)), trouble TEXT,
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0), failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
      next_attempt_at TEXT NOT NULL, created_at TEXT NOT NULL, settled_at TEXT,
      CHECK ((status = 'waiting') = (settled_at IS NULL)), CHECK ((status = 'done') = (is_full IS NOT NULL)),
      CHECK (status <> 'done' OR stripe_refund_id IS NOT NULL)) STRICT`,
    `CREATE INDEX stripe_refunds_by_order ON stripe_refunds (order_id, id)`,
    `CREATE INDEX stripe_refunds_due ON stripe_refunds (next_attempt_at) WHERE status = 'waiting'`,
  ],
};
