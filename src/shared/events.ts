import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { clockTimeSchema, daySchema, instantIn, instantOut } from './instant.ts';
import { currencySchema, moneyIn, moneyOut } from './money.ts';
import { lineOfText, operation, optionalLine, pageQuery, percentIn, text } from './operation.ts';

export const eventStatus = z.enum(['draft', 'published', 'cancelled', 'completed']);
export type EventStatus = z.infer<typeof eventStatus>;

/** Places of a tier or an event: at most a million. */
const places = z.int().min(1).max(1_000_000);

export const tierIn = z.object({
  name: lineOfText(80),
  price: moneyIn,
  quantity: places,
  taxRate: percentIn
    .optional()
    .meta({ description: 'Percent contained in the price; the default of the settings if absent' }),
  validFrom: instantIn.nullish(),
  validUntil: instantIn.nullish(),
  gates: z.array(lineOfText(60)).max(50).nullish().meta({ description: 'Gates that admit this tier; none means all' }),
  reentry: z.boolean().optional().meta({ description: 'May come back after an exit; true unless told' }),
});

export const addOnIn = z.object({
  name: lineOfText(80),
  price: moneyIn,
  quantity: places.nullish().meta({ description: 'Stock; none means without limit' }),
  taxRate: percentIn.optional(),
});

const tierOut = z.object({
  id: idOut('tier'),
  name: z.string(),
  price: moneyOut,
  quantity: z.int(),
  sold: z.int(),
  available: z.int().meta({ description: 'Neither sold nor held, and within the capacity of the event' }),
  held: z.int(),
  taxRate: z.number(),
  validFrom: instantOut.nullable(),
  validUntil: instantOut.nullable(),
  gates: z.array(z.string()).nullable(),
  reentry: z.boolean(),
});

const addOnOut = z.object({
  id: idOut('addOn'),
  name: z.string(),
  price: moneyOut,
  quantity: z.int().nullable(),
  sold: z.int(),
  available: z.int().nullable(),
  taxRate: z.number(),
});

