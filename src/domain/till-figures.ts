import { add, minus, shareOut, taxWithin } from '../shared/money.ts';

/** A payment or refund flow: one method, one person. Minor units. */
interface Flow {
  readonly method: string;
  readonly by: string | null;
  readonly amount: number;
}

export interface TillFacts {
  readonly float: number;
  readonly taken: readonly (Flow & { readonly count: number; readonly tendered: number; readonly change: number })[];
  readonly paidBack: readonly (Flow & { readonly is_void: number })[];
  readonly orders: readonly TillOrder[];
  readonly refunds: readonly TillRefund[];
  readonly movements: readonly { readonly kind: 'in' | 'out'; readonly amount: number }[];
  /** What was paid for the lines of the orders sold or refunded here, by order and rate (hundredths of a percent). */
  readonly lines: readonly TaxedLine[];
}

interface TillOrder {
  readonly id: string;
  readonly subtotal: number;
  readonly discount: number;
  readonly total: number;
  readonly receipt_number: number | null;
  readonly receipt: string | null;
  readonly sold_by: string | null;
  /** How it was paid; one of several methods. */
  readonly method: string | null;
}

interface TillRefund {
  readonly order_id: string;
  readonly amount: number;
  readonly is_void: number;
  readonly receipt_number: number;
  readonly receipt: string;
  readonly refunded_by: string | null;
}

interface TaxedLine {
  readonly order_id: string;
  readonly tax_rate: number;
  readonly tickets: number;
  readonly gross: number;
}

export interface TaxLine {
  readonly rate: number;
  readonly gross: number;
  readonly tax: number;
}

/** The figures of an X or Z report in minor units. */
export interface TillFigures {
  readonly sales: { orders: number; tickets: number; gross: number; discounts: number };
  readonly comps: { orders: number; tickets: number; value: number };
  readonly refunds: { count: number; amount: number };
  readonly voids: { count: number; amount: number };
  readonly methods: readonly {
    method: string;
    payments: number;
    taken: number;
    refunded: number;
    voided: number;
    net: number;
  }[];
  readonly cash: {
    float: number;
    tendered: number;
    change: number;
    taken: number;
    refunded: number;
    voided: number;
    paidIn: number;
    paidOut: number;
    expected: number;
  };
  /** Of the sales that stand, and of what was refunded (its order's rates in proportion). */
  readonly taxLines: readonly TaxLine[];
  readonly refundedTaxLines: readonly TaxLine[];
  /** Numbers are drawn over all tills: between the first and the last others may have drawn some. */
  readonly receipts: { count: number; first: string | null; last: string | null };
  readonly people: readonly { userId: string | null; orders: number; taken: number; refunded: number }[];
}

const sumOf = <T>(rows: readonly T[], amount: (row: T) => number): number => add(...rows.map(amount));

/**
 * What happened in a shift. The expected cash is float + cash taken (what was tendered less the change) − cash paid back ± movements.
 * A void counts as a sale and as a void, so that both can be seen; the tax is of the sales that stand.
 */
