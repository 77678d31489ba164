import { expect, type Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { EventOut } from '../../src/shared/events.ts';
import { checkout, getOrder, type OrderOut, refundOrder } from '../../src/shared/orders.ts';
import { scan } from '../../src/shared/scan.ts';
import { fakeCamera, findChromium } from '../support/browsers.ts';
import { checkoutBody, type Wanted } from '../support/build-order.ts';
import { buildEventToday, expectAccessible, scanByWedge, test } from '../support/console.ts';
import { tilted } from '../support/frames.ts';
import { pictureOf, pictureOfAll, showInVideo, showPicture } from '../support/qr-video.ts';
import type { ServedOffice } from '../support/served-office.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'box-office-camera-'));
const video = path.join(folder, 'camera.y4m');
const chromium = await findChromium();

test.use({ launchOptions: { ...chromium, args: [...chromium.args, ...fakeCamera(video)] }, permissions: ['camera'] });
test.beforeEach(() => showInVideo(video, null));
test.afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

type OpenConsole = (path: string, options?: { theme?: 'light' | 'dark' }) => Promise<void>;

/** The door, ready to scan. */
async function openDoor(page: Page, openConsole: OpenConsole, theme: 'light' | 'dark' = 'light'): Promise<void> {
  await openConsole('/scan', { theme });
  await expect(page.getByText('Hold the code inside the frame')).toBeVisible();
}

const answer = (page: Page) => page.getByRole('dialog', { name: 'Answer to the scan' });
const inside = (page: Page) => page.getByRole('region', { name: "Tonight's numbers" }).getByRole('definition').first();
const history = (page: Page) => page.getByRole('list', { name: 'Last scans' });
const lineOf = (page: Page, name: string) => history(page).getByRole('listitem').filter({ hasText: name });

/** Longer than a code must be away before it counts again. */
const AWAY = 1_900;

const sell = (office: ServedOffice, event: EventOut, wanted: Wanted = {}): Promise<OrderOut> =>
  office.call(checkout, { body: checkoutBody(event, wanted) });

const codeOf = (order: OrderOut): string => order.tickets[0]?.qrCode ?? '';

/** As the screen writes it: the venue's zone is the machine's. */
const timeOf = (instant: string): string => new Date(instant).toLocaleTimeString('en-GB');

async function nextGuest(page: Page): Promise<void> {
  await page.keyboard.press('Enter');
  await expect(answer(page)).toBeHidden();
}

test('a ticket before the camera is green, again amber with its first entry, refunded red', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const order = await sell(office, event, { customerName: 'Ana Torres', tier: 'VIP' });
  await openDoor(page, openConsole);

  showInVideo(video, codeOf(order));
  // In one look, as it goes by itself.
  await expect(page.locator('dialog.bg-admit')).toContainText(`AdmittedAna TorresVIP · ${order.orderNumber}`);
  const firstEntry = (await office.call(getOrder, { params: { id: order.id } })).tickets[0]?.checkedInAt ?? '';

  // And the code that is still held up is not asked about again.
  await expect(answer(page)).toBeHidden();
  await page.waitForTimeout(AWAY);
  await expect(answer(page)).toBeHidden();
  await expect(lineOf(page, 'Ana Torres')).toHaveCount(1);
  await expect(inside(page)).toHaveText('1');

  showInVideo(video, null);
  await page.waitForTimeout(AWAY);
  showInVideo(video, codeOf(order));
  await expect(page.locator('dialog.bg-caution')).toContainText(`Already admittedat ${timeOf(firstEntry)}`);
  await nextGuest(page);

  await office.call(refundOrder, { params: { id: order.id }, body: {} });
  showInVideo(video, null);
  await page.waitForTimeout(AWAY);
  showInVideo(video, codeOf(order));
  await expect(page.locator('dialog.bg-refuse')).toContainText('Not admittedRefunded');
});

test('a code that is tilted, in bad light, before a cheap camera is read too', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const order = await sell(office, event);
  await openDoor(page, openConsole);
  showPicture(video, tilted(pictureOf(codeOf(order))));
  await expect(answer(page)).toContainText('Admitted');
});

