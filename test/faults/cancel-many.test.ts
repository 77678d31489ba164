import { expect, test } from 'vitest';
import type { Ledger } from '../../src/db/ledger.ts';
import { beginCancel, cancelSlice } from '../../src/usecases/cancel-event.ts';
import { scanTicket } from '../../src/usecases/scan-ticket.ts';
import { createCancellations } from '../../src/workers/cancellations.ts';
import { buildEventIn, buildScan, callAt, sellIn, type EventInLedger } from '../support/build-in-ledger.ts';
import { openTestLedger } from '../support/ledger.ts';

const LONG = process.env['BOX_OFFICE_LONG'] === '1';
const ORDERS = LONG ? 50_000 : 600;
const AT = Date.parse('2026-07-15T20:00:00.000Z');
const call = callAt(AT);

/** An event of so many orders of one ticket, sold in groups as a rush would. */
async function soldOut(ledger: Ledger, orders: number): Promise<EventInLedger> {
  const event = await buildEventIn(ledger, call, {
    totalCapacity: orders,
    tiers: [{ name: 'General', price: 25, quantity: orders }],
  });
  for (let sold = 0; sold < orders; sold += 200) {
    await Promise.all(Array.from({ length: Math.min(200, orders - sold) }, () => sellIn(ledger, call, event)));
  }
  return event;
}

const refundsOf = async (ledger: Ledger): Promise<{ count: number; orders: number; amount: number }> =>
  ledger.reads
    .selectFrom('refunds')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.count<number>('order_id').distinct().as('orders'),
      eb.fn.coalesce(eb.fn.sum<number>('amount'), eb.lit(0)).as('amount'),
    ])
    .executeTakeFirstOrThrow();

test(
  `a cancellation of ${ORDERS} orders goes in short slices while another event's scans go on unharmed`,
  async () => {
    const { ledger, close } = await openTestLedger();
    const event = await soldOut(ledger, ORDERS);
    const other = await buildEventIn(ledger, call, { title: 'Next door' });
    const codes = (await Promise.all(Array.from({ length: 40 }, () => sellIn(ledger, call, other)))).flat();
    await ledger.write((trx) => beginCancel(trx, call, event.eventId, 'weather'));
    const cancelling = createCancellations(ledger, () => AT, null).finish(event.eventId);
    let before = await refundsOf(ledger);
    let longest = 0;
    for (const code of codes) {
      const { status } = await ledger.write((trx) => scanTicket(trx, call, buildScan(code)));
      expect(status).toBe(200);
      const now = await refundsOf(ledger);
      longest = Math.max(longest, now.count - before.count);
      before = now;
    }
    const done = await cancelling;
    expect(done).toMatchObject({ totalOrdersRefunded: ORDERS, totalRefundAmount: `${ORDERS * 25}.00` });
    expect(await refundsOf(ledger)).toEqual({ count: ORDERS, orders: ORDERS, amount: ORDERS * 2500 });
    // Between a scan and the next no more than two slices of 50 orders were written: the scan waited for one, and joined another.
    expect(longest).toBeLessThanOrEqual(100);
    await close();
  },
  LONG ? 900_000 : 60_000,
);

test('a crash between any two slices loses nothing and repeats nothing', async () => {
  const { ledger, close } = await openTestLedger();
  const event = await soldOut(ledger, 120);
  await ledger.write((trx) => beginCancel(trx, call, event.eventId, null));
  await ledger.write((trx) => cancelSlice(trx, call, event.eventId, ''));
  const partly = await refundsOf(ledger);
  expect(partly.count).toBeGreaterThan(0);
  expect(partly.count).toBeLessThan(120);
  const afterRestart = createCancellations(ledger, () => AT, null);
  await afterRestart.resume();
  expect(await refundsOf(ledger)).toEqual({ count: 120, orders: 120, amount: 300_000 });
  expect(await afterRestart.finish(event.eventId)).toMatchObject({
    totalOrdersRefunded: 120,
    totalRefundAmount: '3000.00',
  });
  await close();
});
