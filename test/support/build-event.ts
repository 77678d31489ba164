import { createEvent, type EventOut } from '../../src/shared/events.ts';
import type { BodyOf } from '../../src/shared/operation.ts';
import type { Client } from './client.ts';

type EventBody = BodyOf<typeof createEvent>;

/** The reference's own example, on sale and on now by the test clock. */
export const eventBody = (changes: Partial<EventBody> = {}): EventBody => ({
  title: 'Summer Pool Party',
  date: '2026-07-15',
  startTime: '14:00',
  endTime: '23:00',
  totalCapacity: 200,
  tiers: [
    { name: 'General', price: 25, quantity: 150 },
    { name: 'VIP', price: 75, quantity: 50 },
  ],
  addOns: [{ name: 'Towel', price: 5, quantity: 100 }],
  status: 'published',
  ...changes,
});

/** An event on sale, made by the owner over HTTP. */
export const buildEvent = (client: Client, changes: Partial<EventBody> = {}): Promise<EventOut> =>
  client.call(createEvent, { body: eventBody(changes) });
