import { z } from 'zod';
import { idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { eventStatus } from './events.ts';
import { moneyOut } from './money.ts';
import { operation, pageQuery } from './operation.ts';
import { paymentMethod, refundPartOut } from './orders.ts';

/** What a cancellation pays back from now on, and what it has done so far. */
export const cancelPreviewOut = z
  .object({
    eventId: idOut('event'),
    status: eventStatus,
    currency: z.string(),
    orders: z.int().meta({ description: 'Paid orders that are refunded whole' }),
    customers: z.int().meta({ description: 'Different customers among them; an order without one counts as one' }),
    tickets: z.int().meta({ description: 'Tickets that open no door any more' }),
    holds: z.int().meta({ description: 'Unpaid orders that are released' }),
    withoutEmail: z.int().meta({ description: 'Paid orders whose customer cannot be told by mail' }),
    amount: moneyOut.meta({ description: 'All that goes back' }),
    byMethod: z
      .array(z.object({ method: paymentMethod, orders: z.int(), amount: moneyOut }))
      .meta({ description: 'The way it goes back, the largest sum first; what is free goes back by no way' }),
    progress: z
      .object({
        reason: z.string().nullable(),
        ordersRefunded: z.int(),
        amountRefunded: moneyOut,
        startedAt: instantOut.nullable(),
        finishedAt: instantOut.nullable(),
      })
      .nullable()
      .meta({ description: 'Of a cancelled event: what went back so far; `orders` and `amount` are what is left' }),
  })
  .meta({ id: 'CancelPreview' });

export type CancelPreview = z.infer<typeof cancelPreviewOut>;

export const cancelPreview = operation({
  id: 'cancelPreview',
  method: 'get',
  path: '/api/admin/events/:id/cancel/preview',
  tag: 'Events',
  summary: 'What cancelling an event pays back, by the way it goes back; while it runs, how far it is',
  access: 'manager',
  answer: cancelPreviewOut,
});

export const cancelPayoutOut = z
  .object({
    orderId: idOut('order'),
    orderNumber: z.string(),
    customerName: z.string().nullable(),
    customerEmail: z.string().nullable(),
    tickets: z.int(),
    amount: moneyOut,
    parts: z.array(refundPartOut),
  })
  .meta({ id: 'CancelPayout' });

export const cancelPayouts = operation({
  id: 'cancelPayouts',
  method: 'get',
  path: '/api/admin/events/:id/cancel/payouts',
  tag: 'Events',
  summary: 'Who gets how much back when an event is cancelled, the largest sum first',
  access: 'manager',
  paged: true,
  query: z.object(pageQuery),
  answer: z.array(cancelPayoutOut),
});
