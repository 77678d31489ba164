import { ZERO, add, least, minus, type Minor } from '../shared/money.ts';

export interface RefundableTicket {
  readonly id: string;
  /** What was paid for this ticket: its price less its part of the discount. */
  readonly share: number;
  readonly alive: boolean;
}

export interface RefundableAddOn {
  /** The add-on's id, as the order shows it. */
  readonly addOnId: string;
  readonly quantity: number;
  readonly refundedQuantity: number;
  /** What was paid for the whole line. */
  readonly share: number;
}

export interface RefundFacts {
  readonly paid: number;
  readonly refunded: number;
  readonly tickets: readonly RefundableTicket[];
  readonly addOns: readonly RefundableAddOn[];
}

export type RefundRequest =
  | { readonly kind: 'everything' }
  | { readonly kind: 'amount'; readonly amount: number }
  | {
      readonly kind: 'items';
      readonly ticketIds: readonly string[];
      readonly addOns: readonly { readonly addOnId: string; readonly quantity: number }[];
    };

export interface RefundPlan {
  readonly amount: Minor;
  /** Tickets that die and whose places are free again. */
  readonly ticketIds: readonly string[];
  readonly addOns: readonly { readonly addOnId: string; readonly quantity: number }[];
  /** Nothing is left afterwards: no money and no ticket that opens the door. */
  readonly isFull: boolean;
}

export type RefundRefusal = 'nothing_to_refund' | 'refund_too_large' | 'ticket_not_in_order' | 'ticket_refunded';

/** What a whole line of `share` still owes after `refunded` of its `quantity` went back: parts of a line add up to it to the cent. */
const shareUpTo = (line: RefundableAddOn, count: number): number => Math.floor((line.share * count) / line.quantity);

/** What one live ticket would pay back now, alone. */
export const refundableShare = (facts: Pick<RefundFacts, 'paid' | 'refunded'>, ticket: RefundableTicket): Minor =>
  ticket.alive ? least(ticket.share, facts.paid - facts.refunded) : ZERO;

/**
 * What a refund does, or why it cannot be. Never more than is left. By amount no ticket dies until nothing is left; by ticket each pays
 * min(its share, what is left) and dies. Once the money is all back, tickets that were paid for die too; free ones named by nobody live on.
 */
export function planRefund(facts: RefundFacts, request: RefundRequest): RefundPlan | RefundRefusal {
  const left = minus(facts.paid, facts.refunded);
  const alive = facts.tickets.filter((ticket) => ticket.alive);
  if (left === 0 && alive.length === 0) return 'nothing_to_refund';
  const restOfAddOns = facts.addOns
    .map((line) => ({ addOnId: line.addOnId, quantity: line.quantity - line.refundedQuantity }))
    .filter((line) => line.quantity > 0);
  const everything: RefundPlan = {
    amount: left,
    ticketIds: alive.map((ticket) => ticket.id),
    addOns: restOfAddOns,
    isFull: true,
  };

  if (request.kind === 'everything') return everything;
  if (request.kind === 'amount') {
    if (left === 0) return 'nothing_to_refund';
    if (request.amount > left) return 'refund_too_large';
    if (request.amount === left) return everything;
    return { amount: request.amount as Minor, ticketIds: [], addOns: [], isFull: false };
  }
  return planItems(facts, request, left, everything);
}

function planItems(
  facts: RefundFacts,
  request: Extract<RefundRequest, { kind: 'items' }>,
  left: Minor,
  everything: RefundPlan,
): RefundPlan | RefundRefusal {
  const named = new Set(request.ticketIds);
  const dying = facts.tickets.filter((ticket) => named.has(ticket.id));
  if (dying.length !== named.size) return 'ticket_not_in_order';
  if (dying.some((ticket) => !ticket.alive)) return 'ticket_refunded';
  const wanted = new Map<string, number>();
  for (const line of request.addOns) wanted.set(line.addOnId, (wanted.get(line.addOnId) ?? 0) + line.quantity);
  let shares = add(...dying.map((ticket) => ticket.share));
  for (const [addOnId, quantity] of wanted) {
    const line = facts.addOns.find((candidate) => candidate.addOnId === addOnId);
    if (!line) return 'ticket_not_in_order';
    if (quantity > line.quantity - line.refundedQuantity) return 'refund_too_large';
    shares = add(shares, shareUpTo(line, line.refundedQuantity + quantity) - shareUpTo(line, line.refundedQuantity));
  }
  const amount = least(shares, left);
  const moneyGone = facts.paid > 0 && amount === left;
  const dead = facts.tickets.filter(
    (ticket) => ticket.alive && (named.has(ticket.id) || (moneyGone && ticket.share > 0)),
  );
  const returned = moneyGone ? everything.addOns : [...wanted].map(([addOnId, quantity]) => ({ addOnId, quantity }));
  return {
    amount,
    ticketIds: dead.map((ticket) => ticket.id),
    addOns: returned,
    isFull: amount === left && dead.length === everything.ticketIds.length,
  };
}
