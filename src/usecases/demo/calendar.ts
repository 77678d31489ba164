import {
  MINUTE,
  clockIn,
  dayIn,
  fromInstant,
  moveDay,
  toInstant,
  wallClock,
  type Milliseconds,
} from '../../shared/instant.ts';
import type { Chance } from './chance.ts';

/** A day as the demo counts them: 0 is the one on which it is made, -1 the one before. */
export type Day = number;

/** Orders of a day by the hour at the counter: a rush at noon, a longer one after work. */
const COUNTER_HOURS = [
  [10, 4],
  [11, 7],
  [12, 11],
  [13, 10],
  [14, 5],
  [15, 5],
  [16, 8],
  [17, 12],
  [18, 16],
  [19, 13],
] as const;

/** The hours of a show's own day: most come in the evening. */
const SHOW_HOURS = [
  [10, 3],
  [11, 4],
  [12, 6],
  [13, 6],
  [14, 5],
  [15, 6],
  [16, 9],
  [17, 13],
  [18, 18],
  [19, 22],
] as const;

/** From Sunday: the counter has a slow Monday and a busy end of the week. */
const WEEKDAYS = [0.8, 0.35, 0.8, 0.9, 1.1, 1.5, 1.4] as const;

/** The venue's wall clock around the moment at which the demo is made. */
export class Calendar {
  readonly now: Milliseconds;
  readonly zone: string;
  readonly #today: string;
  readonly #midnights = new Map<Day, Milliseconds>();

  constructor(now: Milliseconds, zone: string) {
    this.now = now;
    this.zone = zone;
    this.#today = dayIn(toInstant(now), zone);
  }

  /** The calendar day `2026-07-15`. */
  date(day: Day): string {
    return moveDay(this.#today, { days: day });
  }

  /** From 0, a Sunday. */
  weekday(day: Day): number {
    return new Date(`${this.date(day)}T00:00:00Z`).getUTCDay();
  }

  /** The last such weekday on or before a day. */
  lastWeekday(weekday: number, day: Day): Day {
    return day - ((this.weekday(day) - weekday + 7) % 7);
  }

  /** Minutes after a day's midnight. */
  at(day: Day, minutes: number): Milliseconds {
    let midnight = this.#midnights.get(day);
    if (midnight === undefined) {
      midnight = fromInstant(wallClock(this.date(day), '00:00', this.zone));
      this.#midnights.set(day, midnight);
    }
    return midnight + minutes * MINUTE;
  }

  /** The date and the time of an instant on the wall. */
  wall(at: Milliseconds): { date: string; time: string } {
    const instant = toInstant(at);
    return { date: dayIn(instant, this.zone), time: clockIn(instant, this.zone) };
  }

  /** A moment while the counter is open. */
  counterMoment(chance: Chance, day: Day, isShowDay = false): Milliseconds {
    const hour = chance.weighted(isShowDay ? SHOW_HOURS : COUNTER_HOURS);
    return this.at(day, hour * 60) + chance.between(0, 60 * MINUTE - 1);
  }

  /** How well a day sells: a rush when the sale opens, a quiet middle, a climb to the show, and most on its own day. */
  appetite(day: Day, daysOnSale: number, daysLeft: number): number {
    if (daysLeft === 0) return 25;
    const opening = 6 * Math.exp(-daysOnSale / 4);
    const climb = 6 * Math.exp(-daysLeft / 7);
    return (1 + opening + climb) * (WEEKDAYS[this.weekday(day)] ?? 1);
  }
}
