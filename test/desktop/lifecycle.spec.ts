import { type ElectronApplication, expect } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { type Desktop, test } from '../support/desktop.ts';
import { desktopLaunch } from '../support/electron.ts';

const visible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));

test('a second start shows the first window and ends itself', async ({ openDesktop }) => {
  const { app, dataDir } = await openDesktop();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  expect(await visible(app)).toEqual([false]);

  const { executablePath, args, env } = desktopLaunch({ BOX_OFFICE_DATA_DIR: dataDir, BOX_OFFICE_PORT: '0' });
  const second = spawn(executablePath, args, { env, stdio: 'ignore' });
  expect(await once(second, 'exit')).toEqual([0, null]);
  await expect.poll(() => visible(app)).toEqual([true]);
});

/** Answers the questions of the desktop with the button of this name, and keeps what was asked. */
async function answerQuestions(app: ElectronApplication, button: string): Promise<() => Promise<string[]>> {
  await app.evaluate(({ dialog }, name) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    const answer = async (...given: unknown[]) => {
      const { message, buttons = [] } = given.at(-1) as Electron.MessageBoxOptions;
      asked.push(message);
      return { response: buttons.indexOf(name), checkboxChecked: false };
    };
    dialog.showMessageBox = answer;
  }, button);
  return () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}

const closeWindow = ({ app }: Desktop) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

test('closing, reloading and quitting ask while a sale is under way', async ({ openDesktop }) => {
  const desktop = await openDesktop();
  const { app, page } = desktop;
  await page.evaluate(() => window.boxOffice?.setSaleUnderWay(true));

  const asked = await answerQuestions(app, 'Keep selling');
  await closeWindow(desktop);
  await expect.poll(asked).toEqual(['A sale is under way']);
  await app.evaluate(({ app: electron }) => electron.quit());
  await expect.poll(asked).toHaveLength(2);
  await page.evaluate(() => Object.assign(window, { untouched: true }));
  await app.evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('reload')?.click());
  await expect.poll(asked).toHaveLength(3);
  expect(await page.evaluate(() => 'untouched' in window)).toBe(true);
  expect(await visible(app)).toEqual([true]);

  await answerQuestions(app, 'Quit anyway');
  const exit = once(app.process(), 'exit');
  await app.evaluate(({ app: electron }) => electron.quit());
  expect(await exit).toEqual([0, null]);
});

test('closing does not ask once the sale is paid or its page is gone', async ({ openDesktop }) => {
  const desktop = await openDesktop();
  const asked = await answerQuestions(desktop.app, 'Keep selling');
  await desktop.page.evaluate(() => window.boxOffice?.setSaleUnderWay(true));
  await desktop.page.reload();
  expect(await asked()).toEqual([]);
  const exit = once(desktop.app.process(), 'exit');
  await closeWindow(desktop);
  expect(await exit).toEqual([0, null]);
});

test('a signal ends it without questions, and the next start finds the window where it was', async ({
  openDesktop,
}) => {
  const first = await openDesktop();
  await first.page.evaluate(() => window.boxOffice?.setSaleUnderWay(true));
  const bounds = { x: 40, y: 60, width: 1000, height: 700 };
  await first.app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted), bounds);
  expect(await first.end()).toBe(0);

  const second = await openDesktop({ dataDir: first.dataDir });
  const found = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(found).toEqual(bounds);
});

test('where another program has the port it takes a free one', async ({ openDesktop }) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    const { page } = await openDesktop({ env: { BOX_OFFICE_PORT: String(port) } });
    expect(Number(new URL(page.url()).port)).not.toBe(port);
    expect(await page.evaluate(async () => (await fetch('/api/health')).status)).toBe(200);
  } finally {
    other.close();
  }
});

test('the page comes back after a crash, and the person is told', async ({ openDesktop }) => {
  const { app, dataDir } = await openDesktop();
  const asked = await answerQuestions(app, 'OK');
  // Playwright's own hold on the page ends with the crash, so the desktop is asked.
  const title = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const back = new Promise<void>((loaded) => contents?.once('did-finish-load', () => loaded()));
    contents?.forcefullyCrashRenderer();
    await back;
    return contents?.executeJavaScript('document.title') as Promise<string>;
  });
  expect(title).toContain('TicketWave Box Office');
  expect(await asked()).toEqual(['The console stopped and was loaded again']);
  expect(readFileSync(path.join(dataDir, 'desktop', 'desktop.log'), 'utf8')).toContain('the page is gone');
});

test('what fails unseen in the main process is written down and told', async ({ openDesktop }) => {
  const { app, dataDir, page } = await openDesktop();
  const asked = await answerQuestions(app, 'Carry on');
  await app.evaluate(() => void setTimeout(() => void Promise.reject(new Error('a wheel came off')), 0));
  await expect.poll(asked).toEqual(['Something went wrong in the box office']);
  expect(readFileSync(path.join(dataDir, 'desktop', 'desktop.log'), 'utf8')).toContain('a wheel came off');
  expect(await page.evaluate(async () => (await fetch('/api/health')).status)).toBe(200);
});
