import { type OrderOut } from '../../../src/shared/orders.ts';

interface ReceiptLine {
  readonly key: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: string;
}

/** What was sold: tickets of one tier and price in one line, then the add-ons. */
export function linesOf(order: OrderOut): ReceiptLine[] {
  const tiers = new Map<string, ReceiptLine>();
  for (const { tierId, tierName, price } of order.tickets) {
    const key = `${tierId} ${price}`;
    const quantity = (tiers.get(key)?.quantity ?? 0) + 1;
    tiers.set(key, { key, name: tierName, quantity, unitPrice: price });
  }
  return [
    ...tiers.values(),
    ...order.addOns.map(({ id, name, quantity, unitPrice }) => ({ key: id, name, quantity, unitPrice })),
  ];
}
