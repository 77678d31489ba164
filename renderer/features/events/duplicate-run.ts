import { daySchema, moveDay } from '../../../src/shared/instant.ts';
import { newIdempotencyKey } from '../../lib/api.ts';
import { storage } from '../../lib/storage.ts';

/** A day that gets its draft: under its own key, so that asking again after silence or a reload makes no second one. */
export interface DraftDay {
  readonly day: string;
  readonly key: string;
  /** The draft that was made. */
  readonly eventId: string | null;
}

/** A list that is begun stays in this browser until it is through. */
export type DuplicateRun = readonly DraftDay[];

const keyOf = (eventId: string): string => `duplicate.${eventId}`;

export function keptRun(eventId: string): DuplicateRun | null {
  const text = storage.read(keyOf(eventId));
  if (text === null) return null;
  try {
    return JSON.parse(text) as DuplicateRun;
  } catch {
    return null;
  }
}

export const keepRun = (eventId: string, run: DuplicateRun | null): void =>
  storage.write(keyOf(eventId), run === null || isThrough(run) ? null : JSON.stringify(run));

export const beginRun = (days: readonly string[]): DuplicateRun =>
  days.map((day) => ({ day, key: newIdempotencyKey(), eventId: null }));

export const isThrough = (run: DuplicateRun): boolean => run.every(({ eventId }) => eventId !== null);

export const madeDraft = (run: DuplicateRun, day: string, eventId: string): DuplicateRun =>
  run.map((one) => (one.day === day ? { ...one, eventId } : one));

/** `times` days from `first` on, `weeks` weeks apart; none where `first` is no day. */
export const repeatedDays = (first: string, times: number, weeks: number): string[] =>
  daySchema.safeParse(first).success
    ? Array.from({ length: times }, (_, index) => moveDay(first, { days: 7 * weeks * index }))
    : [];

/** Days in their order, each once. */
export const mergeDays = (days: readonly string[], more: readonly string[]): string[] =>
  [...new Set([...days, ...more])].toSorted();
