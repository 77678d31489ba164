import { addOnLinesOf, findOrder, ticketsOf } from '../db/orders.ts';
import type { Trx } from '../db/write-door.ts';
import { formatMoney } from '../shared/money.ts';
import type { Call } from './context.ts';
import { mailTickets } from './mail-outbox.ts';
import { tellWebhooks } from './tell-webhooks.ts';

/** Tells that an order was paid: its customer by mail, the webhooks with the fields of the reference's example. */
export async function tellOrderCreated(trx: Trx, call: Call, orderId: string): Promise<void> {
  await mailTickets(trx, call, orderId);
  await tellWebhooks(trx, call, 'order.created', orderId, async () => {
    const order = await findOrder(trx, orderId);
    if (!order) throw new Error(`No order ${orderId} to tell of`);
    const money = (minor: number): string => formatMoney(minor, order.currency);
    const tickets = await ticketsOf(trx, [orderId]);
    const addOns = await addOnLinesOf(trx, [orderId]);
    return {
      orderId,
      orderNumber: order.number,
      status: order.status,
      customerName: order.customer_name,
      customerEmail: order.customer_email,
      phone: order.customer_phone,
      eventId: order.event_id,
      eventTitle: order.event_title,
      eventDate: order.event_date,
      subtotal: money(order.subtotal),
      discount: money(order.discount),
      total: money(order.total),
      currency: order.currency,
      tickets: tickets.map((ticket) => ({
        ticketId: ticket.id,
        tierName: ticket.tier_name,
        holderName: ticket.holder_name ?? order.customer_name,
        qrCode: ticket.qr_code,
      })),
      addOns: addOns.map((line) => ({ name: line.name, quantity: line.quantity, unitPrice: money(line.unit_price) })),
      promoCode: order.promo_code,
      affiliateCode: order.affiliate_code,
    };
  });
}
