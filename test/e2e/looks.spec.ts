import { expect, type Page, test } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createEvent } from '../../src/shared/events.ts';
import { refundOrder } from '../../src/shared/orders.ts';
import { scan } from '../../src/shared/scan.ts';
import { createTill, openTill } from '../../src/shared/tills.ts';
import { fakeCamera, findChromium, insistsOnPackaged } from '../support/browsers.ts';
import { eventBody } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { buildClock } from '../support/clock.ts';
import { showInVideo } from '../support/qr-video.ts';
import { createVenue } from '../../src/shared/venues.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

// The key screens of one evening, whose clock stands still, beside pictures that somebody has looked at. How to make those again:
// docs/maintaining.md.
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
];

/** Letters drawn by the browser's own means alone: a machine's settings for fonts would show in every edge. */
const PLAIN_LETTERS = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'box-office-looks-'));
const video = path.join(folder, 'camera.y4m');
const chromium = await findChromium();

test.use({
  launchOptions: { ...chromium, args: [...chromium.args, ...PLAIN_LETTERS, ...fakeCamera(video)] },
  permissions: ['camera'],
  timezoneId: 'Europe/Madrid',
  reducedMotion: 'reduce',
});
test.skip(!insistsOnPackaged(), 'only under the Chromium in package-lock.json: BOX_OFFICE_PACKAGED_CHROMIUM=1');

let office: TestServer;
let screens: readonly (readonly [name: string, path: string, ready: (page: Page) => ReturnType<Page['getByText']>])[];

test.beforeAll(async () => {
  showInVideo(video, null);
  const clock = buildClock();
  office = await startTestServer({ clock, consoleDir: path.resolve('dist/renderer') });
  const { id: venueId } = await office.call(createVenue, { body: { name: 'Sun Lawn', timeZone: 'Europe/Madrid' } });
  const event = await office.call(createEvent, { body: eventBody({ venueId, startTime: '20:00', endTime: '23:59' }) });
  await office.call(createEvent, { body: eventBody({ venueId, title: 'Jazz on the Roof', date: '2026-07-18' }) });
  const till = await office.call(createTill, { body: { name: 'Counter 1' } });
  await office.call(openTill, { body: { tillId: till.id, float: 100 } });
  const orders = [];
  for (const [index, customerName] of GUESTS.entries()) {
    clock.pass(60_000);
    const tier = index % 3 === 0 ? 'VIP' : 'General';
    orders.push(await sell(office, event, { customerName, quantity: 1 + (index % 3), tier }));
  }
  for (const order of orders.slice(0, 9)) {
    clock.pass(20_000);
    await office.call(scan, { body: { qrCode: order.tickets[0]?.qrCode ?? '', gate: 'North' } });
  }
  const refunded = orders.at(-1);
  await office.call(refundOrder, { params: { id: refunded?.id ?? '' }, body: { amount: '10.00', reason: 'Rain' } });
  screens = [
    ['home', '/', (page) => page.getByRole('heading', { name: 'Summer Pool Party' }).first()],
    ['sell', '/sell', (page) => page.getByRole('list', { name: 'Tiers' }).getByText('VIP')],
    ['order', `/orders/${refunded?.id ?? ''}`, (page) => page.getByText('What happened')],
    ['scan', '/scan', (page) => page.getByText('Hold the code inside the frame')],
    ['event', `/manage/events/${event.id}`, (page) => page.getByRole('heading', { name: 'Summer Pool Party' }).first()],
    ['settings', '/settings', (page) => page.getByLabel('Receipt prefix')],
  ];
});
test.afterAll(async () => {
  await office.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const GUESTS = [
  'Ana Torres',
  'Bob Stone',
  'Carla Ruiz',
  'David Lind',
  'Emma Vogel',
  'Farid Haddad',
  'Greta Holm',
  'Hugo Martín',
  'Ines Duarte',
  'Jonas Weber',
  'Klara Novak',
  'Luis Ortega',
  'María Peña',
  'Nils Berg',
];

/** Numbers of orders and codes of tickets are drawn by lot; in a picture they are all alike. */
async function hideChance(page: Page): Promise<void> {
  await page.route(/\/api\/(?!.*\/stream)/, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text())
      .replaceAll(/TW-2026-[0-9A-Z]+/g, 'TW-2026-000000')
      .replaceAll(/TW-(VIP|GENERAL)-[0-9A-Z]+/g, 'TW-$1-0000000000000000');
    await route.fulfill({ response: answer, body });
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`the key screens look as they did when somebody looked (${theme})`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.clock.setFixedTime(office.clock.instant());
    await hideChance(page);
    await page.addInitScript(
      ([token, look]) => {
        localStorage.setItem('ticketwave.token.real', token);
        localStorage.setItem('ticketwave.theme', look);
        localStorage.setItem('ticketwave.language', 'en');
      },
      [office.owner, theme] as const,
    );
    for (const [name, address, ready] of screens) {
      await page.goto(office.url + address);
      await expect(ready(page)).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await page.evaluate(() => document.fonts.ready);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await expect.soft(page).toHaveScreenshot(`${name}-${theme}-${size.width}.png`, {
          mask: [page.locator('video'), page.locator('canvas')],
        });
      }
    }
  });
}
