import type { Migration } from './migration.ts';

/** When a session called last, to the minute: whether a scanner is on line. */
export const sightings: Migration = {
  name: '0015-sightings',
  statements: [`ALTER TABLE sessions ADD COLUMN last_used_at TEXT`],
};
