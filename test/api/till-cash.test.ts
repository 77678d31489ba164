import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Trx } from '../../src/db/ledger.ts';
import { findTillSession } from '../../src/db/tills.ts';
import type { TillFigures } from '../../src/domain/till-figures.ts';
import { BoxOfficeError } from '../../src/shared/errors.ts';
import { fromInstant } from '../../src/shared/instant.ts';
import { refundOrder } from '../../src/usecases/refund-order.ts';
import { sellOrder } from '../../src/usecases/sell-order.ts';
import { closeTill, moveCash, openTill } from '../../src/usecases/till-session.ts';
import { createTill } from '../../src/usecases/tills.ts';
import { figuresOf } from '../../src/usecases/till-report.ts';
import { voidOrder } from '../../src/usecases/void-order.ts';
import { buildEventIn, buildSale, callAt, OWNER_ACTOR } from '../support/build-in-ledger.ts';
import { AN_EVENING } from '../support/clock.ts';
import { openTestLedger } from '../support/ledger.ts';
import { brokenPromises } from '../support/promises.ts';

/** Two people, each at a till of their own. */
type Deed =
  | { do: 'sell'; who: 0 | 1; quantity: number; how: 'cash' | 'card' | 'comp'; over: number }
  | { do: 'split'; who: 0 | 1; quantity: number; card: number; over: number }
  | { do: 'refund'; who: 0 | 1; order: number; cents: number | null }
  | { do: 'void'; who: 0 | 1; order: number }
  | { do: 'move'; who: 0 | 1; kind: 'in' | 'out'; cents: number }
  | { do: 'reopen'; who: 0 | 1; counted: number };

const who = fc.constantFrom<0 | 1>(0, 1);
const quantity = fc.integer({ min: 1, max: 4 });
const cents = fc.integer({ min: 1, max: 9_000 });
const over = fc.nat({ max: 5_000 });
const order = fc.nat({ max: 12 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ do: fc.constant('sell' as const), who, quantity, how: fc.constantFrom('cash', 'card', 'comp'), over }),
  fc.record({ do: fc.constant('split' as const), who, quantity, card: cents, over }),
  fc.record({ do: fc.constant('refund' as const), who, order, cents: fc.option(cents) }),
  fc.record({ do: fc.constant('void' as const), who, order }),
  fc.record({ do: fc.constant('move' as const), who, kind: fc.constantFrom('in' as const, 'out' as const), cents }),
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const), who, counted: cents }) },
);

const PRICE = 2_500;
const FLOAT = 10_000;
const calls = ['usr_ann', 'usr_bob'].map((id) =>
  callAt(fromInstant(AN_EVENING), { ...OWNER_ACTOR, id, role: 'staff' }),
);

/** Does one deed and keeps, by hand, what must be in the drawers. */
async function act(trx: Trx, ids: { event: Awaited<ReturnType<typeof buildEventIn>>; tills: string[] }, one: Deed) {
  const call = calls[one.who]!;
  const pick = async (number: number): Promise<string> => {
    const orders = await trx.selectFrom('orders').select('id').orderBy('id').execute();
    return orders[number % Math.max(orders.length, 1)]?.id ?? 'ord_none';
  };
  const items = 'quantity' in one ? [{ tierId: ids.event.tierIds[0]!, quantity: one.quantity }] : [];
  switch (one.do) {
    case 'sell': {
      const tendered = one.how === 'cash' ? (PRICE * one.quantity + one.over) / 100 : null;
      const payment = { method: one.how, tendered, reference: null, reason: one.how === 'comp' ? 'A friend' : null };
      await sellOrder(trx, call, buildSale(ids.event, { items, payment }));
      return one.how === 'cash' ? PRICE * one.quantity : 0;
    }
    case 'split': {
      const cash = PRICE * one.quantity - one.card;
      if (cash <= 0) return 0;
      const sale = buildSale(ids.event, { items });
      await sellOrder(trx, call, {
        ...sale,
        payment: undefined,
        payments: [
          { method: 'card', amount: one.card / 100, reference: null },
          { method: 'cash', amount: cash / 100, tendered: (cash + one.over) / 100, reference: null },
        ],
      });
      return cash;
    }
    case 'refund':
    case 'void': {
      const id = await pick(one.order);
      const done =
        one.do === 'void'
          ? await voidOrder(trx, call, id, 'A mistake')
          : await refundOrder(trx, call, id, {
              reason: null,
              ...(one.cents === null ? {} : { amount: one.cents / 100 }),
            });
      if ('waiting' in done) throw new Error('Nothing here was paid through Stripe');
      const parts = await trx
        .selectFrom('refund_payments')
        .select('amount')
        .where('refund_id', '=', done.refundId)
        .where('method', '=', 'cash')
        .execute();
      return -parts.reduce((sum, { amount }) => sum + amount, 0);
    }
    case 'move': {
      const session = await openOf(trx, one.who);
      await moveCash(trx, call, session, { kind: one.kind, amount: one.cents / 100, reason: 'Change' });
      return one.kind === 'in' ? one.cents : -one.cents;
    }
    case 'reopen':
      return 0;
  }
}

