import type { Ledger } from '../../db/ledger.ts';
import type { Milliseconds } from '../../shared/instant.ts';

/** Fills an empty ledger with a year of a venue's life. */
export async function fillDemo(_ledger: Ledger, _now: Milliseconds): Promise<void> {}
