import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Trx } from '../../src/db/ledger.ts';
import { payOrder } from '../../src/usecases/pending-order.ts';
import { refundOrder } from '../../src/usecases/refund-order.ts';
import { scanTicket } from '../../src/usecases/scan-ticket.ts';
import { sellOrder } from '../../src/usecases/sell-order.ts';
import { buildEventIn, buildSale, buildScan, callAt } from '../support/build-in-ledger.ts';
import { buildClock } from '../support/clock.ts';
import { openTestLedger, type TestLedger } from '../support/ledger.ts';
import { brokenPromises } from '../support/promises.ts';

// The last line of defence: statements that no use case would make, each against a rule of the ledger itself.

let opened: TestLedger;
beforeAll(async () => {
  opened = await openTestLedger();
  const { ledger } = opened;
  const call = callAt(buildClock().now());
  const event = await buildEventIn(ledger, call, {
    totalCapacity: 10,
    tiers: [{ name: 'General', price: 25, quantity: 10 }],
    addOns: [{ name: 'Towel', price: 5, quantity: 5 }],
  });
  const addOns = [{ addOnId: event.addOnIds[0] ?? '', quantity: 2 }];
  await ledger.write(async (trx) => {
    const { orderId } = await sellOrder(trx, call, buildSale(event, { addOns }));
    await refundOrder(trx, call, orderId, { reason: null });
    await sellOrder(trx, call, buildSale(event, { addOns }));
    const held = await sellOrder(trx, call, buildSale(event, { hold: true }));
    await payOrder(trx, call, held.orderId, {
      payment: { method: 'cash', tendered: 30, reference: null, reason: null },
    });
    const { qr_code: code } = await trx
      .selectFrom('tickets')
      .select('qr_code')
      .where('status', '=', 'valid')
      .executeTakeFirstOrThrow();
    await scanTicket(trx, call, buildScan(code, { nonce: 'once' }));
  });
});
afterAll(() => opened.close());

const run = (text: string) => (trx: Trx) => sql.raw(text).execute(trx);

it.each([
  ['an end of a stay without how it ended', "UPDATE admissions SET ended_at = '2026-07-15T20:00:00.000Z'"],
  ['more places of a tier than it has', 'UPDATE tiers SET sold = quantity + 1'],
  ['held places beyond a tier', 'UPDATE tiers SET held = quantity'],
  ['fewer than no places', 'UPDATE tiers SET sold = -1'],
  ['more places of an event than it holds', 'UPDATE events SET sold = total_capacity + 1'],
  ['more of an add-on than there is', 'UPDATE add_ons SET sold = quantity + 1'],
  ['more refunded than paid', 'UPDATE orders SET refunded = paid + 1'],
  ['more paid than due', 'UPDATE orders SET paid = total + 1'],
  ['a total that is not the difference', 'UPDATE orders SET total = total + 1'],
  ['more tax than total', 'UPDATE orders SET tax = total + 1'],
  ['a discount beyond the price', 'UPDATE tickets SET discount = price + 1'],
  ['an add-on returned more often than bought', 'UPDATE order_add_ons SET refunded_quantity = quantity + 1'],
  ['change that does not add up', 'UPDATE payments SET change = change + 1 WHERE tendered IS NOT NULL'],
  ['a receipt number twice', 'UPDATE orders SET receipt_number = 1'],
  [
    'a ticket refunded twice',
    'INSERT INTO refund_tickets SELECT id, (SELECT ticket_id FROM refund_tickets) FROM refunds UNION ALL SELECT id, (SELECT ticket_id FROM refund_tickets) FROM refunds',
  ],
  ['a code on two tickets', "UPDATE tickets SET code_key = 'TWA0000000000'"],
  ['a status that is none', "UPDATE orders SET status = 'lost'"],
])('the ledger itself refuses %s', async (_what, statement) => {
  await expect(opened.ledger.write(run(statement))).rejects.toThrow(/^(CHECK|UNIQUE) constraint failed/);
});

it.each<[string, (trx: Trx) => Promise<unknown>]>([
  [
    'a second open stay of a ticket',
    async (trx) => {
      const stay = await trx.selectFrom('admissions').selectAll().executeTakeFirstOrThrow();
      return trx
        .insertInto('admissions')
        .values({ ...stay, id: 'adm_2' })
        .execute();
    },
  ],
  [
    'a nonce twice',
    async (trx) => {
      const scan = await trx.selectFrom('scans').selectAll().executeTakeFirstOrThrow();
      return trx
        .insertInto('scans')
        .values({ ...scan, id: 'scn_2' })
        .execute();
    },
  ],
])('the ledger itself refuses %s', async (_what, work) => {
  await expect(opened.ledger.write(work)).rejects.toThrow(/^UNIQUE constraint failed/);
});

it('a refused statement changed nothing', async () => {
  expect(await brokenPromises(opened.ledger.reads)).toEqual([]);
});

it.each([
  ['a ticket that was never paid for lets somebody in', "UPDATE tickets SET status = 'held' WHERE status = 'valid'"],
  ['money is refunded without a record', 'UPDATE orders SET refunded = refunded + 1 WHERE refunded = 0'],
  ['an order is paid without a payment', 'DELETE FROM payments WHERE refunded = 0'],
  ['a payment gave back what no refund says', 'UPDATE payments SET refunded = refunded + 1 WHERE refunded < amount'],
  ['an event has lost count', 'UPDATE events SET sold = sold + 1'],
  ['a tier has lost count', 'UPDATE tiers SET sold = sold + 1'],
  ['an add-on has lost count', 'UPDATE add_ons SET sold = sold + 1'],
  [
    'a receipt is missing',
    'UPDATE orders SET receipt_number = receipt_number + 1 WHERE receipt_number = (SELECT max(receipt_number) FROM orders)',
  ],
  ['an order counts as refunded that is not', "UPDATE orders SET status = 'refunded'"],
])('the promises notice when %s', async (_what, statement) => {
  const undone = opened.ledger.write(async (trx) => {
    await run(statement)(trx);
    expect(await brokenPromises(trx)).not.toEqual([]);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
});
