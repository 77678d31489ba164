import type { Migration } from './migration.ts';

/**
 * Devices at the door: one-use pairing codes, what an offline scanner must hear of (in the order of change, kept by triggers so that no
 * change can forget it), and late uploads that disagree with the ledger.
 */
export const door: Migration = {
  name: '0003-door',
  statements: [
    `CREATE TABLE pairing_codes (
      code_hash TEXT PRIMARY KEY, device_id TEXT NOT NULL REFERENCES devices (id), expires_at TEXT NOT NULL, used_at TEXT) STRICT`,
    `CREATE INDEX sessions_by_device ON sessions (device_id) WHERE device_id IS NOT NULL`,
    `CREATE INDEX pairing_codes_by_device ON pairing_codes (device_id)`,

    `CREATE TABLE ticket_changes (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, ticket_id TEXT NOT NULL UNIQUE, event_id TEXT NOT NULL) STRICT`,
    `CREATE INDEX ticket_changes_by_event ON ticket_changes (event_id, seq)`,
    `CREATE TRIGGER ticket_made AFTER INSERT ON tickets BEGIN
      INSERT OR REPLACE INTO ticket_changes (ticket_id, event_id) VALUES (NEW.id, NEW.event_id); END`,
    `CREATE TRIGGER ticket_changed AFTER UPDATE OF status, code_key ON tickets BEGIN
      INSERT OR REPLACE INTO ticket_changes (ticket_id, event_id) VALUES (NEW.id, NEW.event_id); END`,
    `CREATE TRIGGER ticket_admitted AFTER INSERT ON admissions BEGIN
      INSERT OR REPLACE INTO ticket_changes (ticket_id, event_id) VALUES (NEW.ticket_id, NEW.event_id); END`,
    `CREATE TRIGGER ticket_left AFTER UPDATE OF ended_at ON admissions BEGIN
      INSERT OR REPLACE INTO ticket_changes (ticket_id, event_id) VALUES (NEW.ticket_id, NEW.event_id); END`,
    `CREATE INDEX retired_codes_by_ticket ON retired_codes (ticket_id)`,

    `CREATE TABLE conflicts (
      scan_id TEXT PRIMARY KEY REFERENCES scans (id), event_id TEXT, admission_id TEXT, resolved_at TEXT, resolved_by TEXT, note TEXT) STRICT`,
    `CREATE INDEX conflicts_open ON conflicts (scan_id) WHERE resolved_at IS NULL`,
  ],
};
