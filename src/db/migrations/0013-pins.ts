import type { Migration } from './migration.ts';

/** PINs for a shared till, and which login handed it over to which: the chain of who stood there. */
export const pins: Migration = {
  name: '0013-pins',
  statements: [
    `ALTER TABLE users ADD COLUMN pin_hash TEXT`,
    `ALTER TABLE sessions ADD COLUMN switched_from TEXT REFERENCES sessions (id)`,
  ],
};
