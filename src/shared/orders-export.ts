import { z } from 'zod';
import { idIn } from './ids.ts';
import { daySchema } from './instant.ts';
import { operation } from './operation.ts';
import { orderStatus } from './orders.ts';

export const exportOrders = operation({
  id: 'exportOrders',
  method: 'get',
  path: '/api/admin/orders/export',
  tag: 'Orders',
  summary: 'Orders as CSV, one line a ticket, in the shape that the import takes back',
  access: 'manager',
  media: 'text/csv',
  query: z.object({
    event: idIn.optional(),
    eventId: idIn.optional(),
    status: orderStatus.optional(),
    date: daySchema.optional(),
    from: daySchema.optional(),
    to: daySchema.optional(),
  }),
  answer: z.string(),
});
