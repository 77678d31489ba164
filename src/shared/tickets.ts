import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { moneyOut } from './money.ts';
import { lineOfText, operation, optionalEmail } from './operation.ts';
import { ticketStatus } from './orders.ts';

export const transferTicket = operation({
  id: 'transferTicket',
  method: 'post',
  path: '/api/admin/tickets/transfer',
  tag: 'Tickets',
  summary: 'Give a ticket a new holder and a new code; the old code is dead at once',
  access: 'staff',
  body: z
    .object({
      ticketId: idIn.optional(),
      qrCode: z.string().min(1).max(1000).optional(),
      newHolderName: lineOfText(120),
      newHolderEmail: optionalEmail,
    })
    .refine((transfer) => transfer.ticketId !== undefined || transfer.qrCode !== undefined, {
      message: 'Name the ticket by ticketId or qrCode',
      path: ['ticketId'],
    }),
  answer: z
    .object({
      ticketId: idOut('ticket'),
      orderId: idOut('order'),
      orderNumber: z.string(),
      eventId: idOut('event'),
      eventTitle: z.string(),
      tierName: z.string(),
      holderName: z.string().nullable(),
      holderEmail: z.string().nullable(),
      qrCode: z.string(),
      price: moneyOut,
      status: ticketStatus,
      checkedInAt: instantOut.nullable(),
    })
    .meta({ id: 'TransferredTicket' }),
  refusals: {
    404: 'unknown_ticket',
    409: 'ticket_checked_in, ticket_refunded, ticket_transferred, order_unpaid, event_cancelled',
  },
});
