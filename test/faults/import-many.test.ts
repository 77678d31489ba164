import { expect, test } from 'vitest';
import type { Ledger } from '../../src/db/ledger.ts';
import { importOrders, type NumberedRow } from '../../src/usecases/import-orders.ts';
import { scanTicket } from '../../src/usecases/scan-ticket.ts';
import { buildEventIn, buildScan, callAt, sellIn } from '../support/build-in-ledger.ts';
import { openTestLedger } from '../support/ledger.ts';

const LONG = process.env['BOX_OFFICE_LONG'] === '1';
const ROWS = LONG ? 100_000 : 2_000;
const AT = Date.parse('2026-07-15T20:00:00.000Z');
const call = callAt(AT);

/** A file of presold orders of two tickets each, its rows made as they are read. */
async function* file(): AsyncGenerator<NumberedRow> {
  for (let row = 0; row < ROWS; row += 1)
    yield {
      line: row + 2,
      row: {
        orderNumber: `OLD-${row >> 1}`,
        customerName: `Guest ${row >> 1}`,
        customerEmail: `guest${row >> 1}@example.com`,
        qrCode: `PRE-${row}`,
        tierName: 'General',
        amount: '25.00',
      },
    };
}

const soldOf = async (ledger: Ledger, eventId: string): Promise<number> =>
  (await ledger.reads.selectFrom('events').select('sold').where('id', '=', eventId).executeTakeFirstOrThrow()).sold;

test(
  `an import of ${ROWS} rows goes in short slices while another event's scans go on unharmed; again it changes nothing`,
  async () => {
    const { ledger, close } = await openTestLedger();
    const { eventId } = await buildEventIn(ledger, call, {
      totalCapacity: ROWS,
      tiers: [{ name: 'General', price: 25, quantity: ROWS }],
    });
    const door = await buildEventIn(ledger, call, { title: 'Next door' });
    const codes = (await Promise.all(Array.from({ length: 40 }, () => sellIn(ledger, call, door)))).flat();
    const importing = importOrders(ledger, call, eventId, file(), false);
    let before = await soldOf(ledger, eventId);
    let longest = 0;
    for (const code of codes) {
      const { status } = await ledger.write((trx) => scanTicket(trx, call, buildScan(code)));
      expect(status).toBe(200);
      const now = await soldOf(ledger, eventId);
      longest = Math.max(longest, now - before);
      before = now;
    }
    // The scans were done long before the import was.
    expect(before).toBeLessThan(ROWS);
    expect(await importing).toMatchObject({ rows: ROWS, imported: ROWS, orders: ROWS / 2, skipped: 0, badCount: 0 });
    // Between a scan and the next no more than two slices of 20 rows were written: the scan waited for one, and joined another.
    expect(longest).toBeLessThanOrEqual(40);

    expect(await importOrders(ledger, call, eventId, file(), false)).toMatchObject({ imported: 0, skipped: ROWS });
    expect(await soldOf(ledger, eventId)).toBe(ROWS);
    await close();
  },
  LONG ? 1_800_000 : 240_000,
);
