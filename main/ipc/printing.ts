import type { WebContents, WebContentsPrintOptions } from 'electron';
import type { PrintOutcome } from '../../src/shared/desktop.ts';
import type { Desk } from '../desk.ts';
import type { Log } from '../log.ts';
import type { DesktopCalls } from './answer.ts';

/** Prints the page of the window. The chosen printer is kept in the desktop's settings. */
export function printing({
  consoleWindow,
  settings,
  log,
}: Desk): Pick<DesktopCalls, 'printPage' | 'listPrinters' | 'choosePrinter'> {
  return {
    async printPage() {
      const page = consoleWindow.present().webContents;
      const chosen = settings.get('printer');
      const there = chosen !== null && (await page.getPrintersAsync()).some(({ name }) => name === chosen);
      // A printer that was unplugged must not swallow tickets: then the person is asked again.
      return print(page, there ? { silent: true, deviceName: chosen } : { silent: false }, log);
    },
    async listPrinters() {
      const printers = await consoleWindow.present().webContents.getPrintersAsync();
      return {
        printers: printers.map(({ name, displayName }) => ({ name, label: displayName || name })),
        chosen: settings.get('printer'),
      };
    },
    async choosePrinter(name) {
      settings.set('printer', name);
    },
  };
}

function print(page: WebContents, options: WebContentsPrintOptions, log: Log): Promise<PrintOutcome> {
  return new Promise((resolve) => {
    // Backgrounds are part of a ticket: a QR code drawn as one would else come out blank.
    page.print({ ...options, printBackground: true }, (printed, reason) => {
      if (printed) return resolve('printed');
      if (/cancel/i.test(reason)) return resolve('cancelled');
      log.error(`printing failed: ${reason}`);
      resolve('failed');
    });
  });
}
