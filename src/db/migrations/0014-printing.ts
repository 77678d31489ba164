import type { Migration } from './migration.ts';

/**
 * Receipt printers and what they were asked to print. A job keeps what it is about, not the paper: that is written from the ledger when it
 * is printed. Jobs outlive their printer, as the copies of a receipt are counted by them.
 */
export const printing: Migration = {
  name: '0014-printing',
  statements: [
    `CREATE TABLE printers (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
      transport TEXT NOT NULL CHECK (transport IN ('network', 'queue')),
      host TEXT, port INTEGER CHECK (port BETWEEN 1 AND 65535), queue TEXT,
      columns INTEGER NOT NULL CHECK (columns IN (32, 42, 48)), profile TEXT NOT NULL,
      cutter INTEGER NOT NULL CHECK (cutter IN (0, 1)), native_qr INTEGER NOT NULL CHECK (native_qr IN (0, 1)),
      drawer INTEGER NOT NULL CHECK (drawer IN (0, 1)),
      auto_print TEXT NOT NULL CHECK (auto_print IN ('nothing', 'receipt', 'tickets', 'both')), created_at TEXT NOT NULL,
      CHECK ((transport = 'network') = (host IS NOT NULL AND port IS NOT NULL)),
      CHECK ((transport = 'queue') = (queue IS NOT NULL))) STRICT`,
    `CREATE TABLE print_jobs (
      id TEXT PRIMARY KEY, printer_id TEXT REFERENCES printers (id) ON DELETE SET NULL, printer_name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('order', 'document', 'test', 'drawer')), title TEXT NOT NULL,
      order_id TEXT REFERENCES orders (id), what TEXT CHECK (what IN ('receipt', 'tickets', 'both')),
      refund_id TEXT REFERENCES refunds (id),
      receipt_copy INTEGER NOT NULL DEFAULT 0 CHECK (receipt_copy >= 0),
      ticket_copy INTEGER NOT NULL DEFAULT 0 CHECK (ticket_copy >= 0),
      document TEXT, retry_of TEXT REFERENCES print_jobs (id),
      status TEXT NOT NULL CHECK (status IN ('queued', 'sending', 'printed', 'failed', 'unknown')),
      problem TEXT, message TEXT, created_at TEXT NOT NULL, finished_at TEXT,
      CHECK ((kind = 'order') = (order_id IS NOT NULL AND what IS NOT NULL)),
      CHECK ((kind = 'document') = (document IS NOT NULL)),
      CHECK ((status IN ('queued', 'sending')) = (finished_at IS NULL))) STRICT`,
    `CREATE INDEX print_jobs_open ON print_jobs (printer_id, id) WHERE status IN ('queued', 'sending')`,
    `CREATE INDEX print_jobs_by_order ON print_jobs (order_id, id DESC) WHERE order_id IS NOT NULL`,
    `CREATE INDEX print_jobs_by_printer ON print_jobs (printer_id, id DESC)`,
    `CREATE INDEX print_jobs_by_status ON print_jobs (status, id DESC)`,
  ],
};
