import type { Kysely } from 'kysely';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  BEGIN,
  paidOrders,
  paymentsByMethod,
  refundedLines,
  refundsByMethod,
  refundsInPeriod,
  soldAddOns,
  soldTickets,
  type ReportFilter,
} from '../db/reports.ts';
import type { Tables } from '../db/tables.ts';
import { refundTaxLines } from '../domain/refund-tax.ts';
import { dayBounds, dayIn, type Instant } from '../shared/instant.ts';
import { taxWithin } from '../shared/money.ts';

type Db = Kysely<Tables>;

/** Sums that grow; money in minor units. */
interface Sums {
  orders: number;
  tickets: number;
  gross: number;
  refunded: number;
  discount: number;
  count: number;
  earnings: number;
  tax: number;
}

type Group = ReadonlyMap<string, Readonly<Sums>>;

export interface SalesFigures {
  readonly totals: Readonly<Sums> & { readonly refunds: number; readonly voids: number; readonly voided: number };
  readonly days: Group;
  /** By tier id; `names` says what it is called and of which event it is. */
  readonly tiers: Group;
  readonly addOns: Group;
  readonly methods: Group;
  readonly channels: Group;
  /** By rate in hundredths of a percent. */
  readonly taxes: Group;
  readonly refundedTaxes: Group;
  readonly promoCodes: Group;
  readonly affiliates: Group;
  readonly names: ReadonlyMap<string, { readonly name: string; readonly eventId: string }>;
}

/** Orders or refunds of a slice: a few milliseconds of reading, then whoever waits has a turn. */
const SLICE = 250;

class Tally extends Map<string, Sums> {
  add(key: string, more: Partial<Sums>): void {
    const sums = this.get(key) ?? nothing();
    for (const [name, value] of Object.entries(more) as [keyof Sums, number][]) sums[name] += value;
    this.set(key, sums);
  }
}

const nothing = (): Sums => ({
  orders: 0,
  tickets: 0,
  gross: 0,
  refunded: 0,
  discount: 0,
  count: 0,
  earnings: 0,
  tax: 0,
});

/** Days of a zone for moments that come in order: each day's bounds are reckoned once. */
function daysOf(zone: string): (at: Instant) => string {
  let day = '';
  let end = '';
  return (at) => {
    if (at >= end) {
      day = dayIn(at, zone);
      end = dayBounds(day, zone).to;
    }
    return day;
  };
}

/**
 * What was paid and paid back in a period. An order counts at the moment it was paid, a refund at its own, so that the days add up to the
 * money that moved. Read in slices along an index of the moment, yielding after each; taxes are rounded receipt by receipt, as printed.
 */
export async function salesFigures(db: Db, filter: ReportFilter, zone: string): Promise<SalesFigures> {
  const figures = {
    totals: { ...nothing(), refunds: 0, voids: 0, voided: 0 },
    days: new Tally(),
    tiers: new Tally(),
    addOns: new Tally(),
    methods: new Tally(),
    channels: new Tally(),
    taxes: new Tally(),
    refundedTaxes: new Tally(),
    promoCodes: new Tally(),
    affiliates: new Tally(),
    names: new Map<string, { name: string; eventId: string }>(),
  };
  await countSales(db, filter, zone, figures);
  await countRefunds(db, filter, zone, figures);
  return figures;
}

interface Figures extends SalesFigures {
  readonly totals: Sums & { refunds: number; voids: number; voided: number };
  readonly days: Tally;
  readonly tiers: Tally;
  readonly addOns: Tally;
  readonly methods: Tally;
  readonly channels: Tally;
  readonly taxes: Tally;
  readonly refundedTaxes: Tally;
  readonly promoCodes: Tally;
  readonly affiliates: Tally;
  readonly names: Map<string, { name: string; eventId: string }>;
}

