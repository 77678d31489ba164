import type { Migration } from './migration.ts';

/** Customers that asked to be forgotten keep their row, empty, so that the ledger's sums and its foreign keys stay. */
export const privacy: Migration = {
  name: '0005-privacy',
  statements: [`ALTER TABLE customers ADD COLUMN erased_at TEXT`],
};