const openOf = async (trx: Trx, person: 0 | 1): Promise<string> =>
  (
    await trx
      .selectFrom('till_sessions')
      .select('id')
      .where('opened_by', '=', calls[person]!.actor.id!)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow()
  ).id;

test('whatever happens, a drawer should hold what came in less what went out, and all Z reports are the ledger', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), async (deeds) => {
      const opened = await openTestLedger();
      const { ledger } = opened;
      try {
        const [ann, bob] = [calls[0]!, calls[1]!];
        const event = await buildEventIn(ledger, callAt(fromInstant(AN_EVENING)));
        const tills = await ledger.write(async (trx) => [
          await createTill(trx, ann, 'One'),
          await createTill(trx, ann, 'Two'),
        ]);
        const open = (person: 0 | 1) =>
          ledger.write((trx) => openTill(trx, [ann, bob][person]!, { tillId: tills[person]!, float: FLOAT / 100 }));
        await open(0);
        await open(1);
        const drawers = [FLOAT, FLOAT];
        const check = (trx: Trx, person: 0 | 1, counted: number) =>
          openOf(trx, person).then(async (id) => {
            const { cash } = await figuresOf(trx, (await findTillSession(trx, id))!);
            expect(cash.expected).toBe(drawers[person]);
            expect(cash.expected).toBe(
              cash.float + cash.tendered - cash.change - cash.refunded - cash.voided + cash.paidIn - cash.paidOut,
            );
            await closeTill(trx, calls[person]!, id, { counted: counted / 100, note: null });
          });
        for (const one of deeds) {
          if (one.do === 'reopen') {
            await ledger.write((trx) => check(trx, one.who, one.counted));
            drawers[one.who] = FLOAT;
            await open(one.who);
            continue;
          }
          try {
            drawers[one.who]! += await ledger.write((trx) => act(trx, { event, tills }, one));
          } catch (refusal) {
            if (!(refusal instanceof BoxOfficeError)) throw refusal;
          }
        }
        await ledger.write((trx) => check(trx, 0, 1));
        await ledger.write((trx) => check(trx, 1, 1));

        const shifts = await ledger.reads.selectFrom('till_sessions').select(['report', 'z_number']).execute();
        expect(shifts.map(({ z_number: number }) => number).sort((a, b) => a! - b!)).toEqual(
          shifts.map((_, index) => index + 1),
        );
        const reports = shifts.map(({ report }) => JSON.parse(report!) as TillFigures);
        const sum = (of: (figures: TillFigures) => number): number =>
          reports.reduce((all, report) => all + of(report), 0);
        const { gross, refunded } = await ledger.reads
          .selectFrom('orders')
          .select((eb) => [
            eb.fn.coalesce(eb.fn.sum<number>('total'), eb.lit(0)).as('gross'),
            eb.fn.coalesce(eb.fn.sum<number>('refunded'), eb.lit(0)).as('refunded'),
          ])
          .executeTakeFirstOrThrow();
        expect(sum(({ sales }) => sales.gross)).toBe(gross);
        expect(sum(({ refunds, voids }) => refunds.amount + voids.amount)).toBe(refunded);
        expect(sum(({ methods }) => methods.reduce((all, { net }) => all + net, 0))).toBe(gross - refunded);
        expect(await brokenPromises(ledger.reads)).toEqual([]);
      } finally {
        await opened.close();
      }
    }),
    { numRuns: 10 },
  );
}, 120_000);
