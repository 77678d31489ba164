import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { daySchema, instantOut } from './instant.ts';
import { moneyIn, moneyOut } from './money.ts';
import { lineOfText, operation, optionalEmail, optionalLine, pageQuery } from './operation.ts';

export const orderStatus = z.enum(['pending', 'paid', 'partially_refunded', 'refunded', 'cancelled']);
export type OrderStatus = z.infer<typeof orderStatus>;

/** `held` until its order is paid; `valid` opens the door; the other two never do again. */
export const ticketStatus = z.enum(['held', 'valid', 'checked_in', 'refunded', 'cancelled']);

export const paymentMethod = z.enum(['cash', 'card', 'comp', 'stripe', 'external']);

const paymentOut = z.object({
  id: idOut('payment'),
  method: paymentMethod,
  amount: moneyOut,
  tendered: moneyOut.nullable(),
  change: moneyOut.nullable(),
  reference: z.string().nullable(),
  reason: z.string().nullable(),
  refunded: moneyOut.meta({ description: 'What went back of it' }),
  takenBy: z.string().nullable(),
  tillSessionId: z.string().nullable(),
  createdAt: instantOut,
});

export const refundPartOut = z.object({ method: paymentMethod, amount: moneyOut });

const refundOut = z.object({
  id: idOut('refund'),
  amount: moneyOut,
  method: paymentMethod.meta({ description: 'Where the first part of it went' }),
  parts: z.array(refundPartOut).meta({ description: 'How it went back: the way it came, what was not cash first' }),
  isVoid: z.boolean().meta({ description: 'It undid a sale within its shift' }),
  reason: z.string().nullable(),
  ticketIds: z.array(z.string()),
  refundedBy: z.string().nullable(),
  receiptNumber: z.string(),
  stripeRefundId: z.string().nullable(),
  createdAt: instantOut,
});

export const orderTicketOut = z.object({
  ticketId: idOut('ticket'),
  tierId: idOut('tier'),
  tierName: z.string(),
  holderName: z.string().nullable(),
  qrCode: z.string(),
  price: moneyOut,
  discount: moneyOut,
  refundable: moneyOut.meta({ description: 'What refunding this ticket alone would pay back now' }),
  taxRate: z.number(),
  status: ticketStatus,
  checkedInAt: instantOut.nullable(),
  gate: z.string().nullable(),
});

const orderStripe = z.object({
  status: z.enum(['creating', 'open', 'paid', 'cancelled', 'returning', 'returned']).meta({
    description:
      '`creating`, `open`: not paid yet. `returning`, `returned`: it was paid, but came too late for its places, and goes or went back',
  }),
  amount: moneyOut,
  paymentIntentId: z.string().nullable(),
  returnReason: z.string().nullable().meta({ description: 'Why a payment could not be taken, in a sentence' }),
  returnRefundId: z.string().nullable().meta({ description: "Stripe's refund of it" }),
  trouble: z.string().nullable().meta({ description: 'What is in the way, in a sentence' }),
  refundsWaiting: z
    .array(
      z.object({
        refundId: idOut('refund'),
        amount: moneyOut,
        ticketIds: z.array(z.string()),
        trouble: z.string().nullable(),
        createdAt: instantOut,
      }),
    )
    .meta({
      description: 'Asked for at Stripe without an answer yet: their tickets are shut, their money is reserved',
    }),
});

