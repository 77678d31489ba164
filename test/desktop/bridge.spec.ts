import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { createEvent } from '../../src/shared/events.ts';
import type { BodyOf } from '../../src/shared/operation.ts';
import { type Desktop, test } from '../support/desktop.ts';

const OWNER = { email: 'owner@example.com', password: 'correct horse battery', name: 'Olivia Owner' };

async function post(origin: string, route: string, body: unknown, token?: string): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  return fetch(`${origin}${route}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function signUp(origin: string): Promise<string> {
  const answer = await post(origin, '/api/auth/signup', { ...OWNER, client: 'console' });
  return ((await answer.json()) as { token: string }).token;
}

const chooseFromMenu = ({ app }: Desktop, id: string) =>
  app.evaluate(({ Menu }, item) => void Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);

test('an owner’s new password is set from the menu, and from there alone', async ({ openDesktop }) => {
  const desktop = await openDesktop();
  const { page, origin } = desktop;
  const token = await signUp(origin);
  const change = { email: OWNER.email, password: 'a fresh horse battery' };
  const reset = () =>
    page.evaluate((wanted) => window.boxOffice?.resetOwner(wanted).catch((error: Error) => error.message), change);
  const owners = () => page.evaluate(() => window.boxOffice?.owners().catch((error: Error) => error.message));

  const shut = 'Choose “Set a new owner’s password…” in the menu of this window first.';
  expect(await reset()).toBe(shut);
  expect(await owners()).toBe(shut);

  await chooseFromMenu(desktop, 'reset-owner');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await owners()).toEqual([{ email: OWNER.email, name: OWNER.name }]);
  expect(await reset()).toEqual({ email: OWNER.email });
  expect(await reset()).toBe(shut);

  const me = await fetch(`${origin}/api/auth/me`, { headers: { Authorization: `Bearer ${token}` } });
  expect(me.status).toBe(401);
  expect((await post(origin, '/api/auth/login', { email: OWNER.email, password: OWNER.password })).status).toBe(401);
  expect((await post(origin, '/api/auth/login', change)).status).toBe(200);
});

test('the machine stays awake while an event is on', async ({ openDesktop }) => {
  const { app, origin } = await openDesktop();
  // What the system is asked, not what it grants: a machine for tests may have no power to manage.
  const awake = () =>
    app.evaluate(({ powerSaveBlocker }) =>
      Array.from({ length: 9 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
    );
  const look = () => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
  expect(await awake()).toBe(false);

  const token = await signUp(origin);
  const inAnHour = new Date(Date.now() + 3_600_000);
  const event: BodyOf<typeof createEvent> = {
    title: 'Tonight',
    date: inAnHour.toLocaleDateString('sv-SE'),
    startTime: inAnHour.toLocaleTimeString('sv-SE', { hour: '2-digit', minute: '2-digit' }),
    totalCapacity: 10,
    tiers: [{ name: 'Door', price: '10.00', quantity: 10 }],
    status: 'published',
  };
  const made = await post(origin, '/api/admin/events', event, token);
  expect(made.status).toBe(201);
  await look();
  await expect.poll(awake).toBe(true);

  const { id } = (await made.json()) as { id: string };
  expect((await post(origin, `/api/admin/events/${id}/cancel`, {}, token)).status).toBe(200);
  await look();
  await expect.poll(awake).toBe(false);
});

test('a file is saved where the person says, and only if they do', async ({ openDesktop }) => {
  const { app, page, dataDir } = await openDesktop();
  const file = path.join(dataDir, 'orders.csv');
  const save = () =>
    page.evaluate(() =>
      window.boxOffice
        ?.saveFile({ suggestedName: 'orders.csv', contents: 'order,total\n' })
        .catch((error: Error) => error.message),
    );
  const answer = (filePath: string) =>
    app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: chosen === '', filePath: chosen });
    }, filePath);

  await answer('');
  expect(await save()).toEqual({ saved: false });
  await answer(file);
  expect(await save()).toEqual({ saved: true });
  expect(readFileSync(file, 'utf8')).toBe('order,total\n');
  await answer(path.join(dataDir, 'no such folder', 'orders.csv'));
  expect(await save()).toBe('The file could not be saved there (ENOENT).');
});

test('a chosen printer is remembered and prints without a dialog; one that is gone asks', async ({ openDesktop }) => {
  const first = await openDesktop();
  await first.page.evaluate(() => window.boxOffice?.choosePrinter('Counter'));
  await first.end();

  const { app, page } = await openDesktop({ dataDir: first.dataDir });
  const connect = (names: string[]) =>
    app.evaluate(({ BrowserWindow }, there) => {
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        webContents.getPrintersAsync = async () =>
          there.map((name) => ({ name, displayName: `${name} printer`, description: '', options: {} }));
        webContents.print = (options, done) => {
          Object.assign(globalThis, { printedWith: options });
          done?.(true, '');
        };
      }
    }, names);
  const printedWith = () => app.evaluate(() => (globalThis as { printedWith?: unknown }).printedWith);
  const print = () => page.evaluate(() => window.boxOffice?.printPage());

  await connect(['Office', 'Counter']);
  expect(await print()).toBe('printed');
  expect(await printedWith()).toMatchObject({ silent: true, deviceName: 'Counter' });
  expect(await page.evaluate(() => window.boxOffice?.listPrinters())).toEqual({
    printers: [
      { name: 'Office', label: 'Office printer' },
      { name: 'Counter', label: 'Counter printer' },
    ],
    chosen: 'Counter',
  });

  await connect(['Office']);
  expect(await print()).toBe('printed');
  expect(await printedWith()).toMatchObject({ silent: false });
});

test('the menu leads to the screens of the console', async ({ openDesktop }) => {
  const desktop = await openDesktop();
  const { page } = desktop;
  await page.evaluate(() => void window.boxOffice?.onNavigate((to) => Object.assign(window, { ledTo: to })));
  await chooseFromMenu(desktop, 'orders');
  await expect.poll(() => page.evaluate(() => (window as { ledTo?: string }).ledTo)).toBe('/orders');
});
