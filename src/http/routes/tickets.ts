import { findOrder, ticketsOf } from '../../db/orders.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { transferTicket } from '../../shared/tickets.ts';
import { transferTicket as transfer } from '../../usecases/transfer-ticket.ts';
import { presentTicket } from '../present/order.ts';
import type { RouteTable } from '../route-table.ts';

export function ticketRoutes(routes: RouteTable): void {
  routes.change(transferTicket, async (trx, call, { body }) => {
    const { ticketId, orderId } = await transfer(trx, call, body);
    const order = await findOrder(trx, orderId);
    const ticket = (await ticketsOf(trx, [orderId])).find((candidate) => candidate.id === ticketId);
    if (!order || !ticket) throw new BoxOfficeError('unknown_ticket', 'There is no such ticket.');
    const { tierName, holderName, qrCode, price, status, checkedInAt } = presentTicket(order, ticket);
    return {
      ticketId,
      orderId,
      orderNumber: order.number,
      eventId: order.event_id,
      eventTitle: order.event_title,
      tierName,
      holderName,
      holderEmail: ticket.holder_email,
      qrCode,
      price,
      status,
      checkedInAt,
    };
  });
}
