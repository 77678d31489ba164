import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { kyselyOver } from '../../src/db/kysely-driver.ts';
import { appendMessage, closeRanks, dueMessages, listDeliveries } from '../../src/db/webhooks.ts';
import type { Trx } from '../../src/db/write-door.ts';
import { DAY, toInstant } from '../../src/shared/instant.ts';
import { forgetOldDeliveries, recordAttempts, redeliver } from '../../src/usecases/webhook-deliveries.ts';
import { callAt } from '../support/build-in-ledger.ts';
import { openTestLedger, type TestLedger } from '../support/ledger.ts';

const NOW = Date.parse('2026-07-15T20:00:00Z');
const call = callAt(NOW);
const at = toInstant(NOW);

let opened: TestLedger;
let database: Sqlite.Database;
let db: Trx;

beforeEach(async () => {
  opened = await openTestLedger();
  database = new Sqlite(opened.ledger.file);
  db = kyselyOver(database) as unknown as Trx;
});
afterEach(async () => {
  vi.restoreAllMocks();
  database.close();
  await opened.close();
});

/** How SQLite would walk through each statement that the work runs. */
async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
  const prepare = vi.spyOn(database, 'prepare');
  await work();
  const statements = [...new Set(prepare.mock.calls.map(([sql]) => sql))];
  prepare.mockRestore();
  return statements.flatMap((sql) => {
    const nothing = Array<null>(sql.split('?').length - 1).fill(null);
    const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...nothing) as { detail: string }[];
    return steps.map(({ detail }) => detail);
  });
}

const attempt = {
  at,
  duration: 1,
  url: 'https://example.com/hook',
  requestHeaders: {},
  response: { status: 200, headers: {}, body: '', truncated: false },
  error: null,
  retryAfter: null,
};

const append = (id: string) => appendMessage(db, { id, event: 'order.created', subject: 'ord_1', body: '{}', at });

it.each<[string, () => Promise<unknown>]>([
  ['finding what is due', () => dueMessages(db, at, 16)],
  ['putting a message in line', () => append('whd_2')],
  ['closing the ranks', () => closeRanks(db, 'ord_1')],
  ['writing attempts down', () => recordAttempts(db, call, [{ message: { id: 'whd_1', failures: 0 }, attempt }])],
  ['sending again', () => redeliver(db, call, 'whd_1')],
  [
    'the deliveries of a subject',
    () => listDeliveries(db, { subject: 'ord_1', status: 'pending' }, { limit: 9, offset: 0 }),
  ],
  ['forgetting', () => forgetOldDeliveries(db, callAt(NOW + 60 * DAY), 20)],
])('%s looks up the outbox by an index, and never walks along it', async (_, work) => {
  await append('whd_1');
  // Prepared anew, and so seen.
  db = kyselyOver(database) as unknown as Trx;
  const plans = await plansOf(work);
  const walks = plans.filter((detail) => /\b(?:SCAN|SEARCH) (?:outbox|last|webhook_attempts)\b/.test(detail));
  expect(plans.length).toBeGreaterThan(0);
  expect(walks.filter((detail) => detail.startsWith('SCAN'))).toEqual([]);
  for (const detail of walks) expect(detail).toMatch(/USING (?:COVERING )?(?:INDEX|INTEGER PRIMARY KEY|PRIMARY KEY)/);
});

it('what is due comes from the index of those first in line, already sorted', async () => {
  const plans = await plansOf(() => dueMessages(db, at, 16));
  expect(plans).toEqual(['SEARCH outbox USING INDEX outbox_due (next_attempt_at<?)']);
});
