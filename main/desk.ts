import type { BoxOffice } from '../src/server.ts';
import type { OwnerReset } from './ipc/owner-reset.ts';
import type { Log } from './log.ts';
import type { Settings } from './settings.ts';
import type { ConsoleWindow } from './window/console-window.ts';

/** What the parts of the running desktop share. */
export interface Desk {
  boxOffice: BoxOffice;
  /** Where the console is loaded from, such as `http://127.0.0.1:4870`. */
  origin: string;
  dataDir: string;
  log: Log;
  settings: Settings;
  consoleWindow: ConsoleWindow;
  ownerReset: OwnerReset;
}
