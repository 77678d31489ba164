import { z } from 'zod';
import { idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { moneyOut } from './money.ts';
import { operation, pageQuery } from './operation.ts';

/** What a visitor may know of an event: no sales, no money but prices. */
export const publicEventOut = z
  .object({
    id: idOut('event'),
    title: z.string(),
    slug: z.string(),
    description: z.string().nullable(),
    date: z.string(),
    startTime: z.string(),
    endTime: z.string().nullable(),
    startsAt: instantOut,
    endsAt: instantOut,
    timeZone: z.string(),
    venue: z.string(),
    city: z.string().nullable(),
    address: z.string().nullable(),
    currency: z.string(),
    tiers: z.array(
      z.object({ id: idOut('tier'), name: z.string(), price: moneyOut, available: z.int(), soldOut: z.boolean() }),
    ),
    addOns: z.array(z.object({ id: idOut('addOn'), name: z.string(), price: moneyOut, available: z.int().nullable() })),
    soldOut: z.boolean(),
    url: z.string(),
    organization: z.string(),
  })
  .meta({ id: 'PublicEvent' });

export const listPublicEvents = operation({
  id: 'listPublicEvents',
  method: 'get',
  path: '/api/events',
  tag: 'Public',
  summary: 'Published events, the next one first',
  access: 'anyone',
  paged: true,
  query: z.object(pageQuery),
  answer: z.array(publicEventOut),
});

export const getPublicEvent = operation({
  id: 'getPublicEvent',
  method: 'get',
  path: '/api/events/:slug',
  tag: 'Public',
  summary: 'One published event by its slug',
  access: 'anyone',
  answer: publicEventOut,
});
