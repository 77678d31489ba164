import type { Migration } from './migration.ts';

/**
 * The outbox knows how far each message is. Of a subject's waiting messages the earliest stands first in line, and only one does: a
 * unique index, as for admissions. A body lies in one row alone and `subject` names the order it tells of, so that whoever erases an
 * order finds all of it; what was answered lies with the attempts, which go with their message.
 */
export const webhooks: Migration = {
  name: '0002-webhooks',
  statements: [
    `ALTER TABLE webhook_config ADD COLUMN previous_secret TEXT`,
    `ALTER TABLE webhook_config ADD COLUMN previous_secret_until TEXT`,
    `ALTER TABLE webhook_config ADD COLUMN gone_at TEXT`,

    `ALTER TABLE outbox RENAME TO outbox_without_state`,
    `CREATE TABLE outbox (
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, event TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
      first_in_line INTEGER NOT NULL CHECK (first_in_line IN (0, 1)),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0), failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
      next_attempt_at TEXT, finished_at TEXT, created_at TEXT NOT NULL,
      CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL)), CHECK ((status = 'pending') = (finished_at IS NULL)),
      CHECK (status = 'pending' OR first_in_line = 0)) STRICT`,
    `INSERT INTO outbox (seq, id, event, subject, body, status, first_in_line, next_attempt_at, created_at)
      SELECT seq, id, event, subject, body, 'pending',
        CASE WHEN seq = (SELECT min(seq) FROM outbox_without_state earlier WHERE earlier.subject = message.subject) THEN 1 ELSE 0 END,
        created_at, created_at
      FROM outbox_without_state message`,
    `DROP TABLE outbox_without_state`,
    `CREATE UNIQUE INDEX outbox_first_in_line ON outbox (subject) WHERE first_in_line = 1`,
    `CREATE INDEX outbox_due ON outbox (next_attempt_at, seq) WHERE first_in_line = 1`,
    `CREATE INDEX outbox_by_subject ON outbox (subject, seq)`,
    `CREATE INDEX outbox_by_status ON outbox (status, seq)`,
    `CREATE INDEX outbox_by_event ON outbox (event, seq)`,
    `CREATE INDEX outbox_by_end ON outbox (finished_at) WHERE finished_at IS NOT NULL`,

    `CREATE TABLE webhook_attempts (
      message_id TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, number INTEGER NOT NULL CHECK (number > 0),
      at TEXT NOT NULL, duration INTEGER NOT NULL CHECK (duration >= 0), url TEXT NOT NULL, request_headers TEXT NOT NULL,
      status INTEGER, response_headers TEXT, response_body TEXT, truncated INTEGER NOT NULL CHECK (truncated IN (0, 1)), error TEXT,
      PRIMARY KEY (message_id, number)) STRICT`,
  ],
};
