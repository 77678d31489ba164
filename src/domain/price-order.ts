import { ZERO, add, least, minus, percentOf, shareOut, taxWithin, times, type Minor } from '../shared/money.ts';

export interface TicketLine {
  readonly price: number;
  /** Hundredths of a percent contained in the price. */
  readonly taxRate: number;
}

export interface AddOnLine {
  readonly unitPrice: number;
  readonly quantity: number;
  readonly taxRate: number;
}

/** What lowers the price: a share of the tickets in hundredths of a percent, an amount off them, or everything (a comp). */
export type Discount =
  | { readonly kind: 'percent'; readonly hundredths: number }
  | { readonly kind: 'amount'; readonly amount: number }
  | { readonly kind: 'comp' };

export interface Price {
  readonly subtotal: Minor;
  readonly discount: Minor;
  readonly total: Minor;
  readonly tax: Minor;
  /** Each ticket's and each add-on line's part of the discount: together exactly `discount`. */
  readonly ticketDiscounts: readonly Minor[];
  readonly addOnDiscounts: readonly Minor[];
}

/** The tax contained in what was paid, rate by rate: the sum of a rate is taxed once, so that a receipt's lines add up to its foot. */
export function taxByRate(
  lines: readonly { gross: number; taxRate: number }[],
): { rate: number; gross: Minor; tax: Minor }[] {
  const gross = new Map<number, number>();
  for (const line of lines) gross.set(line.taxRate, (gross.get(line.taxRate) ?? 0) + line.gross);
  return [...gross]
    .sort(([a], [b]) => b - a)
    .map(([rate, sum]) => ({ rate, gross: sum as Minor, tax: taxWithin(sum, rate) }));
}

/** What an order costs. A promo discount is computed on and shared over the tickets only, to the cent; a comp is the whole subtotal. */
export function priceOrder(
  tickets: readonly TicketLine[],
  addOns: readonly AddOnLine[],
  discount: Discount | null,
): Price {
  const prices = tickets.map((ticket) => ticket.price);
  const lines = addOns.map((line) => times(line.unitPrice, line.quantity));
  const ticketsTotal = add(...prices);
  const subtotal = add(ticketsTotal, ...lines);
  const isComp = discount?.kind === 'comp';
  const off = offTickets(ticketsTotal, discount);
  const ticketDiscounts = isComp ? (prices as Minor[]) : shareOut(off, prices);
  const addOnDiscounts = isComp ? lines : lines.map(() => ZERO);
  const total = minus(subtotal, add(...ticketDiscounts, ...addOnDiscounts));
  const taxed = taxByRate([
    ...tickets.map((ticket, index) => ({
      gross: ticket.price - (ticketDiscounts[index] ?? 0),
      taxRate: ticket.taxRate,
    })),
    ...addOns.map((line, index) => ({
      gross: (lines[index] ?? 0) - (addOnDiscounts[index] ?? 0),
      taxRate: line.taxRate,
    })),
  ]);
  return {
    subtotal,
    discount: minus(subtotal, total),
    total,
    tax: add(...taxed.map((line) => line.tax)),
    ticketDiscounts,
    addOnDiscounts,
  };
}

function offTickets(ticketsTotal: Minor, discount: Discount | null): Minor {
  if (discount === null || discount.kind === 'comp') return ZERO;
  return least(
    discount.kind === 'percent' ? percentOf(ticketsTotal, discount.hundredths) : discount.amount,
    ticketsTotal,
  );
}
