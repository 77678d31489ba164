import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** A UTC instant as text of one width, `2026-07-15T22:15:30.000Z`: sorts as it reads, on every database. */
export type Instant = string;

/** What every change is given instead of asking the machine: milliseconds since 1970 (UTC). */
export type Milliseconds = number;

export const MINUTE: Milliseconds = 60_000;
export const HOUR: Milliseconds = 60 * MINUTE;
export const DAY: Milliseconds = 24 * HOUR;

/** The last one that has that width: "until 9999-12-31" means for ever. */
const LAST_INSTANT: Milliseconds = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

export const toInstant = (at: Milliseconds): Instant => new Date(Math.min(at, LAST_INSTANT)).toISOString();
export const fromInstant = (instant: Instant): Milliseconds => Date.parse(instant);

export const instantOut = z
  .string()
  .meta({ description: 'UTC instant', examples: ['2026-07-15T22:15:30.000Z'], format: 'date-time' });

/** An instant with its offset as it comes in; kept as UTC. */
export const instantIn = z.iso
  .datetime({ offset: true })
  .max(35)
  .transform((text, context): Instant => {
    const at = Date.parse(text);
    const year = new Date(at).getUTCFullYear();
    if (!Number.isFinite(at) || year < 1970 || year > 9999) {
      context.addIssue({ code: 'custom', message: 'is not an instant between 1970 and 9999' });
      return z.NEVER;
    }
    return toInstant(at);
  })
  .meta({ description: 'Instant with Z or an offset', examples: ['2026-07-15T22:15:30.000Z'] });

/** A calendar day `2026-07-15`. */
export const daySchema = z.iso
  .date()
  .refine((day) => day >= '1970-01-01', 'must not be before 1970')
  .meta({ description: 'Calendar day', examples: ['2026-07-15'] });

/** A wall-clock time `14:00` on the 24-hour clock; seconds are dropped. */
export const clockTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'must be a time such as 14:00')
  .transform((time) => time.slice(0, 5))
  .meta({ description: 'Wall-clock time in the zone of the venue', examples: ['14:00'] });

/** True for an IANA zone that this machine's time zone data knows. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, 'is not a time zone such as Europe/Madrid')
  .meta({ description: 'IANA time zone', examples: ['Europe/Madrid'] });

/** The zone of this machine: the default of a venue's. */
export const machineTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A venue's wall clock as an instant. In the hour that a clock change skips or repeats: the later or the earlier one (RFC 5545's rule). */
export function wallClock(day: string, time: string, zone: string): Instant {
  const at = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return toInstant(at.epochMilliseconds);
}

/** The first instant of a calendar day in a zone and the first of the next day: `from` inclusive, `to` exclusive. */
export function dayBounds(day: string, zone: string): { from: Instant; to: Instant } {
  const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone });
  return {
    from: toInstant(start.epochMilliseconds),
    to: toInstant(start.add({ days: 1 }).startOfDay().epochMilliseconds),
  };
}

/** The calendar day of an instant in a zone. */
export function dayIn(instant: Instant, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The wall clock `22:15` of an instant in a zone. */
export function clockIn(instant: Instant, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** `day` moved by whole days, months or years. */
export function moveDay(day: string, by: { days?: number; months?: number; years?: number }): string {
  return Temporal.PlainDate.from(day).add(by).toString();
}

/** When an event begins and ends in its venue's zone; an end at or before its start is on the next day, a missing end is 6 hours on. */
export function eventWindow(
  event: { date: string; startTime: string; endTime: string | null },
  zone: string,
): { startsAt: Instant; endsAt: Instant } {
  const startsAt = wallClock(event.date, event.startTime, zone);
  if (event.endTime === null) return { startsAt, endsAt: toInstant(fromInstant(startsAt) + 6 * HOUR) };
  const nextDay = event.endTime <= event.startTime;
  const endsAt = wallClock(nextDay ? moveDay(event.date, { days: 1 }) : event.date, event.endTime, zone);
  return { startsAt, endsAt };
}
