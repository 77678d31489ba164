import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startServer, type BoxOffice } from '../../src/server.ts';
import { findChromium } from '../support/browsers.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';
import { NO_LIMITS } from '../support/no-limits.ts';
import type { OpenApiDocument } from './support/contract.ts';

// A browser is slower than a server.
vi.setConfig({ testTimeout: 60_000 });

const root = path.join(import.meta.dirname, '..', '..');
const folder = makeFolder();
const consoleDir = path.join(folder, 'console');
let server: BoxOffice;
let browser: Browser;
let page: Page;

/** Every address that the page asked for, and everything that it complained of. */
const asked: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  // What the build lays beside the console (tools/lib/bundle-renderer.ts).
  mkdirSync(path.join(consoleDir, 'docs'), { recursive: true });
  writeFileSync(path.join(consoleDir, 'index.html'), '');
  copyFileSync(path.join(root, 'renderer/public/docs/start.js'), path.join(consoleDir, 'docs/start.js'));
  copyFileSync(
    path.join(root, 'node_modules/@scalar/api-reference/dist/browser/standalone.js'),
    path.join(consoleDir, 'docs/api-reference.js'),
  );
  const dataDir = path.join(folder, 'data');
  server = await startServer({ dataDir, port: 0, consoleDir, version: '1.2.3', rateLimits: NO_LIMITS });

  const found = await findChromium();
  browser = await chromium.launch({
    ...found,
    args: [...found.args, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.on('request', (request) => asked.push(request.url()));
  page = await context.newPage();
  page.on('websocket', (socket) => asked.push(socket.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  // A violation of the content security policy is told here too.
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  await page.goto(`${server.url}/api/docs`);
  await page.getByRole('heading', { name: 'TicketWave Box Office' }).waitFor();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server.stop();
  removeFolder(folder);
});

test('the API reference shows our document', async () => {
  await page.getByText('v1.2.3').waitFor();
  const { paths } = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as OpenApiDocument;
  const tags = Object.values(paths).flatMap((methods) => Object.values(methods).flatMap((operation) => operation.tags));
  expect(tags.length).toBeGreaterThan(50);
  for (const tag of new Set(tags))
    await page.getByRole('button', { name: new RegExp(`(Open|Close) Group - ${tag}`) }).waitFor();
});

test('a request is tried on this very server, through nobody else', async () => {
  await page.getByRole('button', { name: 'Open Group - Health' }).click();
  await page.getByText('Whether the box office is up').first().click();
  await page.getByRole('button', { name: /Test Request \(get \/api\/health\)/ }).click();
  const answered = page.waitForResponse(`${server.url}/api/health`);
  await page.getByRole('button', { name: /^Send/ }).first().click();
  expect(await (await answered).json()).toMatchObject({ status: 'ok', version: '1.2.3' });
  await page.getByText('200 OK').first().waitFor();
  await page.keyboard.press('Escape');
});

test('nobody elsewhere is asked for anything, however long one reads', async () => {
  for (let screen = 0; screen < 10; screen += 1) {
    await page.mouse.wheel(0, 2_000);
    await page.waitForTimeout(100);
  }
  await page.reload();
  await page.getByRole('heading', { name: 'TicketWave Box Office' }).waitFor();
  await page.waitForTimeout(1_000);
  expect(asked.length).toBeGreaterThanOrEqual(8);
  const elsewhere = asked.filter((address) => !/^(data|blob):/.test(address) && new URL(address).origin !== server.url);
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
});

test('nothing in it leads away, asks an agent or offers another product', async () => {
  const links = await page
    .locator('a[href^="http"]:visible')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).toEqual([]);
  for (const words of ['Ask AI', 'Open API Client', 'MCP', 'Powered by', 'Share', 'Deploy'])
    expect(await page.getByText(words, { exact: false }).filter({ visible: true }).count(), words).toBe(0);
});
