import { expect, test } from 'vitest';
import {
  beginRun,
  isThrough,
  madeDraft,
  mergeDays,
  repeatedDays,
} from '../../renderer/features/events/duplicate-run.ts';

test('days repeat by whole weeks, over the ends of months and years and through a change of the clock', () => {
  expect(repeatedDays('2026-12-26', 3, 1)).toEqual(['2026-12-26', '2027-01-02', '2027-01-09']);
  expect(repeatedDays('2026-03-22', 3, 2)).toEqual(['2026-03-22', '2026-04-05', '2026-04-19']);
  expect(repeatedDays('2026-03-22', 1, 1)).toEqual(['2026-03-22']);
  expect(repeatedDays('', 3, 1)).toEqual([]);
});

test('a list of days holds each once, in its order', () => {
  expect(mergeDays(['2026-07-02', '2026-07-09'], ['2026-07-09', '2026-06-30'])).toEqual([
    '2026-06-30',
    '2026-07-02',
    '2026-07-09',
  ]);
});

test('each day has a key of its own and is through when its draft is made', () => {
  const run = beginRun(['2026-07-02', '2026-07-09']);
  expect(new Set(run.map(({ key }) => key)).size).toBe(2);
  const half = madeDraft(run, '2026-07-09', 'evt_1');
  expect(half.map(({ eventId }) => eventId)).toEqual([null, 'evt_1']);
  expect([isThrough(half), isThrough(madeDraft(half, '2026-07-02', 'evt_2'))]).toEqual([false, true]);
});
