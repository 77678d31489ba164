import type { Migration } from './migration.ts';

/**
 * Mail that waits or went out. A row holds to whom and about what, not the letter: that is written from the ledger when it is sent, so that
 * it never carries a code that died meanwhile, and names are in one place to be forgotten.
 */
export const mail: Migration = {
  name: '0006-mail',
  statements: [
    `CREATE TABLE mails (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('tickets', 'tickets_again', 'refund', 'ticket_received', 'ticket_given', 'event_cancelled')),
      order_id TEXT NOT NULL REFERENCES orders (id), recipient TEXT NOT NULL, ticket_id TEXT REFERENCES tickets (id),
      refund_id TEXT REFERENCES refunds (id), from_holder TEXT, to_holder TEXT,
      status TEXT NOT NULL CHECK (status IN ('queued', 'sending', 'sent', 'failed')),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0), error TEXT,
      failures INTEGER NOT NULL DEFAULT 0 CHECK (failures BETWEEN 0 AND attempts), next_attempt_at TEXT NOT NULL, sent_at TEXT, created_at TEXT NOT NULL,
      CHECK ((status = 'sent') = (sent_at IS NOT NULL))) STRICT`,
    `CREATE INDEX mails_due ON mails (next_attempt_at) WHERE status = 'queued'`,
    `CREATE INDEX mails_under_way ON mails (id) WHERE status = 'sending'`,
    `CREATE INDEX mails_by_status ON mails (status, id DESC)`,
    `CREATE INDEX mails_by_order ON mails (order_id, id DESC)`,
  ],
};
