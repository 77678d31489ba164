import { expect, it } from 'vitest';
import { eventAtHand } from '../../renderer/lib/event-at-hand.ts';

const at = (hour: number): number => Date.UTC(2026, 6, 15, hour);
const buildEvent = (id: string, from: number, until: number) => ({
  id,
  startsAt: new Date(at(from)).toISOString(),
  endsAt: new Date(at(until)).toISOString(),
});

const brunch = buildEvent('evt_brunch', 10, 14);
const party = buildEvent('evt_party', 18, 30);
const concert = buildEvent('evt_concert', 44, 47);
// As the server lists them: newest date first.
const events = [concert, party, brunch];

it.each([
  [12, 'evt_brunch'],
  [14, 'evt_party'],
  [20, 'evt_party'],
  [29, 'evt_party'],
  [30, 'evt_concert'],
  [60, 'evt_concert'],
])('at hour %i the event at hand is %s', (hour, id) => {
  expect(eventAtHand(events, at(hour))?.id).toBe(id);
});

it('is none where there is none', () => {
  expect(eventAtHand([], at(12))).toBeUndefined();
});
