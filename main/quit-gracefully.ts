import { app, powerMonitor } from 'electron';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from './desk.ts';

/** The server gives what is under way 10 s; past this it is stuck. What was answered is on the disk in any case. */
const PATIENCE = 15_000;

/** Lets the server finish what is under way before the program ends, however it is told to end. */
export function quitGracefully({ boxOffice, consoleWindow, log }: Desk): void {
  let stopping = false;
  let stopped = false;
  const stop = async (): Promise<void> => {
    try {
      await Promise.race([boxOffice.stop(), sleep(PATIENCE)]);
    } catch (error) {
      log.error('the server did not stop as it should', error);
    }
    stopped = true;
    // Electron takes no second quit before it is done with the first event.
    await nextTurn();
    app.quit();
  };
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    if (!stopping) void stop();
    stopping = true;
  });
  app.on('window-all-closed', () => {
    // On macOS a program without windows goes on, and so do the scanners at the door.
    if (process.platform !== 'darwin') app.quit();
  });

  const quitUnasked = (): void => consoleWindow.quitUnasked();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quitUnasked);
  // `shutdown` is how Linux and macOS say it; Windows tells the window.
  powerMonitor.on('shutdown', quitUnasked);
  app.on('browser-window-created', (_event, window) => window.on('session-end', quitUnasked));
}
