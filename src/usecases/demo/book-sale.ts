import type { Trx } from '../../db/ledger.ts';
import { MINUTE } from '../../shared/instant.ts';
import { formatMoney } from '../../shared/money.ts';
import { SYSTEM, type Actor, type Call } from '../context.ts';
import { expireHolds, payOrder, releaseOrder } from '../pending-order.ts';
import { refundOrder } from '../refund-order.ts';
import { HOLD_TIME, sellOrder } from '../sell-order.ts';
import { transferTicket } from '../transfer-ticket.ts';
import type { Deed } from './agenda.ts';
import { ticketsOf } from './tickets.ts';
import type { Made } from './made.ts';
import { paidAt, type Aftermath, type Sale } from './sale.ts';
import { STAFF_LIMITS, type Team } from './team.ts';

/** Everything that is done about one order: its sale, its payment or its end, what comes of it later. */
export function bookSale(team: Team, made: Made, sale: Sale): Deed[] {
  const deeds: Deed[] = [{ at: sale.at, by: sale.by, act: (trx, call) => order(trx, call, made, sale) }];
  const clerk = clerkFor(team, sale);
  if (sale.course === 'collected')
    deeds.push({
      at: paidAt(sale),
      by: clerk,
      act: (trx, call) => payOrder(trx, call, made.idOf(sale), { payment: sale.payment }),
    });
  if (sale.course === 'released')
    deeds.push({ at: sale.at + 6 * MINUTE, by: clerk, act: (trx, call) => releaseOrder(trx, call, made.idOf(sale)) });
  if (sale.course === 'expired')
    deeds.push({ at: sale.at + HOLD_TIME, by: SYSTEM, act: (trx, call) => expireHolds(trx, call, 20) });
  const { aftermath } = sale;
  if (aftermath)
    deeds.push({ at: aftermath.at, by: clerk, act: (trx, call) => follow(trx, call, made.idOf(sale), aftermath) });
  return deeds;
}

/** Who serves the order after its sale; what staff may not refund is the manager's. */
function clerkFor({ manager, counter }: Team, sale: Sale): Actor {
  if (sale.total > STAFF_LIMITS.refund) return manager;
  return (sale.by.kind === 'user' ? sale.by : counter[sale.at % counter.length]) ?? manager;
}

async function order(trx: Trx, call: Call, made: Made, sale: Sale): Promise<void> {
  const pending = sale.course !== 'counter';
  const { orderId } = await sellOrder(trx, call, {
    eventId: made.idOf(sale.show),
    items: sale.lines.map(({ tier, quantity, holders }) => ({ tierId: made.idOf(tier), quantity, holders })),
    addOns: sale.addOns.map(({ addOn, quantity }) => ({ addOnId: made.idOf(addOn), quantity })),
    ...sale.contact,
    promoCode: sale.promo?.code ?? null,
    affiliateCode: null,
    payment: pending ? { method: sale.payment.method, reference: null, reason: null } : sale.payment,
  });
  made.remember(sale, orderId);
}

async function follow(trx: Trx, call: Call, orderId: string, aftermath: Aftermath): Promise<void> {
  if (aftermath.kind === 'refund') {
    await refundOrder(trx, call, orderId, { reason: aftermath.reason });
    return;
  }
  if (aftermath.kind === 'amount') {
    await refundOrder(trx, call, orderId, { reason: aftermath.reason, amount: formatMoney(aftermath.amount, 'EUR') });
    return;
  }
  const [ticket] = await ticketsOf(trx, orderId, 'valid');
  if (!ticket) throw new Error('An order of the demo has no ticket left');
  if (aftermath.kind === 'ticket')
    await refundOrder(trx, call, orderId, { reason: aftermath.reason, ticketIds: [ticket.id] });
  else await transferTicket(trx, call, { ticketId: ticket.id, newHolderName: aftermath.holder, newHolderEmail: null });
}