export const orderOut = z
  .object({
    id: idOut('order'),
    orderNumber: z.string(),
    status: orderStatus,
    channel: z.enum(['counter', 'public', 'import']),
    customerName: z.string().nullable(),
    customerEmail: z.string().nullable(),
    phone: z.string().nullable(),
    eventId: idOut('event'),
    eventTitle: z.string(),
    eventDate: z.string(),
    subtotal: moneyOut.meta({ description: 'Tickets and add-ons before the discount' }),
    discount: moneyOut,
    total: moneyOut,
    tax: moneyOut.meta({ description: 'Contained in the total' }),
    taxLines: z.array(z.object({ rate: z.number(), gross: moneyOut, tax: moneyOut })),
    refunded: moneyOut,
    refundable: moneyOut,
    currency: z.string(),
    tickets: z.array(orderTicketOut),
    addOns: z.array(
      z.object({
        id: idOut('addOn'),
        name: z.string(),
        quantity: z.int(),
        unitPrice: moneyOut,
        taxRate: z.number(),
        refundedQuantity: z.int(),
      }),
    ),
    promoCode: z.string().nullable(),
    affiliateCode: z.string().nullable(),
    payments: z.array(paymentOut),
    refunds: z.array(refundOut),
    stripe: orderStripe.nullable().meta({ description: 'Its latest payment through Stripe, where it had one' }),
    receiptNumber: z.string().nullable().meta({ description: 'Gapless, drawn when the order is paid' }),
    soldBy: z.string().nullable(),
    holdExpiresAt: instantOut.nullable(),
    paidAt: instantOut.nullable(),
    createdAt: instantOut,
  })
  .meta({ id: 'Order' });

export type OrderOut = z.infer<typeof orderOut>;

export const paymentIn = z
  .object({
    method: paymentMethod,
    tendered: moneyIn.nullish().meta({ description: 'Cash handed over; absent means exact' }),
    reference: optionalLine(120).meta({ description: "The card terminal's slip number" }),
    reason: optionalLine(300).meta({ description: 'Why a comp is given' }),
  })
  .meta({ id: 'Payment' });

/** Parts of what an order costs, paid in different ways; together exactly its total. */
export const paymentPartIn = z
  .object({
    method: z.enum(['cash', 'card']),
    amount: moneyIn,
    tendered: moneyIn.nullish().meta({ description: 'Cash handed over for this part; absent means exact' }),
    reference: optionalLine(120).meta({ description: "The card terminal's slip number" }),
  })
  .meta({ id: 'PaymentPart' });

const paying = {
  payment: paymentIn.optional(),
  payments: z.array(paymentPartIn).min(1).max(20).optional().meta({
    description: 'Several payments instead of one: they add up to the total exactly, change comes from cash alone',
  }),
};

type Paying = { payment?: unknown; payments?: unknown };

/** Complains where not exactly one of `payment` and `payments` is given; also beside other complaints. */
const payingOnce = {
  message: 'Give one payment, or several as payments',
  path: ['payment'],
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
const paysOnce = ({ payment, payments }: Paying): boolean => (payment === undefined) !== (payments === undefined);

export const checkoutIn = z
  .object({
    eventId: idIn,
    items: z
      .array(
        z.object({
          tierId: idIn,
          quantity: z.int().min(1).max(100),
          holders: z.array(optionalLine(120)).max(100).optional(),
        }),
      )
      .min(1, 'must name at least one tier')
      .max(100),
    addOns: z
      .array(z.object({ addOnId: idIn, quantity: z.int().min(1).max(1000) }))
      .max(100)
      .optional(),
    customerName: optionalLine(120),
    customerEmail: optionalEmail,
    phone: optionalLine(40),
    promoCode: optionalLine(60),
    affiliateCode: optionalLine(60),
    ...paying,
    hold: z
      .boolean()
      .optional()
      .meta({ description: 'At the counter: keep the places for 15 minutes instead of taking the money now' }),
  })
  .refine(paysOnce, payingOnce);

const soldOrder = orderOut.extend({
  stripe: orderStripe
    .extend({
      publishableKey: z.string().nullable(),
      clientSecret: z.string().nullable().meta({
        description:
          "With the publishable key it opens Stripe's form; null until Stripe has answered, and once nothing is to be paid",
      }),
    })
    .nullable(),
  change: moneyOut.nullable().meta({ description: 'Cash to hand back' }),
  message: z.string().optional(),
});

export const checkout = operation({
  id: 'checkout',
  method: 'post',
  path: '/api/checkout',
  tag: 'Orders',
  summary:
    'Sell: at the counter with a token (paid at once), or from outside without one (pending, held for 15 minutes)',
  access: 'anyone',
  status: 201,
  body: checkoutIn,
  answer: soldOrder,
  refusals: { 409: 'sold_out, event_not_on_sale, promo_code_used_up, too_many_holds, till_required, stripe_refused' },
});

export const payOrder = operation({
  id: 'payOrder',
  method: 'post',
  path: '/api/admin/orders/:id/pay',
  tag: 'Orders',
  summary: 'Take the money of a pending order',
  access: 'staff',
  body: z.object(paying).refine(paysOnce, payingOnce),
  answer: soldOrder,
  refusals: { 409: 'hold_expired, order_not_pending, till_required, stripe_refused' },
});

export const releaseOrder = operation({
  id: 'releaseOrder',
  method: 'post',
  path: '/api/admin/orders/:id/release',
  tag: 'Orders',
  summary: 'Give the held places of a pending order back',
  access: 'staff',
  body: z.object({}).optional(),
  answer: orderOut,
  refusals: { 409: 'order_not_pending' },
});

export const listOrders = operation({
  id: 'listOrders',
  method: 'get',
  path: '/api/admin/orders',
  tag: 'Orders',
  summary: 'Orders, newest first',
  access: 'staff',
  paged: true,
  query: z.object({
    ...pageQuery,
    date: daySchema.optional().meta({ description: 'Day the order was made, in the zone of the default venue' }),
    from: daySchema.optional(),
    to: daySchema.optional(),
    status: orderStatus.optional(),
    event: idIn.optional(),
    eventId: idIn.optional(),
    q: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'Prefix of any word of name, e-mail, phone, order number or QR code' }),
  }),
  answer: z.array(orderOut),
});

