import type { Migration } from './migration.ts';

/**
 * What an order's time line tells of a transfer: who had the ticket and who got it (the audit, which cannot forget, holds no names), and
 * the scans of a code that it killed, which name no ticket any more.
 */
export const history: Migration = {
  name: '0018-history',
  statements: [
    `ALTER TABLE retired_codes ADD COLUMN from_holder TEXT`,
    `ALTER TABLE retired_codes ADD COLUMN to_holder TEXT`,
    `CREATE INDEX scans_of_no_ticket ON scans (code, id DESC) WHERE ticket_id IS NULL`,
  ],
};
