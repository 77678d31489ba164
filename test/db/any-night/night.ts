import { expect } from 'vitest';
import type { Trx } from '../../../src/db/ledger.ts';
import { BoxOfficeError } from '../../../src/shared/errors.ts';
import { MINUTE, toInstant } from '../../../src/shared/instant.ts';
import { beginCancel, cancelSlice, finishCancelIfDone } from '../../../src/usecases/cancel-event.ts';
import type { Actor, Call } from '../../../src/usecases/context.ts';
import { expireHolds, payOrder, releaseOrder } from '../../../src/usecases/pending-order.ts';
import { createPromoCode } from '../../../src/usecases/promo-codes.ts';
import { refundOrder, type RefundInput } from '../../../src/usecases/refund-order.ts';
import { scanTicket } from '../../../src/usecases/scan-ticket.ts';
import { sellOrder } from '../../../src/usecases/sell-order.ts';
import { transferTicket } from '../../../src/usecases/transfer-ticket.ts';
import { undoScan } from '../../../src/usecases/undo-scan.ts';
import { uploadScan } from '../../../src/usecases/upload-scan.ts';
import {
  buildEventIn,
  buildSale,
  buildScan,
  callAt,
  OWNER_ACTOR,
  PUBLIC_ACTOR,
  type EventInLedger,
} from '../../support/build-in-ledger.ts';
import { buildClock } from '../../support/clock.ts';
import { openTestLedger, type TestLedger } from '../../support/ledger.ts';
import { brokenPromises } from '../../support/promises.ts';
import { mayBuy, mayPass } from './oracle.ts';
import type { Step } from './steps.ts';

/** A box office with two small events, and what its people do there. */
export class Night {
  readonly #opened: TestLedger;
  readonly #clock = buildClock();
  #events: readonly EventInLedger[] = [];

  private constructor(opened: TestLedger) {
    this.#opened = opened;
  }

  static async begin(): Promise<Night> {
    const night = new Night(await openTestLedger());
    const { ledger } = night.#opened;
    const details = {
      totalCapacity: 12,
      tiers: [
        { name: 'General', price: '25.01', quantity: 8 },
        { name: 'VIP', price: 75, quantity: 8, reentry: false },
      ],
      addOns: [
        { name: 'Towel', price: '3.33', quantity: 5 },
        { name: 'Parking', price: 7 },
      ],
    };
    const call = night.#call();
    night.#events = [await buildEventIn(ledger, call, details), await buildEventIn(ledger, call, details)];
    await ledger.write((trx) => createPromoCode(trx, call, { code: 'TEN', percent: 33.33, quota: 4 }));
    return night;
  }

  end(): Promise<void> {
    return this.#opened.close();
  }

