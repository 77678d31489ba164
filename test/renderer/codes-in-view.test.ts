import { describe, expect, it } from 'vitest';
import { CodesInView } from '../../renderer/lib/decoding/codes-in-view.ts';

const A = 'TW-VIP-0123456789';
const B = 'TW-VIP-ABCDEFGHJK';

/** Looks every 100 ms from `from` to `until`, answers all that counted. */
function watch(view: CodesInView, codes: string[], from: number, until: number): string[] {
  const counted: string[] = [];
  for (let now = from; now <= until; now += 100) counted.push(...view.look(codes, now));
  return counted;
}

describe('a code in view', () => {
  it('counts once while it stays', () => {
    expect(watch(new CodesInView(), [A], 0, 60_000)).toEqual([A]);
  });

  it('counts again when it was away for 1.5 s and is held up again', () => {
    const view = new CodesInView();
    expect(watch(view, [A], 0, 1000)).toEqual([A]);
    watch(view, [], 1100, 2600);
    expect(watch(view, [A], 2700, 3000)).toEqual([A]);
  });

  it('does not count again after a few frames that could not be read', () => {
    const view = new CodesInView();
    watch(view, [A], 0, 1000);
    watch(view, [], 1100, 2300);
    expect(watch(view, [A], 2400, 3000)).toEqual([]);
  });

  it('does not count again because the page stood still for a while', () => {
    const view = new CodesInView();
    view.look([A], 0);
    expect(view.look([A], 10_000)).toEqual([]);
    view.look([], 20_000);
    expect(view.look([A], 30_000)).toEqual([]);
  });

  it('counts each of two codes by itself', () => {
    const view = new CodesInView();
    expect(view.look([A], 0)).toEqual([A]);
    expect(view.look([A, B, B], 100)).toEqual([B]);
    watch(view, [B], 200, 2000);
    expect(view.look([A, B], 2100)).toEqual([A]);
  });
});
