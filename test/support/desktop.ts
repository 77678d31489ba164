// Opens the built desktop application in the real Electron, each with a data folder and a port of its own.
import { test as base, type ElectronApplication, type Page, type TestInfo } from '@playwright/test';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
// Declares `window.boxOffice`.
import type {} from '../../renderer/lib/desktop.ts';
import { desktopLaunch } from './electron.ts';

export interface Desktop {
  app: ElectronApplication;
  /** The console in the window. */
  page: Page;
  dataDir: string;
  /** Where the console and the API are, such as `http://127.0.0.1:40123`. */
  origin: string;
  /** Ends it as a shutdown of the machine does, without questions; answers the exit code. Once ended, it only answers. */
  end(): Promise<number | null>;
}

export interface DesktopOptions {
  /** The folder of a desktop that the same test has ended; a fresh one unless told. */
  dataDir?: string;
  /** A .y4m file that the camera sees: test/support/qr-video.ts makes it. */
  camera?: string;
  args?: string[];
  env?: Record<string, string>;
  /** The folder or asar of a packed application; the built one unless told. */
  packed?: string;
}

/** The server takes up to 15 s to finish what is under way. */
const PATIENCE = 20_000;

/**
 * What a desktop test is made with. What `openDesktop` opened is ended and its data folder removed after the test; a test that
 * failed carries the log.
 */
export const test = base.extend<{ openDesktop: (options?: DesktopOptions) => Promise<Desktop> }>({
  openDesktop: async ({ playwright }, provide, testInfo) => {
    const folders: string[] = [];
    const ends: Desktop['end'][] = [];
    await provide(async (options = {}) => {
      const dataDir = options.dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'box-office-desktop-'));
      if (!options.dataDir) folders.push(dataDir);
      const app = await playwright._electron.launch(launchOptions(dataDir, options));
      const end = endOf(app);
      ends.push(end);
      const page = await consoleOf(app);
      await page.waitForLoadState();
      return { app, page, dataDir, origin: new URL(page.url()).origin, end };
    });
    for (const end of ends) await end();
    for (const folder of folders) {
      if (testInfo.status !== testInfo.expectedStatus) await attachLogs(folder, testInfo);
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
});

/** The console's window: while a ledger takes long to open, another one says so first. */
async function consoleOf(app: ElectronApplication): Promise<Page> {
  for (;;) {
    const page = app.windows().find((one) => one.url().startsWith('http:'));
    if (page) return page;
    await sleep(50);
  }
}

function endOf(app: ElectronApplication): Desktop['end'] {
  const child = app.process();
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    return exit.finally(() => clearTimeout(late));
  };
}

function launchOptions(dataDir: string, { camera, args = [], env = {}, packed }: DesktopOptions) {
  // Not --use-fake-ui-for-media-stream, which grants the camera past our own rules.
  const eyes = ['--use-fake-device-for-media-stream'];
  if (camera) eyes.push(`--use-file-for-fake-video-capture=${camera}`);
  return desktopLaunch({ BOX_OFFICE_DATA_DIR: dataDir, BOX_OFFICE_PORT: '0', ...env }, [...eyes, ...args], packed);
}

async function attachLogs(dataDir: string, testInfo: TestInfo): Promise<void> {
  for (const log of ['desktop/desktop.log', 'logs/box-office.log']) {
    const file = path.join(dataDir, log);
    if (fs.existsSync(file)) await testInfo.attach(log, { body: fs.readFileSync(file), contentType: 'text/plain' });
  }
}
