import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import type { Work } from './write-door.ts';

export type { Trx, Work } from './write-door.ts';

/** Reads what is on the disk, never what is still under way. */
export type Reads = Kysely<Tables>;

/** An open ledger, as the floors above see it: reads, and the one door for changes. */
export interface Ledger {
  readonly file: string;
  readonly reads: Reads;
  write<T>(work: Work<T>): Promise<T>;
  /** Calls `listener` after every commit; returns what ends that. */
  onCommit(listener: () => void): () => void;
  /** Moves the WAL's pages into the file, where nobody waits for it. Returns how many pages stay. */
  checkpoint(): number;
  /** Moves all of the WAL's pages into the file and empties it, so that what was erased is in neither. */
  emptyLog(): void;
  /** A consistent copy while the box office runs. */
  backup(destination: string): Promise<void>;
  /** True while reads answer. */
  healthy(): boolean;
  close(): Promise<void>;
}
