import { findOrder, type OrderHead } from '../db/orders.ts';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { emailKey } from '../shared/search-words.ts';
import type { Call } from './context.ts';
import { postMail } from './mail-outbox.ts';
import { recordAudit } from './record-audit.ts';
import { refuseWithoutDoor, ticketsForAddress } from './ticket-papers.ts';

export const NO_TICKETS = 'All tickets of this order were refunded, cancelled or transferred.';

/**
 * Mails an order's tickets again, to its own address or another one. The audit says whether it was another; which one stands in the outbox,
 * where it can be forgotten.
 *
 * @throws 404 · 409 no_email, no_tickets, order_unpaid, order_cancelled, event_cancelled
 */
export async function resendOrder(
  trx: Trx,
  call: Call,
  id: string,
  email: string | null,
): Promise<{ order: OrderHead; email: string }> {
  const order = await findOrder(trx, id);
  if (!order) throw new BoxOfficeError('not_found', 'There is no such order.');
  refuseWithoutDoor(order);
  const to = email ?? order.customer_email;
  if (to === null)
    throw new BoxOfficeError('no_email', 'The order has no e-mail address. Give one to send its tickets to.');
  if ((await ticketsForAddress(trx, order.id, to)).length === 0) throw new BoxOfficeError('no_tickets', NO_TICKETS);
  const mailId = await postMail(trx, call, { kind: 'tickets_again', orderId: order.id, to });
  const another = order.customer_email === null || emailKey(to) !== emailKey(order.customer_email);
  await recordAudit(trx, call, 'order.resend', order.id, null, { mailId, anotherAddress: another });
  return { order, email: to };
}