  broken(): Promise<string[]> {
    return brokenPromises(this.#opened.ledger.reads);
  }

  /** Does these at once; a refusal is an answer like any other, anything else is a defect. */
  async do(steps: readonly Step[]): Promise<void> {
    const results = await Promise.allSettled(steps.map((next) => this.#do(next)));
    for (const result of results)
      if (result.status === 'rejected' && !(result.reason instanceof BoxOfficeError)) throw result.reason as Error;
  }

  #call(actor: Actor = OWNER_ACTOR): Call {
    return callAt(this.#clock.now(), actor);
  }

  async #do(next: Step): Promise<unknown> {
    const { ledger } = this.#opened;
    const call = this.#call();
    switch (next.do) {
      case 'sell':
        return ledger.write((trx) => this.#sell(trx, call, next));
      case 'hold': {
        const actor = { ...PUBLIC_ACTOR, address: `192.0.2.${next.quantity}` };
        return ledger.write((trx) => sellOrder(trx, this.#call(actor), this.#sale(next)));
      }
      case 'pay':
        return this.#withOrder(next.order, (trx, id) => payOrder(trx, call, id, { payment: payment(next.method) }));
      case 'release':
        return this.#withOrder(next.order, (trx, id) => releaseOrder(trx, call, id));
      case 'refund':
        return this.#withOrder(next.order, async (trx, id) =>
          refundOrder(trx, call, id, await refundOf(trx, id, next)),
        );
      case 'transfer':
        return this.#withCode(next.ticket, (trx, qrCode) =>
          transferTicket(trx, call, { qrCode, newHolderName: 'Nora New', newHolderEmail: null }),
        );
      case 'scan':
        return this.#withCode(next.ticket, async (trx, qrCode) => {
          const may = await mayPass(trx, qrCode, next.mode);
          const nonce = next.nonce === null ? null : `nonce-${next.nonce}`;
          const scan = buildScan(qrCode, { mode: next.mode, party: next.party, nonce });
          const { status } = await scanTicket(trx, call, scan);
          if (nonce === null && !next.party) expect(status === 200).toBe(may);
        });
      case 'upload':
        return this.#withCode(next.ticket, (trx, qrCode) => {
          const scannedAt = toInstant(this.#clock.now() - next.minutesAgo * MINUTE);
          return uploadScan(trx, call, {
            nonce: `nonce-${next.nonce}`,
            qrCode,
            gate: null,
            mode: next.mode,
            scannedAt,
          });
        });
      case 'undo':
        return this.#withCode(next.ticket, (trx, qrCode) => undoScan(trx, call, { qrCode, reason: 'A mistake' }));
      case 'pass':
        this.#clock.pass(next.minutes * MINUTE);
        return ledger.write((trx) => expireHolds(trx, this.#call(), 20));
      case 'cancel':
        return this.#cancel(this.#events[next.event]!.eventId);
    }
  }

  /** Sells if there is room, and only then; a promo code may be used up, which is another matter. */
  async #sell(trx: Trx, call: Call, next: Extract<Step, { do: 'sell' }>): Promise<void> {
    const sale = this.#sale(next);
    const may = await mayBuy(trx, sale);
    try {
      await sellOrder(trx, call, sale);
      expect(may).toBe(true);
    } catch (refusal) {
      if (refusal instanceof BoxOfficeError && !next.promo) expect(may).toBe(false);
      throw refusal;
    }
  }

  #sale(next: Extract<Step, { do: 'sell' | 'hold' }>) {
    const event = this.#events[next.event]!;
    return buildSale(event, {
      items: [{ tierId: event.tierIds[next.tier]!, quantity: next.quantity }],
      addOns: next.addOn === null ? [] : [{ addOnId: event.addOnIds[next.addOn]!, quantity: next.quantity }],
      customerName: 'Pat Public',
      promoCode: next.promo ? 'TEN' : null,
      payment: payment(next.do === 'sell' ? next.method : 'cash'),
    });
  }

  async #cancel(eventId: string): Promise<void> {
    const { ledger } = this.#opened;
    await ledger.write((trx) => beginCancel(trx, this.#call(), eventId, 'Thunderstorm'));
    let last: string | null = '';
    while (last !== null) {
      const after: string = last;
      last = await ledger.write((trx) => cancelSlice(trx, this.#call(), eventId, after));
    }
    await ledger.write((trx) => finishCancelIfDone(trx, this.#call(), eventId));
    const left = await ledger.reads.selectFrom('events').select(['sold', 'held']).where('id', '=', eventId).execute();
    expect(left).toEqual([{ sold: 0, held: 0 }]);
  }

  #withOrder<T>(pick: number, work: (trx: Trx, id: string) => Promise<T>): Promise<T | null> {
    return this.#opened.ledger.write(async (trx) => {
      const orders = await trx.selectFrom('orders').select('id').orderBy('id').execute();
      const order = orders[pick % Math.max(orders.length, 1)];
      return order ? work(trx, order.id) : null;
    });
  }

  /** A code that was sold once: on a ticket today, or retired by a transfer. */
  #withCode<T>(pick: number, work: (trx: Trx, code: string) => Promise<T>): Promise<T | null> {
    return this.#opened.ledger.write(async (trx) => {
      const codes = await trx
        .selectFrom('tickets')
        .select(['id', 'qr_code as code'])
        .unionAll(trx.selectFrom('retired_codes').select(['ticket_id as id', 'code']))
        .orderBy('id')
        .execute();
      const found = codes[pick % Math.max(codes.length, 1)];
      return found ? work(trx, found.code) : null;
    });
  }
}

const payment = (how: string) => ({
  method: how as 'cash',
  reference: null,
  reason: how === 'comp' ? 'A friend' : null,
});

async function refundOf(trx: Trx, orderId: string, next: Extract<Step, { do: 'refund' }>): Promise<RefundInput> {
  const reason = 'Rain';
  if (next.kind === 'cents') return { reason, amount: next.cents / 100 };
  if (next.kind === 'ticket') {
    const tickets = await trx
      .selectFrom('tickets')
      .select('id')
      .where('order_id', '=', orderId)
      .orderBy('position')
      .execute();
    return { reason, ticketIds: [tickets[next.pick % tickets.length]!.id] };
  }
  if (next.kind === 'everything') return { reason };
  const lines = await trx.selectFrom('order_add_ons').select('add_on_id').where('order_id', '=', orderId).execute();
  return { reason, addOns: lines.map((line) => ({ id: line.add_on_id, quantity: 1 })) };
}
