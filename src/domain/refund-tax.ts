import { add, minus, shareOut, type Minor } from '../shared/money.ts';
import { taxByRate } from './price-order.ts';

interface Taxed {
  /** What was paid for it. */
  readonly gross: number;
  /** Hundredths of a percent. */
  readonly taxRate: number;
}

/**
 * The tax lines of a refund: of its tickets first, each at its rate; what goes back beyond them is shared over the rest of the order, rate by
 * rate. The lines add up to `amount`.
 */
export function refundTaxLines(
  amount: number,
  refunded: readonly Taxed[],
  rest: readonly Taxed[],
): { rate: number; gross: Minor; tax: Minor }[] {
  const named = add(...refunded.map(({ gross }) => gross));
  const forTickets = Math.min(amount, named);
  const beyond = minus(amount, forTickets);
  const parts = [
    ...shared(forTickets, refunded),
    // An amount that no line of the order is left for is taxed as the order is.
    ...shared(beyond, add(...rest.map(({ gross }) => gross)) > 0 ? rest : refunded),
  ];
  return taxByRate(parts).filter(({ gross }) => gross > 0);
}

function shared(amount: number, lines: readonly Taxed[]): Taxed[] {
  const parts = shareOut(
    amount,
    lines.map(({ gross }) => gross),
  );
  return lines.map(({ taxRate }, index) => ({ gross: parts[index] ?? 0, taxRate }));
}