export const getOrder = operation({
  id: 'getOrder',
  method: 'get',
  path: '/api/admin/orders/:id',
  tag: 'Orders',
  summary: 'One order by its id or its number',
  access: 'staff',
  answer: orderOut,
});

export const refundIn = z
  .object({
    reason: optionalLine(300),
    amount: moneyIn.nullish(),
    ticketIds: z.array(idIn).min(1).max(500).nullish(),
    addOns: z
      .array(z.object({ id: idIn, quantity: z.int().min(1).max(1000) }))
      .min(1)
      .max(100)
      .nullish(),
  })
  .refine((refund) => refund.amount == null || (refund.ticketIds == null && refund.addOns == null), {
    message: 'Give an amount, or tickets and add-ons, not both',
    path: ['amount'],
  });

const refundDone = z
  .object({
    orderId: idOut('order'),
    refundId: idOut('refund'),
    refundAmount: moneyOut,
    isFullRefund: z.boolean().meta({ description: 'Nothing is left to refund after this' }),
    status: orderStatus,
    reason: z.string().nullable(),
    stripeRefundId: z.string().nullable(),
  })
  .meta({ id: 'Refund' });

export const refundOrder = operation({
  id: 'refundOrder',
  method: 'post',
  path: '/api/admin/orders/:id/refund',
  tag: 'Orders',
  summary: 'Refund all that is left, an amount, or single tickets and add-ons',
  access: 'staff',
  body: refundIn.optional(),
  answer: refundDone,
  refusals: {
    403: 'over_limit for staff',
    409: 'nothing_to_refund, refund_too_large, ticket_refunded, order_unpaid, till_required; stripe_refused: nothing was paid back; refund_waiting: Stripe has not answered, the money (refundId) stays reserved and is asked for again',
  },
});

export const voidOrder = operation({
  id: 'voidOrder',
  method: 'post',
  path: '/api/admin/orders/:id/void',
  tag: 'Orders',
  summary: 'Undo a sale within its shift: all of its tickets die and the money goes back out of the same till session',
  access: 'staff',
  body: z.object({ reason: lineOfText(300) }),
  answer: refundDone,
  refusals: { 409: 'void_too_late (refund it instead), void_not_possible, order_unpaid' },
});
