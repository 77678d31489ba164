import { describe, expect, it } from 'vitest';
import { FramingHelp, sightOf } from '../../renderer/lib/decoding/framing.ts';
import { degradedFrames } from '../support/degraded-frames.ts';
import { frameOf } from '../support/frames.ts';
import { type Picture, pictureOf } from '../support/qr-video.ts';

const CODE = 'TW-EARLYBIR-0123456789';

const darker = (picture: Picture, light: number): Picture => ({
  ...picture,
  luma: picture.luma.map((grey) => grey * light),
});
const sight = (picture: Picture) => sightOf(frameOf(picture));

/** Holds the picture up for `time` milliseconds; the last word of help. */
function held(picture: Picture, time: number, help = new FramingHelp()) {
  const seen = sight(picture);
  let hint = null;
  for (let now = 0; now <= time; now += 500) hint = help.missed(seen, now);
  return hint;
}

describe('what a frame shows', () => {
  it('is no code on a wall, however grainy', () => {
    expect(sight(pictureOf(null)).patch).toBeNull();
    const walls = [...degradedFrames(1, ['no code'])];
    expect(walls.map(({ picture }) => sight(picture).patch)).toEqual([null, null]);
  });

  it('is the size of the code', () => {
    for (const share of [0.15, 0.3, 0.45]) {
      const { patch } = sight(pictureOf(CODE, share));
      expect(patch).toBeGreaterThan(share * 480 * 0.6);
      expect(patch).toBeLessThan(share * 480 + 33);
    }
  });
});

describe('the help', () => {
  it('says nothing at first, and nothing before an empty wall', () => {
    expect(held(pictureOf(CODE, 0.4), 2_000)).toBeNull();
    expect(held(pictureOf(null), 60_000)).toBeNull();
  });

  it('asks for what would help', () => {
    expect(held(pictureOf(CODE, 0.15), 3_000)).toBe('closer');
    expect(held(pictureOf(CODE, 0.4), 3_000)).toBe('still');
    expect(held(darker(pictureOf(CODE, 0.4), 0.2), 3_000)).toBe('light');
    expect(held(darker(pictureOf(null), 0.05), 3_000)).toBe('light');
  });

  it('waits anew after each code that was read', () => {
    const help = new FramingHelp();
    const small = sight(pictureOf(CODE, 0.15));
    help.missed(small, 0);
    help.read();
    expect(help.missed(small, 3_000)).toBeNull();
    expect(help.missed(small, 5_500)).toBe('closer');
  });
});