export function tillFigures(facts: TillFacts): TillFigures {
  const { taken, paidBack, orders, refunds, movements, lines } = facts;
  const voids = refunds.filter((refund) => refund.is_void === 1);
  const refunded = refunds.filter((refund) => refund.is_void === 0);
  const voidedOrders = new Set(voids.map((refund) => refund.order_id));
  const standing = new Set(orders.map(({ id }) => id).filter((id) => !voidedOrders.has(id)));
  const ofOrder = Map.groupBy(lines, (line) => line.order_id);
  const ticketsOf = (some: readonly TillOrder[]): number =>
    sumOf(some, ({ id }) => sumOf(ofOrder.get(id) ?? [], (line) => line.tickets));
  const comps = orders.filter(({ method }) => method === 'comp');
  const names = [...new Set([...taken, ...paidBack].map(({ method }) => method))].sort();
  const methods = names.map((method) => {
    const mine = taken.filter((flow) => flow.method === method);
    const back = (isVoid: 0 | 1): number =>
      sumOf(
        paidBack.filter((flow) => flow.method === method && flow.is_void === isVoid),
        (flow) => flow.amount,
      );
    const total = sumOf(mine, (flow) => flow.amount);
    return {
      method,
      payments: sumOf(mine, (flow) => flow.count),
      taken: total,
      refunded: back(0),
      voided: back(1),
      net: minus(minus(total, back(0)), back(1)),
    };
  });
  const cash = methods.find(({ method }) => method === 'cash');
  const moved = (kind: 'in' | 'out'): number =>
    sumOf(
      movements.filter((movement) => movement.kind === kind),
      (movement) => movement.amount,
    );
  const receipts = [
    ...orders.flatMap(({ receipt_number: number, receipt: text }) =>
      number === null || text === null ? [] : [{ number, text }],
    ),
    ...refunds.map(({ receipt_number: number, receipt: text }) => ({ number, text })),
  ].sort((a, b) => a.number - b.number);
  const people = [...new Set([...taken.map(({ by }) => by), ...paidBack.map(({ by }) => by)])];

  return {
    sales: {
      orders: orders.length,
      tickets: ticketsOf(orders),
      gross: sumOf(orders, ({ total }) => total),
      discounts: sumOf(
        orders.filter(({ method }) => method !== 'comp'),
        ({ discount }) => discount,
      ),
    },
    comps: { orders: comps.length, tickets: ticketsOf(comps), value: sumOf(comps, ({ subtotal }) => subtotal) },
    refunds: { count: refunded.length, amount: sumOf(refunded, ({ amount }) => amount) },
    voids: { count: voids.length, amount: sumOf(voids, ({ amount }) => amount) },
    methods,
    cash: {
      float: facts.float,
      tendered: sumOf(
        taken.filter(({ method }) => method === 'cash'),
        (flow) => flow.tendered,
      ),
      change: sumOf(taken, (flow) => flow.change),
      taken: cash?.taken ?? 0,
      refunded: cash?.refunded ?? 0,
      voided: cash?.voided ?? 0,
      paidIn: moved('in'),
      paidOut: moved('out'),
      expected: facts.float + (cash?.net ?? 0) + moved('in') - moved('out'),
    },
    taxLines: taxLines(lines.filter(({ order_id: id }) => standing.has(id))),
    refundedTaxLines: taxLines(
      refunded.flatMap((refund) => {
        const its = ofOrder.get(refund.order_id) ?? [];
        const parts = shareOut(
          refund.amount,
          its.map(({ gross }) => gross),
        );
        return its.map((line, index) => ({ ...line, gross: parts[index] ?? 0 }));
      }),
    ),
    receipts: { count: receipts.length, first: receipts[0]?.text ?? null, last: receipts.at(-1)?.text ?? null },
    people: people.map((userId) => ({
      userId,
      orders: orders.filter((order) => order.sold_by === userId).length,
      taken: sumOf(
        taken.filter(({ by }) => by === userId),
        (flow) => flow.amount,
      ),
      refunded: sumOf(
        paidBack.filter(({ by }) => by === userId),
        (flow) => flow.amount,
      ),
    })),
  };
}

/** Taxed an order and rate at a time, as on their receipts, so that the lines are the sum of the receipts. */
function taxLines(lines: readonly TaxedLine[]): TaxLine[] {
  const ofReceipts = Map.groupBy(lines, (line) => `${line.order_id} ${line.tax_rate}`);
  const rates = new Map<number, { gross: number; tax: number }>();
  for (const [line, ...more] of ofReceipts.values()) {
    if (!line) continue;
    const gross = add(line.gross, ...more.map((other) => other.gross));
    const so = rates.get(line.tax_rate) ?? { gross: 0, tax: 0 };
    rates.set(line.tax_rate, { gross: so.gross + gross, tax: so.tax + taxWithin(gross, line.tax_rate) });
  }
  return [...rates].sort(([a], [b]) => b - a).map(([rate, sums]) => ({ rate, ...sums }));
}