test('codes held up together are answered one after the other, each seen', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  const [ana, bob] = [
    await sell(office, event, { customerName: 'Ana Torres' }),
    await sell(office, event, { customerName: 'Bob Stone' }),
  ];
  // Used already: that answer stays until somebody goes on.
  for (const order of [ana, bob]) await office.call(scan, { body: { qrCode: codeOf(order) } });
  await openDoor(page, openConsole);
  showPicture(video, pictureOfAll([codeOf(ana), codeOf(bob)]));
  await expect(answer(page)).toContainText('1 more code was held up with it');
  const seen = await answer(page).textContent();
  const second = seen?.includes('Ana Torres') ? 'Bob Stone' : 'Ana Torres';
  await page.getByRole('button', { name: 'Next code' }).click();
  await expect(answer(page)).toContainText('Already admitted');
  await expect(answer(page)).toContainText(second);
  await expect(answer(page)).not.toContainText('more code');
  await nextGuest(page);
  await expect(history(page).getByRole('listitem').filter({ hasText: 'Already inside' })).toHaveCount(2);
});

test('a code held up in vain is helped along', async ({ page, office, openConsole }) => {
  await buildEventToday(office);
  await openDoor(page, openConsole);
  // Half a code: no reader reads it.
  const picture = pictureOf('TW-NO-SUCH-CODE', 0.5);
  showPicture(video, { ...picture, luma: picture.luma.map((grey, pixel) => (pixel % 640 < 320 ? grey : 110)) });
  await expect(page.getByRole('status').filter({ hasText: 'Hold it still and flat' })).toBeVisible();
  showPicture(video, { ...picture, luma: picture.luma.map((grey) => grey * 0.04) });
  await expect(page.getByRole('status').filter({ hasText: 'Too dark: more light on the code' })).toBeVisible();
  await expectAccessible(page);
  showInVideo(video, null);
  await expect(page.getByText('Hold the code inside the frame')).toBeVisible();
});

test('a hand-held scanner is heard wherever the focus is, and typing is left alone', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const [first, second] = [await sell(office, event), await sell(office, event)];
  await openDoor(page, openConsole);

  const search = page.getByRole('searchbox');
  await search.click();
  await page.keyboard.type('Jan', { delay: 60 });
  await scanByWedge(page, codeOf(first));
  await expect(answer(page)).toContainText('Admitted');
  await nextGuest(page);
  await expect(search).toHaveValue('Jan');

  // With the focus on a button, the scanner's Enter must not press it.
  await page.getByRole('button', { name: 'Switch the camera off' }).focus();
  await scanByWedge(page, codeOf(second).toLowerCase(), 'Tab');
  await expect(answer(page)).toContainText('Admitted');
  await nextGuest(page);
  await expect(page.getByText('The camera is off')).toBeHidden();

  const code = page.getByRole('textbox', { name: 'Code' });
  await code.click();
  await page.keyboard.type('TW-NO-SUCH', { delay: 60 });
  await expect(code).toHaveValue('TW-NO-SUCH');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('Unknown code');
});

test('a typed code may be in small letters and with spaces', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  const order = await sell(office, event);
  await openDoor(page, openConsole);
  await page.keyboard.press('F4');
  await page.keyboard.insertText(` ${codeOf(order).toLowerCase().replaceAll('-', ' - ')} `);
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(answer(page)).toContainText('Admitted');
});

test('silence is never green, and a lost answer is asked for again with the same nonce', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const order = await sell(office, event, { customerName: 'Ana Torres' });
  await openDoor(page, openConsole);
  const nonces = new Set<unknown>();
  await page.route('**/api/scan', async (route) => {
    nonces.add((route.request().postDataJSON() as { nonce: unknown }).nonce);
    // The first time the ledger hears of it, and admits; the answers never arrive.
    if (nonces.size === 1) await route.fetch();
    await route.abort();
  });
  await scanByWedge(page, codeOf(order));
  await expect(answer(page)).toContainText('No answer');
  await expect(answer(page)).toContainText('Not admitted');
  await expect(answer(page)).not.toHaveClass(/bg-admit/);
  await expect(lineOf(page, 'No answer')).toHaveCount(1);
  expect(nonces.size).toBe(1);

  await page.unroute('**/api/scan');
  await page.keyboard.press('Enter');
  // Not amber: it is the same scan.
  await expect(answer(page)).toContainText('AdmittedAna Torres');
  await nextGuest(page);
  await expect(lineOf(page, 'No answer')).toHaveCount(0);
});

