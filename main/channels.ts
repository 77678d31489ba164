import type { DesktopMethod } from '../src/shared/desktop.ts';

/** The names under which the page's side of the bridge and ours find each other. */
export const callChannel = (method: DesktopMethod): string => `box-office:${method}`;
export const NAVIGATE = 'box-office:navigate';
export const RESET_OWNER = 'box-office:reset-owner';
export const DOWNLOAD_PROGRESS = 'box-office:download-progress';

/** What a call answers: its value, or a sentence for a person. Electron would put its own words before a thrown error's. */
export type Answer<T> = { value: T } | { error: string };
