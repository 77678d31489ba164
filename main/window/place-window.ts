import { z } from 'zod';

/** Where the window was when it was closed, in the screen's own points. */
export const savedPlace = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
});
export type SavedPlace = z.infer<typeof savedPlace>;

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Below this the console's till no longer fits. */
export const SMALLEST = { width: 900, height: 600 };
const USUAL = { width: 1280, height: 840 };

/** What must be in sight for a hand to drag the window: this much of its title bar. */
const GRIP = { width: 120, height: 24 };

export interface Place {
  width: number;
  height: number;
  /** Absent: in the middle of the main screen. */
  position: { x: number; y: number } | null;
  maximized: boolean;
}

/**
 * Puts the window back where it was, if that is still on a screen and of a size that fits there: the projector of last night may
 * be gone. `screens` are the work areas, the main one first.
 */
export function placeWindow(saved: SavedPlace | null, screens: readonly Area[]): Place {
  const screen = saved && screens.find((area) => showsGrip(area, saved));
  if (saved && screen) {
    const { x, y, maximized } = saved;
    return { ...fit(saved, screen), position: { x, y }, maximized };
  }
  const [main] = screens;
  return { ...(main ? fit(saved ?? USUAL, main) : USUAL), position: null, maximized: saved?.maximized ?? false };
}

function showsGrip(screen: Area, window: Area): boolean {
  const inSight = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  return inSight >= GRIP.width && window.y >= screen.y && window.y + GRIP.height <= screen.y + screen.height;
}

const fit = (size: { width: number; height: number }, screen: Area): { width: number; height: number } => ({
  width: Math.max(SMALLEST.width, Math.min(size.width, screen.width)),
  height: Math.max(SMALLEST.height, Math.min(size.height, screen.height)),
});
