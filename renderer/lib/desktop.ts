import { type DesktopBridge } from '../../src/shared/desktop.ts';

declare global {
  interface Window {
    /** There inside the desktop application only. */
    readonly boxOffice?: DesktopBridge;
  }
}

/** What the desktop could not do, in its own sentence. */
export class DesktopRefusal extends Error {
  override readonly name = 'DesktopRefusal';
}

export const desktop: DesktopBridge | null = window.boxOffice ?? null;

/** Prints this page: by the desktop on the chosen printer, in a browser by its dialog. */
export async function printPage(): Promise<void> {
  if (desktop) await desktop.printPage();
  else window.print();
}
