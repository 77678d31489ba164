import { describe, expect, it } from 'vitest';
import { placeWindow, SMALLEST, type SavedPlace } from '../../main/window/place-window.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const projector = { x: 1440, y: 0, width: 1920, height: 1080 };
const saved: SavedPlace = { x: 1600, y: 100, width: 1200, height: 800, maximized: false };

describe('where the window opens', () => {
  it('the first time: in the middle of the main screen, no larger than it', () => {
    expect(placeWindow(null, [laptop])).toEqual({ width: 1280, height: 840, position: null, maximized: false });
    const small = { x: 0, y: 0, width: 1024, height: 700 };
    expect(placeWindow(null, [small])).toMatchObject({ width: 1024, height: 700 });
  });

  it('where it was, also on another screen and maximized', () => {
    expect(placeWindow({ ...saved, maximized: true }, [laptop, projector])).toEqual({
      width: 1200,
      height: 800,
      position: { x: 1600, y: 100 },
      maximized: true,
    });
  });

  it.each([
    ['its screen is gone', saved],
    ['its title bar is above the screen', { ...saved, x: 100, y: 0 }],
    ['its title bar is below the screen', { ...saved, x: 100, y: 890 }],
    ['only a sliver of it would show at the right', { ...saved, x: 1400 }],
    ['only a sliver of it would show at the left', { ...saved, x: -1150, y: 100 }],
  ])('in the middle of the main screen where %s', (_why, place) => {
    expect(placeWindow(place, [laptop])).toEqual({ width: 1200, height: 800, position: null, maximized: false });
  });

  it('never larger than its screen nor too small to work in', () => {
    const huge = { ...saved, x: 0, y: 30, width: 9000, height: 9000 };
    expect(placeWindow(huge, [laptop])).toMatchObject({ width: 1440, height: 875 });
    const tiny = { ...saved, x: 0, y: 30, width: 150, height: 80 };
    expect(placeWindow(tiny, [laptop])).toMatchObject(SMALLEST);
  });

  it('even where no screen is known', () => {
    expect(placeWindow(saved, [])).toMatchObject({ position: null });
  });
});