test('the last admission is taken back with a reason, and the ticket goes in again', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const order = await sell(office, event, { customerName: 'Ana Torres' });
  await openDoor(page, openConsole);
  await scanByWedge(page, codeOf(order));
  await expect(answer(page)).toContainText('Admitted');
  await page.keyboard.press('F9');
  await expect(page.getByRole('dialog', { name: 'Take the admission back?' })).toContainText('Ana Torres');
  await page.getByRole('button', { name: 'Did not go in' }).click();
  await expect(lineOf(page, 'Undone')).toHaveCount(1);
  await scanByWedge(page, codeOf(order));
  await expect(answer(page)).toContainText('Admitted');
});

test('who goes out is counted out and may come back', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  const order = await sell(office, event, { customerName: 'Ana Torres' });
  await openDoor(page, openConsole);
  await page.keyboard.press('F8');
  await expect(page.getByText('Way out: hold the code inside the frame')).toBeVisible();
  await scanByWedge(page, codeOf(order));
  await expect(answer(page)).toContainText('Not inside');
  await nextGuest(page);
  await page.keyboard.press('F8');
  await scanByWedge(page, codeOf(order));
  await expect(answer(page)).toContainText('Admitted');
  await nextGuest(page);
  await page.keyboard.press('F8');
  await scanByWedge(page, codeOf(order));
  await expect(answer(page)).toContainText('Went out');
  await nextGuest(page);
  await expect(inside(page)).toHaveText('0');
});

test('a guest without a code is found by name and admitted', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  await sell(office, event, { customerName: 'José García', quantity: 2 });
  await sell(office, event, { customerName: 'Ana Torres' });
  await openDoor(page, openConsole);
  await page.keyboard.press('/');
  await page.keyboard.type('garc', { delay: 60 });
  const found = page.getByRole('list', { name: 'Found' });
  await expect(found.getByRole('button', { name: 'Admit José García' })).toHaveCount(2);
  await expect(found).not.toContainText('Ana Torres');
  await found.getByRole('button', { name: 'Admit José García' }).first().click();
  await expect(answer(page)).toContainText('Admitted');
  await nextGuest(page);
  await expect(found.getByRole('button', { name: 'Admit José García' })).toHaveCount(1);
});

test('gate and event are remembered, and a ticket of another event or gate stays out', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office, {
    tiers: [{ name: 'Terrace', price: 10, quantity: 9, gates: ['Terrace'] }],
  });
  const other = await buildEventToday(office, { title: 'Jazz on the Roof', startTime: '00:01' });
  await openConsole('/scan');
  await page.getByRole('combobox', { name: 'Event' }).click();
  await page.getByRole('option', { name: 'Summer Pool Party' }).click();
  await page.getByRole('combobox', { name: 'Gate' }).click();
  await page.getByRole('option', { name: 'Another gate…' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('North');
  await page.keyboard.press('Enter');
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Event' })).toContainText('Summer Pool Party');
  await expect(page.getByRole('combobox', { name: 'Gate' })).toContainText('North');

  await scanByWedge(page, codeOf(await sell(office, other)));
  await expect(answer(page)).toContainText('Other event');
  await scanByWedge(page, codeOf(await sell(office, event)));
  await expect(answer(page)).toContainText('Other gate');
});

test('the entry of another gate is told with its gate', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  const order = await sell(office, event);
  await office.call(scan, { body: { qrCode: codeOf(order), gate: 'South' } });
  await openDoor(page, openConsole);
  await scanByWedge(page, codeOf(order));
  await expect(answer(page)).toContainText('Already admitted');
  await expect(answer(page)).toContainText('South');
});