export const eventOut = z
  .object({
    id: idOut('event'),
    title: z.string(),
    slug: z.string(),
    description: z.string().nullable(),
    status: eventStatus,
    date: z.string(),
    startTime: z.string(),
    endTime: z.string().nullable(),
    timeZone: z.string(),
    startsAt: instantOut,
    endsAt: instantOut,
    venueId: idOut('venue'),
    venue: z.string().meta({ description: "The venue's name" }),
    totalCapacity: z.int(),
    currency: z.string(),
    tiers: z.array(tierOut),
    addOns: z.array(addOnOut),
    sales: z.object({
      orders: z.int(),
      ticketsSold: z.int(),
      ticketsAvailable: z.int(),
      gross: moneyOut,
      discounts: moneyOut,
      refunded: moneyOut,
      net: moneyOut,
      checkedIn: z.int(),
    }),
    url: z.string(),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .meta({ id: 'Event' });

export type EventOut = z.infer<typeof eventOut>;

const eventFields = {
  title: lineOfText(200),
  description: text(20_000).nullish(),
  date: daySchema,
  startTime: clockTimeSchema,
  endTime: clockTimeSchema.nullish(),
  venueId: idIn.nullish(),
  totalCapacity: places,
  currency: currencySchema.optional(),
};

export const eventIn = z.object({
  ...eventFields,
  tiers: z.array(tierIn).min(1, 'must name at least one tier').max(100),
  addOns: z.array(addOnIn).max(100).optional(),
  status: z.enum(['draft', 'published']).optional(),
});

export const eventChange = z.object({
  title: eventFields.title.optional(),
  description: eventFields.description,
  date: eventFields.date.optional(),
  startTime: eventFields.startTime.optional(),
  endTime: eventFields.endTime,
  venueId: eventFields.venueId,
  totalCapacity: eventFields.totalCapacity.optional(),
  currency: eventFields.currency,
  tiers: z
    .array(tierIn.partial().extend({ id: idIn.optional() }))
    .min(1, 'must name at least one tier')
    .max(100)
    .optional()
    .meta({ description: 'With an id: changed; without: added; left out: removed (409 once sold)' }),
  addOns: z
    .array(addOnIn.partial().extend({ id: idIn.optional() }))
    .max(100)
    .optional(),
  status: eventStatus.optional(),
});

export const listEvents = operation({
  id: 'listEvents',
  method: 'get',
  path: '/api/admin/events',
  tag: 'Events',
  summary: 'All events, newest date first',
  access: 'staff',
  paged: true,
  query: z.object({
    ...pageQuery,
    status: eventStatus.optional(),
    from: daySchema.optional(),
    to: daySchema.optional(),
    q: z.string().max(200).optional(),
  }),
  answer: z.array(eventOut),
});

export const createEvent = operation({
  id: 'createEvent',
  method: 'post',
  path: '/api/admin/events',
  tag: 'Events',
  summary: 'Create an event with its tiers and add-ons',
  access: 'manager',
  status: 201,
  body: eventIn,
  answer: eventOut,
});

export const getEvent = operation({
  id: 'getEvent',
  method: 'get',
  path: '/api/admin/events/:id',
  tag: 'Events',
  summary: 'One event with tiers and sales',
  access: 'staff',
  answer: eventOut,
});

const changeEvent = {
  path: '/api/admin/events/:id',
  tag: 'Events',
  summary: 'Change details, status or tiers',
  access: 'manager',
  body: eventChange,
  answer: eventOut,
  refusals: { 409: 'tier_sold, below_sold, currency_fixed, use_cancel, status_not_possible, event_has_orders' },
} as const;

export const updateEvent = operation({ ...changeEvent, id: 'updateEvent', method: 'patch' });
export const replaceEvent = operation({ ...changeEvent, id: 'replaceEvent', method: 'put' });

export const deleteEvent = operation({
  id: 'deleteEvent',
  method: 'delete',
  path: '/api/admin/events/:id',
  tag: 'Events',
  summary: 'Delete a draft without orders',
  access: 'manager',
  answer: z.object({ id: idOut('event'), deleted: z.literal(true) }),
  refusals: { 409: 'event_not_draft, event_has_orders' },
});

export const liveOut = z
  .object({
    eventId: idOut('event'),
    title: z.string(),
    sold: z.int(),
    checkedIn: z.int().meta({ description: 'Tickets admitted at least once' }),
    inside: z.int().meta({ description: 'Admitted and not gone out again' }),
    remaining: z.int().meta({ description: 'Sold and not yet admitted' }),
    byTier: z.array(
      z.object({ tierId: idOut('tier'), name: z.string(), sold: z.int(), checkedIn: z.int(), inside: z.int() }),
    ),
    byGate: z.array(z.object({ gate: z.string().nullable(), checkedIn: z.int(), inside: z.int(), refused: z.int() })),
    perMinute: z
      .array(z.object({ minute: instantOut, count: z.int() }))
      .meta({ description: 'Entries of the last 60 minutes' }),
    recent: z.array(
      z.object({
        at: instantOut,
        result: z.string().meta({ description: 'admitted, exited, undone or the code of the refusal' }),
        ticketId: z.string().nullable(),
        holderName: z.string().nullable(),
        tierName: z.string().nullable(),
        gate: z.string().nullable(),
        nonce: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Live' });

export const liveEvent = operation({
  id: 'liveEvent',
  method: 'get',
  path: '/api/admin/events/:id/live',
  tag: 'Events',
  summary: 'Live numbers of the door',
  access: 'scanner',
  answer: liveOut,
});

export const cancelEvent = operation({
  id: 'cancelEvent',
  method: 'post',
  path: '/api/admin/events/:id/cancel',
  tag: 'Events',
  summary:
    'Cancel an event: sales and gate shut first, then every order is refunded whole; a repeat resumes or repeats the totals',
  access: 'manager',
  body: z.object({ reason: optionalLine(300) }).optional(),
  answer: z.object({
    id: idOut('event'),
    status: z.literal('cancelled'),
    reason: z.string().nullable(),
    totalOrdersRefunded: z.int(),
    totalRefundAmount: moneyOut,
    currency: z.string(),
    ordersWaiting: z.int().meta({
      description:
        'Orders whose money is still to go back because Stripe has not answered or has refused; a repeat asks again',
    }),
  }),
});

export const duplicateEvent = operation({
  id: 'duplicateEvent',
  method: 'post',
  path: '/api/admin/events/:id/duplicate',
  tag: 'Events',
  summary: 'A draft with the same tiers and add-ons on another day, nothing sold',
  access: 'manager',
  status: 201,
  body: z.object({
    date: daySchema,
    startTime: clockTimeSchema.optional(),
    endTime: clockTimeSchema.nullish(),
    title: lineOfText(200).optional(),
  }),
  answer: eventOut,
});

export const liveStream = operation({
  id: 'liveStream',
  method: 'get',
  path: '/api/admin/events/:id/live/stream',
  tag: 'Events',
  summary:
    'The live numbers as server-sent events: `live` at every change, a comment every 15 s; Last-Event-ID is honoured',
  access: 'scanner',
  media: 'text/event-stream',
  answer: z.string(),
});
