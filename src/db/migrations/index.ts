import { ledger } from './0001-ledger.ts';

/** One step of the schema. Once released it never changes: a correction is a further step. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** Every step in order; `PRAGMA user_version` counts those that a ledger has taken. */
export const MIGRATIONS: readonly Migration[] = [ledger];
