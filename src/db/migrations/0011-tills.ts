import type { Migration } from './migration.ts';

/**
 * Tills and the money in their drawers. A till session is a shift at one drawer: its cash is what its payments, refunds and movements
 * say, and a closed one is final. Refunds say which payments they went back to, and a payment never gives back more than it took.
 */
export const tills: Migration = {
  name: '0011-tills',
  statements: [
    `CREATE TABLE tills (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, retired_at TEXT, created_at TEXT NOT NULL) STRICT`,
    `CREATE TABLE till_sessions (
      id TEXT PRIMARY KEY, till_id TEXT NOT NULL REFERENCES tills (id), currency TEXT NOT NULL,
      opening_float INTEGER NOT NULL CHECK (opening_float >= 0), opened_by TEXT NOT NULL, opened_at TEXT NOT NULL,
      counted INTEGER CHECK (counted >= 0), expected INTEGER, note TEXT, closed_by TEXT, closed_at TEXT,
      z_number INTEGER UNIQUE, report TEXT,
      CHECK ((closed_at IS NULL) = (counted IS NULL)), CHECK ((closed_at IS NULL) = (expected IS NULL)),
      CHECK ((closed_at IS NULL) = (z_number IS NULL)), CHECK ((closed_at IS NULL) = (report IS NULL))) STRICT`,
    `CREATE UNIQUE INDEX till_sessions_open ON till_sessions (till_id) WHERE closed_at IS NULL`,
    `CREATE UNIQUE INDEX till_sessions_opener ON till_sessions (opened_by) WHERE closed_at IS NULL`,
    `CREATE INDEX till_sessions_by_till ON till_sessions (till_id, id DESC)`,
    `CREATE INDEX till_sessions_by_opener ON till_sessions (opened_by, id DESC)`,
    `CREATE TRIGGER till_sessions_final BEFORE UPDATE ON till_sessions WHEN old.closed_at IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a closed till session is final'); END`,
    `CREATE TRIGGER till_sessions_stay BEFORE DELETE ON till_sessions
      BEGIN SELECT RAISE(ABORT, 'till sessions are kept'); END`,
    `CREATE TABLE till_movements (
      id TEXT PRIMARY KEY, till_session_id TEXT NOT NULL REFERENCES till_sessions (id), kind TEXT NOT NULL CHECK (kind IN ('in', 'out')),
      amount INTEGER NOT NULL CHECK (amount > 0), reason TEXT NOT NULL, made_by TEXT NOT NULL, created_at TEXT NOT NULL) STRICT`,
    `CREATE INDEX till_movements_by_session ON till_movements (till_session_id, id)`,

    `ALTER TABLE sessions ADD COLUMN till_session_id TEXT REFERENCES till_sessions (id)`,
    `ALTER TABLE payments ADD COLUMN till_session_id TEXT REFERENCES till_sessions (id)`,
    `ALTER TABLE payments ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount)`,
    `ALTER TABLE refunds ADD COLUMN till_session_id TEXT REFERENCES till_sessions (id)`,
    `ALTER TABLE refunds ADD COLUMN is_void INTEGER NOT NULL DEFAULT 0 CHECK (is_void IN (0, 1))`,
    `CREATE INDEX payments_by_till ON payments (till_session_id) WHERE till_session_id IS NOT NULL`,
    `CREATE INDEX refunds_by_till ON refunds (till_session_id) WHERE till_session_id IS NOT NULL`,
    `CREATE TABLE refund_payments (
      refund_id TEXT NOT NULL REFERENCES refunds (id), payment_id TEXT NOT NULL REFERENCES payments (id), method TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount >= 0), PRIMARY KEY (refund_id, payment_id)) STRICT, WITHOUT ROWID`,
    // Until now every order had one payment.
    `UPDATE payments SET refunded = (SELECT refunded FROM orders WHERE orders.id = payments.order_id)`,
    `INSERT INTO refund_payments (refund_id, payment_id, method, amount)
      SELECT refunds.id, payments.id, payments.method, refunds.amount FROM refunds JOIN payments ON payments.order_id = refunds.order_id`,
  ],
};
