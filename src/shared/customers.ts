import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { daySchema, instantOut } from './instant.ts';
import { moneyOut } from './money.ts';
import { operation, pageQuery } from './operation.ts';
import { mailKind, mailStatus } from './mail.ts';
import { orderOut, orderStatus } from './orders.ts';
import { deliveryStatus, webhookEvent } from './webhooks.ts';

const path = '/api/admin/customers';
const tag = 'Customers';

export const customerOut = z
  .object({
    id: idOut('customer'),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    orderCount: z.int().meta({ description: 'Orders that were paid' }),
    totalSpent: moneyOut.meta({ description: 'Paid less refunded, in `currency`' }),
    currency: z.string(),
    orders: z.array(
      z.object({
        id: idOut('order'),
        orderNumber: z.string(),
        eventTitle: z.string(),
        total: moneyOut,
        currency: z.string(),
        status: orderStatus,
        createdAt: instantOut,
      }),
    ),
  })
  .meta({ id: 'Customer' });

export const listCustomers = operation({
  id: 'listCustomers',
  method: 'get',
  path,
  tag,
  summary: 'Customers with their orders, newest first; the same by e-mail, else by phone',
  access: 'staff',
  paged: true,
  query: z.object({ ...pageQuery, q: z.string().max(200).optional() }),
  answer: z.array(customerOut),
});

export const exportCustomers = operation({
  id: 'exportCustomers',
  method: 'get',
  path: `${path}/export`,
  tag,
  summary: 'Customers as CSV: RFC 4180, UTF-8 with BOM, formulas defused, streamed',
  access: 'manager',
  media: 'text/csv',
  query: z.object({
    event: idIn.optional(),
    eventId: idIn.optional(),
    from: daySchema.optional().meta({ description: 'Orders made from this day on, in the zone of the default venue' }),
    to: daySchema.optional(),
  }),
  answer: z.string(),
});

export const getCustomer = operation({
  id: 'getCustomer',
  method: 'get',
  path: `${path}/:id`,
  tag,
  summary: 'One customer with the orders',
  access: 'staff',
  answer: customerOut,
});

export const customerData = operation({
  id: 'customerData',
  method: 'get',
  path: `${path}/:id/data`,
  tag,
  summary: 'Everything that is known of a customer, to be handed over (GDPR, article 15)',
  access: 'manager',
  answer: z.object({
    customer: z.object({
      id: idOut('customer'),
      name: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      createdAt: instantOut,
    }),
    orders: z.array(orderOut).meta({ description: 'With tickets, payments and refunds' }),
    admissions: z.array(
      z.object({
        ticketId: idOut('ticket'),
        gate: z.string().nullable(),
        admittedAt: instantOut,
        endedAt: instantOut.nullable(),
        endedHow: z.enum(['exit', 'undo']).nullable(),
        reason: z.string().nullable(),
      }),
    ),
    scans: z.array(
      z.object({
        ticketId: idOut('ticket').nullable(),
        at: instantOut,
        mode: z.enum(['entry', 'exit']),
        result: z.string().meta({ description: 'admitted, exited or the code of the refusal' }),
        gate: z.string().nullable(),
        undoneAt: instantOut.nullable(),
      }),
    ),
    mails: z.array(
      z.object({
        id: idOut('mail'),
        kind: mailKind,
        orderId: idOut('order'),
        to: z.string(),
        fromHolder: z.string().nullable(),
        toHolder: z.string().nullable(),
        status: mailStatus,
        sentAt: instantOut.nullable(),
        createdAt: instantOut,
      }),
    ),
    deliveries: z
      .array(
        z.object({
          id: idOut('webhookDelivery'),
          event: webhookEvent,
          orderId: idOut('order'),
          status: deliveryStatus,
          body: z.string(),
          finishedAt: instantOut.nullable(),
          createdAt: instantOut,
        }),
      )
      .meta({ description: 'What webhooks were told, or will be' }),
  }),
});

export const eraseCustomer = operation({
  id: 'eraseCustomer',
  method: 'delete',
  path: `${path}/:id`,
  tag,
  summary:
    "Erase a customer's personal data for good (GDPR, article 17), in webhooks' messages too: those that wait go out with blanks; the sums of the ledger stay",
  access: 'manager',
  answer: z.object({ id: idOut('customer'), erased: z.literal(true) }),
});
