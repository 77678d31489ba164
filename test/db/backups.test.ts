import Sqlite from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { HOUR } from '../../src/shared/instant.ts';
import { backUpIfDue } from '../../src/workers/backups.ts';
import { openTestLedger } from '../support/ledger.ts';

const NIGHT = Date.parse('2026-07-15T22:00:00.000Z');

test('a copy every six hours holds what was committed, and a fortnight of them is kept', async () => {
  const { ledger, close } = await openTestLedger();
  onTestFinished(close);
  await ledger.write(async (trx) => {
    await trx.insertInto('settings').values({ key: 'organization', value: '"The Pool"' }).execute();
  });
  const first = await backUpIfDue(ledger, NIGHT);
  expect(first && path.basename(first)).toBe('ledger-2026-07-15T22-00.db');
  expect(await backUpIfDue(ledger, NIGHT + 5 * HOUR)).toBeNull();
  const copy = new Sqlite(first ?? '', { readonly: true });
  expect(copy.prepare('SELECT value FROM settings').get()).toEqual({ value: '"The Pool"' });
  copy.close();
  for (let number = 1; number <= 60; number += 1) await backUpIfDue(ledger, NIGHT + number * 6 * HOUR);
  const kept = readdirSync(path.dirname(first ?? ''))
    .filter((file) => file.endsWith('.db'))
    .sort();
  expect(kept).toHaveLength(56);
  expect(kept.at(-1)).toBe('ledger-2026-07-30T22-00.db');
});
