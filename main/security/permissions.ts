import { isOurs } from './navigation.ts';

/** What Electron tells of a page that wants to do something; what it leaves out, it does not know. */
export interface Wish {
  permission: string;
  /** Address of the page that asks, or its origin. */
  page: string | undefined;
  isMainFrame: boolean;
  /** For `media`: what of it. */
  media: readonly string[];
}

/** Full screen for the door, the clipboard for "copy the code". Nothing else asks for more than the camera. */
const ALLOWED: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write']);

/** The camera to scan with, and a few harmless wishes, for our own page alone. Never the microphone. */
export function mayHave(wish: Wish, origin: string): boolean {
  if (!wish.isMainFrame || wish.page === undefined || !isOurs(wish.page, origin)) return false;
  if (wish.permission === 'media') return wish.media.length > 0 && wish.media.every((kind) => kind === 'video');
  return ALLOWED.has(wish.permission);
}
