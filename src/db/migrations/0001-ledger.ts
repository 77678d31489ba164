import type { Migration } from './migration.ts';

/**
 * The ledger: people, events, orders, tickets, admissions. Text ids, integer minor units, UTC text instants, integer booleans, so that
 * the same statements run on PostgreSQL. What must never happen is a CHECK or a unique index here, not an if before the write.
 */
export const ledger: Migration = {
  name: '0001-ledger',
  statements: [
    `CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,

    `CREATE TABLE users (
      id TEXT PRIMARY KEY, email TEXT NOT NULL, email_key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'staff', 'scanner')),
      password_hash TEXT NOT NULL, revoked_at TEXT, last_login_at TEXT, created_at TEXT NOT NULL) STRICT`,
    `CREATE TABLE login_failures (
      key TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until TEXT, updated_at TEXT NOT NULL) STRICT`,

    `CREATE TABLE venues (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, city TEXT, address TEXT, time_zone TEXT NOT NULL, created_at TEXT NOT NULL) STRICT`,

    `CREATE TABLE events (
      id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, description TEXT,
      status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'cancelled', 'completed')),
      date TEXT NOT NULL, start_time TEXT NOT NULL, end_time TEXT, starts_at TEXT NOT NULL, ends_at TEXT NOT NULL,
      venue_id TEXT NOT NULL REFERENCES venues (id), total_capacity INTEGER NOT NULL CHECK (total_capacity > 0), currency TEXT NOT NULL,
      sold INTEGER NOT NULL DEFAULT 0 CHECK (sold >= 0), held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
      cancel_reason TEXT, published_at TEXT, cancelled_at TEXT, cancelled_by TEXT, cancel_finished_at TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
      CHECK (sold + held <= total_capacity)) STRICT`,
    `CREATE INDEX events_by_date ON events (date DESC, id DESC)`,
    `CREATE INDEX events_by_status ON events (status, date DESC)`,

    `CREATE TABLE tiers (
      id TEXT PRIMARY KEY, event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE, position INTEGER NOT NULL, name TEXT NOT NULL,
      price INTEGER NOT NULL CHECK (price >= 0), quantity INTEGER NOT NULL CHECK (quantity > 0),
      sold INTEGER NOT NULL DEFAULT 0 CHECK (sold >= 0), held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
      tax_rate INTEGER NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
      valid_from TEXT, valid_until TEXT, gates TEXT, reentry INTEGER NOT NULL DEFAULT 1 CHECK (reentry IN (0, 1)),
      CHECK (sold + held <= quantity)) STRICT`,
    `CREATE INDEX tiers_by_event ON tiers (event_id, position)`,

    `CREATE TABLE add_ons (
      id TEXT PRIMARY KEY, event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE, position INTEGER NOT NULL, name TEXT NOT NULL,
      price INTEGER NOT NULL CHECK (price >= 0), quantity INTEGER CHECK (quantity > 0),
      sold INTEGER NOT NULL DEFAULT 0 CHECK (sold >= 0), held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
      tax_rate INTEGER NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
      CHECK (quantity IS NULL OR sold + held <= quantity)) STRICT`,
    `CREATE INDEX add_ons_by_event ON add_ons (event_id, position)`,

    `CREATE TABLE devices (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, gate TEXT, event_id TEXT REFERENCES events (id), revoked_at TEXT,
      created_at TEXT NOT NULL) STRICT`,
    `CREATE TABLE sessions (
      id TEXT PRIMARY KEY, user_id TEXT REFERENCES users (id), device_id TEXT REFERENCES devices (id), client TEXT NOT NULL,
      created_at TEXT NOT NULL, expires_at TEXT NOT NULL, revoked_at TEXT,
      CHECK ((user_id IS NULL) <> (device_id IS NULL))) STRICT`,
    `CREATE INDEX sessions_by_user ON sessions (user_id)`,
    `CREATE INDEX sessions_by_end ON sessions (expires_at)`,

    `CREATE TABLE promo_codes (
      id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, percent INTEGER CHECK (percent BETWEEN 0 AND 10000),
      amount INTEGER CHECK (amount >= 0), currency TEXT NOT NULL, quota INTEGER CHECK (quota > 0),
      used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0), event_id TEXT REFERENCES events (id),
      valid_from TEXT, valid_until TEXT, active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)), created_at TEXT NOT NULL,
      CHECK ((percent IS NULL) <> (amount IS NULL)), CHECK (quota IS NULL OR used <= quota)) STRICT`,

    `CREATE TABLE customers (
      id TEXT PRIMARY KEY, name TEXT, email TEXT, phone TEXT, email_key TEXT UNIQUE, phone_key TEXT, created_at TEXT NOT NULL) STRICT`,
    `CREATE INDEX customers_by_phone ON customers (phone_key) WHERE phone_key IS NOT NULL`,

    `CREATE TABLE orders (
      id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, event_id TEXT NOT NULL REFERENCES events (id),
      customer_id TEXT REFERENCES customers (id), customer_name TEXT, customer_email TEXT, customer_phone TEXT,
      status TEXT NOT NULL CHECK (status IN ('pending', 'paid', 'partially_refunded', 'refunded', 'cancelled')),
      channel TEXT NOT NULL CHECK (channel IN ('counter', 'public', 'import')), currency TEXT NOT NULL,
      subtotal INTEGER NOT NULL CHECK (subtotal >= 0), discount INTEGER NOT NULL CHECK (discount BETWEEN 0 AND subtotal),
      total INTEGER NOT NULL CHECK (total = subtotal - discount), tax INTEGER NOT NULL CHECK (tax BETWEEN 0 AND total),
      paid INTEGER NOT NULL DEFAULT 0 CHECK (paid >= 0), refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded >= 0),
      promo_code_id TEXT REFERENCES promo_codes (id), promo_code TEXT, affiliate_code TEXT,
      hold_expires_at TEXT, placed_from TEXT, sold_by TEXT, receipt_number INTEGER UNIQUE, receipt TEXT,
      paid_at TEXT, created_at TEXT NOT NULL,
      CHECK (refunded <= paid), CHECK (paid <= total)) STRICT`,
    `CREATE INDEX orders_by_event ON orders (event_id, id DESC)`,
    `CREATE INDEX orders_by_status ON orders (status, id DESC)`,
    `CREATE INDEX orders_by_time ON orders (created_at)`,
    `CREATE INDEX orders_by_customer ON orders (customer_id, id DESC)`,
    `CREATE INDEX orders_by_hold ON orders (hold_expires_at) WHERE status = 'pending'`,
    `CREATE INDEX orders_by_origin ON orders (placed_from) WHERE status = 'pending'`,

    `CREATE TABLE order_add_ons (
      id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id), add_on_id TEXT NOT NULL REFERENCES add_ons (id),
      name TEXT NOT NULL, quantity INTEGER NOT NULL CHECK (quantity > 0), unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
      discount INTEGER NOT NULL DEFAULT 0 CHECK (discount BETWEEN 0 AND quantity * unit_price), tax_rate INTEGER NOT NULL, refunded_quantity INTEGER NOT NULL DEFAULT 0 CHECK (refunded_quantity BETWEEN 0 AND quantity)) STRICT`,
    `CREATE INDEX order_add_ons_by_order ON order_add_ons (order_id)`,
    `CREATE INDEX order_add_ons_by_add_on ON order_add_ons (add_on_id)`,

    `CREATE TABLE tickets (
      id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id), event_id TEXT NOT NULL REFERENCES events (id),
      tier_id TEXT NOT NULL REFERENCES tiers (id), tier_name TEXT NOT NULL, position INTEGER NOT NULL, holder_name TEXT, holder_email TEXT,
      qr_code TEXT NOT NULL, code_key TEXT NOT NULL UNIQUE, price INTEGER NOT NULL CHECK (price >= 0), discount INTEGER NOT NULL CHECK (discount BETWEEN 0 AND price),
      tax_rate INTEGER NOT NULL, status TEXT NOT NULL CHECK (status IN ('held', 'valid', 'refunded', 'cancelled')),
      created_at TEXT NOT NULL) STRICT`,
    `CREATE INDEX tickets_by_order ON tickets (order_id, position)`,
    `CREATE INDEX tickets_by_tier ON tickets (tier_id)`,
    `CREATE TABLE imported_tickets (
      event_id TEXT NOT NULL REFERENCES events (id), key TEXT NOT NULL, ticket_id TEXT NOT NULL REFERENCES tickets (id),
      PRIMARY KEY (event_id, key)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE retired_codes (code TEXT PRIMARY KEY, ticket_id TEXT NOT NULL REFERENCES tickets (id), retired_at TEXT NOT NULL) STRICT`,

    `CREATE TABLE payments (
      id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id), method TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount >= 0),
      tendered INTEGER, change INTEGER CHECK (change >= 0), reference TEXT, reason TEXT, taken_by TEXT, created_at TEXT NOT NULL,
      CHECK (tendered IS NULL OR tendered = amount + change)) STRICT`,
    `CREATE INDEX payments_by_order ON payments (order_id)`,
    `CREATE TABLE refunds (
      id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id), amount INTEGER NOT NULL CHECK (amount >= 0), method TEXT NOT NULL,
      reason TEXT, refunded_by TEXT, by_cancel INTEGER NOT NULL DEFAULT 0 CHECK (by_cancel IN (0, 1)), receipt_number INTEGER NOT NULL UNIQUE, receipt TEXT NOT NULL, stripe_refund_id TEXT,
      created_at TEXT NOT NULL) STRICT`,
    `CREATE INDEX refunds_by_order ON refunds (order_id)`,
    `CREATE TABLE refund_tickets (
      refund_id TEXT NOT NULL REFERENCES refunds (id), ticket_id TEXT NOT NULL UNIQUE REFERENCES tickets (id),
      PRIMARY KEY (refund_id, ticket_id)) STRICT`,

    `CREATE TABLE admissions (
      id TEXT PRIMARY KEY, ticket_id TEXT NOT NULL REFERENCES tickets (id), order_id TEXT NOT NULL, event_id TEXT NOT NULL,
      tier_id TEXT NOT NULL, gate TEXT, admitted_by TEXT, admitted_at TEXT NOT NULL, arrived_at TEXT NOT NULL, nonce TEXT,
      ended_at TEXT, ended_how TEXT CHECK (ended_how IN ('exit', 'undo')), ended_by TEXT, end_reason TEXT,
      CHECK ((ended_at IS NULL) = (ended_how IS NULL))) STRICT`,
    `CREATE UNIQUE INDEX admissions_open ON admissions (ticket_id) WHERE ended_at IS NULL`,
    `CREATE INDEX admissions_by_ticket ON admissions (ticket_id, admitted_at)`,
    `CREATE INDEX admissions_by_event ON admissions (event_id, admitted_at)`,

    `CREATE TABLE scans (
      id TEXT PRIMARY KEY, nonce TEXT UNIQUE, at TEXT NOT NULL, arrived_at TEXT NOT NULL, code TEXT NOT NULL, mode TEXT NOT NULL, result TEXT NOT NULL,
      event_id TEXT, ticket_id TEXT, admission_id TEXT, gate TEXT, scanned_by TEXT, answer TEXT NOT NULL, undone_at TEXT) STRICT`,
    `CREATE INDEX scans_by_event ON scans (event_id, id DESC)`,
    `CREATE INDEX scans_by_ticket ON scans (ticket_id, id DESC)`,
    `CREATE INDEX scans_by_scanner ON scans (scanned_by, id DESC)`,

    `CREATE TABLE order_words (word TEXT NOT NULL, order_id TEXT NOT NULL, PRIMARY KEY (word, order_id)) STRICT, WITHOUT ROWID`,
    `CREATE INDEX order_words_by_order ON order_words (order_id)`,
    `CREATE TABLE sequences (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT`,

    `CREATE TABLE idempotency (
      subject TEXT NOT NULL, route TEXT NOT NULL, key TEXT NOT NULL, body_hash TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
      created_at TEXT NOT NULL, PRIMARY KEY (subject, route, key)) STRICT`,
    `CREATE INDEX idempotency_by_age ON idempotency (created_at)`,

    `CREATE TABLE webhook_config (
      id TEXT PRIMARY KEY, url TEXT NOT NULL, events TEXT NOT NULL, enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
      allow_private_address INTEGER NOT NULL CHECK (allow_private_address IN (0, 1)), secret TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT`,
    `CREATE TABLE outbox (
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, event TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
      created_at TEXT NOT NULL) STRICT`,

    `CREATE TABLE audit (
      id TEXT PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT, actor_name TEXT, address TEXT, action TEXT NOT NULL, subject_id TEXT,
      before TEXT, after TEXT) STRICT`,
    `CREATE INDEX audit_by_subject ON audit (subject_id, id DESC)`,
    `CREATE INDEX audit_by_actor ON audit (actor_id, id DESC)`,
    `CREATE INDEX audit_by_action ON audit (action, id DESC)`,
    `CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END`,
    `CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END`,
  ],
};