for (const [name, words] of [
  ['NotAllowedError', 'The camera is not allowed'],
  ['NotFoundError', 'No camera is connected'],
  ['NotReadableError', 'The camera is in use'],
] as const) {
  test(`says in words why there is no picture: ${name}`, async ({ page, office, openConsole }) => {
    await buildEventToday(office);
    await page.addInitScript((error) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
    }, name);
    await openConsole('/scan');
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByText('Hand-held scanners and typed codes work all the same.')).toBeVisible();
    await expectAccessible(page);
  });
}

test('the camera is switched off, stays off, and on again', async ({ page, office, openConsole }) => {
  await buildEventToday(office);
  await openDoor(page, openConsole);
  await page.getByRole('button', { name: 'Switch the camera off' }).click();
  await page.reload();
  await expect(page.getByText('The camera is off')).toBeVisible();
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await expect(page.getByText('Hold the code inside the frame')).toBeVisible();
});

test('another camera is chosen, and asked for again after a reload', async ({ page, office, openConsole }) => {
  await buildEventToday(office);
  await page.addInitScript(() => {
    const media = navigator.mediaDevices;
    const [enumerate, open] = [media.enumerateDevices.bind(media), media.getUserMedia.bind(media)];
    const second = {
      deviceId: 'second',
      groupId: '',
      kind: 'videoinput',
      label: 'Door camera',
      toJSON: () => '',
    } as const;
    media.enumerateDevices = async () => [...(await enumerate()), second];
    media.getUserMedia = (constraints) => {
      document.documentElement.dataset['asked'] = JSON.stringify(constraints?.video);
      return open(constraints);
    };
  });
  const asked = page.locator('html[data-asked*=\'"ideal":"second"\']');
  await openDoor(page, openConsole);
  await page.getByRole('combobox', { name: 'Camera' }).click();
  await page.getByRole('option', { name: 'Door camera' }).click();
  await expect(asked).toBeAttached();
  await page.reload();
  await expect(asked).toBeAttached();
});

test('a lamp is switched where the camera has one', async ({ page, office, openConsole }) => {
  await buildEventToday(office);
  await page.addInitScript(() => {
    MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true }) as MediaTrackCapabilities;
    MediaStreamTrack.prototype.applyConstraints = async (constraints) => {
      document.documentElement.dataset['lamp'] = JSON.stringify(constraints?.advanced);
    };
  });
  await openDoor(page, openConsole);
  await page.getByRole('button', { name: 'Lamp' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-lamp', '[{"torch":true}]');
  await expect(page.getByRole('button', { name: 'Lamp', pressed: true })).toBeVisible();
  await page.getByRole('button', { name: 'Lamp' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-lamp', '[{"torch":false}]');
});

test('a window out of sight films nobody', async ({ page, office, openConsole }) => {
  await buildEventToday(office);
  await openDoor(page, openConsole);
  const show = (state: 'hidden' | 'visible') =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  const running = () =>
    page.locator('video').evaluate((video) => video instanceof HTMLVideoElement && video.srcObject !== null);
  expect(await running()).toBe(true);
  await show('hidden');
  await expect.poll(running).toBe(false);
  await show('visible');
  await expect.poll(running).toBe(true);
});

for (const theme of ['light', 'dark'] as const) {
  test(`the door is accessible (${theme})`, async ({ page, office, openConsole }) => {
    const event = await buildEventToday(office);
    await sell(office, event, { customerName: 'Ana Torres' });
    await openDoor(page, openConsole, theme);
    await expectAccessible(page);
    await page.getByRole('searchbox').fill('ana');
    await expect(page.getByRole('list', { name: 'Found' })).toBeVisible();
    await expectAccessible(page);
  });
}

test('each answer is accessible', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  const order = await sell(office, event, { customerName: 'Ana Torres' });
  await openDoor(page, openConsole);
  for (const [code, words] of [
    [codeOf(order), 'Admitted'],
    [codeOf(order), 'Already admitted'],
    ['TW-NO-SUCH-CODE', 'Unknown code'],
  ] as const) {
    await scanByWedge(page, code);
    await expect(answer(page)).toContainText(words);
    await expectAccessible(page);
    await nextGuest(page);
  }
});
