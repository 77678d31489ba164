import { app, safeStorage, session } from 'electron';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { beginServingSomewhere, consoleOrigin } from './begin-serving.ts';
import { refuseToStart, reportCrashes } from './crash-manners.ts';
import type { Desk } from './desk.ts';
import { openBridge } from './ipc/open-bridge.ts';
import { OwnerReset } from './ipc/owner-reset.ts';
import { keepAwakeDuringEvents } from './keep-awake.ts';
import { openLog } from './log.ts';
import { showMenu } from './menu.ts';
import { readOptions } from './options.ts';
import { quitGracefully } from './quit-gracefully.ts';
import { secureAllContents } from './security/secure-contents.ts';
import { secureSession } from './security/secure-session.ts';
import { Settings } from './settings.ts';
import { desktopVault } from './vault.ts';
import { ConsoleWindow } from './window/console-window.ts';
import { askForPatience } from './window/patience.ts';

/** The boot order, from first to last. */
async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(1));

  // The lock lies among the desktop's own files, and those beside the ledger: one desktop a ledger.
  const folder = path.join(options.dataDir, 'desktop');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
  app.setAppUserModelId('com.ticketwavehq.boxoffice');
  if (!app.requestSingleInstanceLock()) return app.quit();

  // Root's processes cannot be sandboxed by the system, and Chromium makes root say so itself.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const log = openLog(path.join(folder, 'desktop.log'));
  reportCrashes(log);

  const enough = askForPatience(options.demo ? 'Making the demo: a year of orders …' : 'Opening the ledger …');
  const vault = desktopVault(options.dataDir, safeStorage);
  const [{ boxOffice, taken }] = await Promise.all([beginServingSomewhere(options, vault), app.whenReady()]);
  const origin = consoleOrigin(boxOffice.url);
  log.info(`serving ${boxOffice.url} from ${options.dataDir}`);

  secureSession(session.defaultSession, origin);
  secureAllContents(origin);

  const settings = new Settings(path.join(folder, 'settings.json'));
  const consoleWindow = new ConsoleWindow(origin, settings, log);
  const ownerReset = new OwnerReset(boxOffice);
  const desk: Desk = { boxOffice, origin, dataDir: options.dataDir, log, settings, consoleWindow, ownerReset };
  quitGracefully(desk);
  openBridge(desk);
  showMenu(desk);

  consoleWindow.show().once('show', enough);
  app.on('second-instance', () => consoleWindow.show());
  app.on('activate', () => consoleWindow.show());
  if (taken !== null) consoleWindow.tellOfMove(taken);

  keepAwakeDuringEvents(desk);
}

start().catch(refuseToStart);
