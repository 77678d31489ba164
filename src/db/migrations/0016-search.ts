import type { Migration } from './migration.ts';

/** How many customers were erased is told by an index, so that counting the others reads no row. */
export const search: Migration = {
  name: '0016-search',
  statements: [`CREATE INDEX customers_erased ON customers (erased_at) WHERE erased_at IS NOT NULL`],
};