async function countSales(db: Db, filter: ReportFilter, zone: string, figures: Figures): Promise<void> {
  const { totals } = figures;
  const dayOf = daysOf(zone);
  let after = BEGIN;
  for (;;) {
    const orders = await paidOrders(db, filter, after, SLICE);
    const last = orders.at(-1);
    if (last === undefined) return;
    const ids = orders.map(({ id }) => id);
    const tickets = await soldTickets(db, ids);
    const addOns = await soldAddOns(db, ids);
    const ticketsOf = new Tally();
    for (const line of tickets) {
      figures.names.set(line.tier_id, { name: line.tier_name, eventId: line.event_id });
      figures.tiers.add(line.tier_id, { tickets: line.count, gross: line.gross });
      ticketsOf.add(line.order_id, { tickets: line.count });
    }
    for (const line of addOns) {
      figures.names.set(line.add_on_id, { name: line.name, eventId: '' });
      figures.addOns.add(line.add_on_id, { count: line.count, gross: line.gross });
    }
    for (const order of orders) {
      const sale = { orders: 1, gross: order.total, tickets: ticketsOf.get(order.id)?.tickets ?? 0 };
      figures.days.add(dayOf(order.paid_at ?? ''), sale);
      figures.channels.add(order.channel, sale);
      if (order.promo_code !== null) figures.promoCodes.add(order.promo_code, { ...sale, discount: order.discount });
      if (order.affiliate_code !== null)
        figures.affiliates.add(order.affiliate_code, { ...sale, earnings: order.earnings ?? 0 });
      totals.orders += 1;
      totals.tickets += sale.tickets;
      totals.gross += order.total;
      totals.discount += order.discount;
    }
    const receipts = new Map<string, { rate: number; gross: number }>();
    for (const { order_id: order, tax_rate: rate, gross } of [...tickets, ...addOns]) {
      const key = `${order} ${rate}`;
      receipts.set(key, { rate, gross: (receipts.get(key)?.gross ?? 0) + gross });
    }
    for (const { rate, gross } of receipts.values())
      if (gross > 0) figures.taxes.add(String(rate), { gross, tax: taxWithin(gross, rate) });
    for (const { method, count, amount } of await paymentsByMethod(db, ids))
      figures.methods.add(method, { count, gross: amount });
    after = { at: last.paid_at ?? '', id: last.id };
    await nextTurn();
  }
}

async function countRefunds(db: Db, filter: ReportFilter, zone: string, figures: Figures): Promise<void> {
  const { totals } = figures;
  const dayOf = daysOf(zone);
  let after = BEGIN;
  for (;;) {
    const slice = await refundsInPeriod(db, filter, after, SLICE);
    const last = slice.at(-1);
    if (last === undefined) return;
    const refunds = slice.filter(({ counts }) => counts === 1);
    for (const refund of refunds) {
      figures.days.add(dayOf(refund.created_at), { refunded: refund.amount });
      totals.refunded += refund.amount;
      totals.refunds += 1;
      if (refund.is_void === 1) {
        totals.voids += 1;
        totals.voided += refund.amount;
      }
    }
    if (refunds.length > 0) {
      const ids = refunds.map(({ id }) => id);
      for (const { method, amount } of await refundsByMethod(db, ids))
        figures.methods.add(method, { refunded: amount });
      await taxRefunds(db, refunds, figures.refundedTaxes);
    }
    after = { at: last.created_at, id: last.id };
    await nextTurn();
  }
}

async function taxRefunds(
  db: Db,
  refunds: readonly { id: string; order_id: string; amount: number }[],
  taxes: Tally,
): Promise<void> {
  const { tickets, addOns } = await refundedLines(db, refunds);
  const ticketsOf = Map.groupBy(tickets, (ticket) => ticket.order_id);
  const addOnsOf = Map.groupBy(addOns, (line) => line.order_id);
  for (const refund of refunds) {
    const its = ticketsOf.get(refund.order_id) ?? [];
    const taxed = (line: { gross: number; tax_rate: number }) => ({ gross: line.gross, taxRate: line.tax_rate });
    const back = its.filter((ticket) => ticket.refund_id === refund.id);
    const rest = [...its.filter((ticket) => ticket.refund_id !== refund.id), ...(addOnsOf.get(refund.order_id) ?? [])];
    for (const { rate, gross, tax } of refundTaxLines(refund.amount, back.map(taxed), rest.map(taxed)))
      taxes.add(String(rate), { gross, tax });
  }
}
