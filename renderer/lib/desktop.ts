import { type DesktopBridge } from '../../src/shared/desktop.ts';

declare global {
  interface Window {
    /** There inside the desktop application only. */
    readonly boxOffice?: DesktopBridge;
  }
}

export const desktop: DesktopBridge | null = window.boxOffice ?? null;

/** Prints this page: by the desktop on the chosen printer, in a browser by its dialog. */
export async function printPage(): Promise<void> {
  if (desktop) await desktop.printPage();
  else window.print();
}
