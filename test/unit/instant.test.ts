import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockTimeSchema,
  dayBounds,
  dayIn,
  daySchema,
  eventWindow,
  fromInstant,
  HOUR,
  instantIn,
  isTimeZone,
  moveDay,
  timeZoneSchema,
  toInstant,
  wallClock,
} from '../../src/shared/instant.ts';

const zones = fc.constantFrom('Europe/Madrid', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC');
const instants = fc
  .integer({ min: Date.parse('1970-01-02T00:00:00Z'), max: Date.parse('2099-12-31T00:00:00Z') })
  .map(toInstant);
const clockTimes = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

describe('an instant', () => {
  it('is text of one width that sorts as time does', () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        expect(a).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(a < b).toBe(fromInstant(a) < fromInstant(b));
        expect(toInstant(fromInstant(a))).toBe(a);
      }),
    );
  });

  it.each([
    ['2026-07-15T22:15:30Z', '2026-07-15T22:15:30.000Z'],
    ['2026-07-16T00:15:30+02:00', '2026-07-15T22:15:30.000Z'],
    ['2026-07-15T22:15:30.1239Z', '2026-07-15T22:15:30.123Z'],
  ])('%s comes in as %s', (text, instant) => {
    expect(instantIn.parse(text)).toBe(instant);
  });

  it.each([
    '2026-07-15',
    '2026-07-15T22:15:30',
    '2026-02-30T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '0001-01-01T00:00:00Z',
    'now',
  ])('%s does not', (text) => {
    expect(instantIn.safeParse(text).success).toBe(false);
  });
});

describe('a wall clock', () => {
  it.each([
    ['an ordinary evening', '2026-07-15', '20:00', '2026-07-15T18:00:00.000Z'],
    ['a time that the clock change skips', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['a time that it repeats', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
  ])('in Madrid: %s', (_what, day, time, instant) => {
    expect(wallClock(day, time, 'Europe/Madrid')).toBe(instant);
  });
});

describe('a day', () => {
  it('has 23 hours, 24 or 25', () => {
    const hours = (day: string): number => {
      const { from, to } = dayBounds(day, 'Europe/Madrid');
      return (fromInstant(to) - fromInstant(from)) / HOUR;
    };
    expect([hours('2026-03-29'), hours('2026-07-15'), hours('2026-10-25')]).toEqual([23, 24, 25]);
  });

  it('holds each of its instants, and they follow one another without a gap', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const day = dayIn(instant, zone);
        const { from, to } = dayBounds(day, zone);
        expect(from <= instant && instant < to).toBe(true);
        expect(dayIn(to, zone) > day).toBe(true);
      }),
    );
  });

  it('moves over the ends of months', () => {
    expect(moveDay('2024-02-29', { years: 1 })).toBe('2025-02-28');
    expect(moveDay('2026-12-31', { days: 1 })).toBe('2027-01-01');
  });

  it.each(['2026-02-29', '1969-12-31', '2026-7-1', '15/07/2026', ''])('is not %j', (day) => {
    expect(daySchema.safeParse(day).success).toBe(false);
  });
});

describe('an event', () => {
  it.each([
    ['an afternoon', '14:00', '23:00', '2026-07-15T12:00:00.000Z', '2026-07-15T21:00:00.000Z'],
    ['a night', '23:00', '06:00', '2026-07-15T21:00:00.000Z', '2026-07-16T04:00:00.000Z'],
    ['a whole day', '14:00', '14:00', '2026-07-15T12:00:00.000Z', '2026-07-16T12:00:00.000Z'],
    ['no end', '14:00', null, '2026-07-15T12:00:00.000Z', '2026-07-15T18:00:00.000Z'],
  ])('of %s', (_what, startTime, endTime, startsAt, endsAt) => {
    const window = eventWindow({ date: '2026-07-15', startTime, endTime }, 'Europe/Madrid');
    expect(window).toEqual({ startsAt, endsAt });
  });

  it('never ends before it begins, in any zone, on any day', () => {
    fc.assert(
      fc.property(instants, clockTimes, clockTimes, zones, (instant, startTime, endTime, zone) => {
        const { startsAt, endsAt } = eventWindow({ date: dayIn(instant, zone), startTime, endTime }, zone);
        expect(endsAt >= startsAt).toBe(true);
      }),
    );
  });
});

it.each(['24:00', '9:00', '14:60', '14', '14:00:60', ' 14:00'])('%j is no time of day', (time) => {
  expect(clockTimeSchema.safeParse(time).success).toBe(false);
});

it('drops the seconds of a time of day', () => {
  expect(clockTimeSchema.parse('14:00:59')).toBe('14:00');
});

it('knows the zones of this machine', () => {
  expect(isTimeZone('Europe/Madrid')).toBe(true);
  expect(timeZoneSchema.safeParse('Europe/Atlantis').success).toBe(false);
  expect(timeZoneSchema.safeParse('').success).toBe(false);
});
