import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Trx } from '../../src/db/ledger.ts';
import { recordAudit } from '../../src/usecases/record-audit.ts';
import { callAt } from '../support/build-in-ledger.ts';
import { buildClock } from '../support/clock.ts';
import { openTestLedger, type TestLedger } from '../support/ledger.ts';

let opened: TestLedger;
beforeEach(async () => {
  opened = await openTestLedger();
  await opened.ledger.write((trx) =>
    recordAudit(trx, callAt(buildClock().now()), 'order.refund', 'ord_1', { refunded: 0 }, { refunded: 500 }),
  );
});
afterEach(() => opened.close());

const rows = () => opened.ledger.reads.selectFrom('audit').selectAll().execute();

it.each<[string, (trx: Trx) => Promise<unknown>]>([
  ['changed', (trx: Trx) => trx.updateTable('audit').set({ actor_name: 'Somebody else' }).execute()],
  ['deleted', (trx: Trx) => trx.deleteFrom('audit').execute()],
  ['written over', (trx: Trx) => sql`INSERT OR REPLACE INTO audit SELECT * FROM audit`.execute(trx)],
])('what was audited cannot be %s', async (_how, work) => {
  const before = await rows();
  expect(before).toMatchObject([{ action: 'order.refund', subject_id: 'ord_1', actor_name: 'Olivia Owner' }]);
  await expect(opened.ledger.write((trx) => work(trx))).rejects.toThrow('the audit is append-only');
  expect(await rows()).toEqual(before);
});
