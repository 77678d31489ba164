import { expect, type Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from '../support/desktop.ts';
import { showInVideo } from '../support/qr-video.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'box-office-camera-'));
const camera = path.join(folder, 'camera.y4m');
test.afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A code that was away for 1.5 s counts as held up anew. */
const AWAY = 2_000;

const answer = (page: Page) => page.getByRole('dialog', { name: 'Answer to the scan' });
const goTo = (page: Page, screen: string) =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click();

async function createOwner(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Welcome. Who runs this box office?' })).toBeVisible();
  await page.getByLabel('Venue or organization').fill('Harbour Pool');
  await page.getByLabel('Your name').fill('Olivia Marsh');
  await page.getByLabel('E-mail').fill('olivia@harbour.example');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Open the box office' }).click();
  await expect(page.getByRole('heading', { name: 'Tonight', level: 1 })).toBeVisible();
}

async function makeSummerPoolParty(page: Page): Promise<void> {
  const now = new Date();
  const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  await page.getByRole('link', { name: 'Create an event' }).click();
  await page.getByLabel('Title').fill('Summer Pool Party');
  await page.getByLabel('Date').fill(today);
  await page.getByLabel('Begins').fill('00:00');
  await page.getByLabel('Ends').fill('23:59');
  await page.getByLabel('Capacity').fill('200');
  const tier = (row: number) => page.getByRole('group', { name: `Tiers, row ${row}` });
  await tier(1).getByLabel('Name').fill('General');
  await tier(1).getByLabel('Price').fill('25');
  await tier(1).getByLabel('Places').fill('150');
  await page.getByRole('button', { name: 'Add a tier' }).click();
  await tier(2).getByLabel('Name').fill('VIP');
  await tier(2).getByLabel('Price').fill('75');
  await tier(2).getByLabel('Places').fill('50');
  await page.getByRole('button', { name: 'Create event' }).click();
  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('button', { name: 'Put on sale' }).click();
  await expect(page.getByText('Summer Pool Party is on sale')).toBeVisible();
}

/** Sells two VIP for 200.00 in cash; the code on the first. */
async function sellTwoVip(page: Page): Promise<string> {
  await goTo(page, 'Sell');
  const vip = page.getByRole('list', { name: 'Tiers' }).getByRole('button', { name: 'VIP' });
  await vip.click();
  await vip.click();
  await page.getByRole('button', { name: '€200.00', exact: true }).click();
  await page.getByRole('button', { name: 'Take €200.00' }).click();
  await expect(page.getByText('Sold', { exact: true })).toBeVisible();
  await expect(page.getByText('Change').locator('..')).toContainText('€50.00');
  const ticket = page.getByRole('img', { name: /^TW-VIP-/ });
  await expect(ticket).toHaveCount(2);
  return (await ticket.first().getAttribute('aria-label')) ?? '';
}

/** Holds the code up after the camera saw nothing for a while. */
async function present(page: Page, code: string): Promise<void> {
  showInVideo(camera, null);
  await page.waitForTimeout(AWAY);
  showInVideo(camera, code);
}

test('a night at the door: set up, sold, admitted, refused again, refunded, refused for good', async ({
  openDesktop,
}) => {
  showInVideo(camera, null);
  const { page } = await openDesktop({ camera });
  await createOwner(page);
  await makeSummerPoolParty(page);
  const code = await sellTwoVip(page);

  await goTo(page, 'Scan');
  await expect(page.getByText('Hold the code inside the frame')).toBeVisible();
  await present(page, code);
  // In one look, as it goes by itself.
  await expect(page.locator('dialog.bg-admit')).toContainText(/Admitted.*VIP/);
  await expect(answer(page)).toBeHidden();
  const entry = page.getByRole('list', { name: 'Last scans' }).getByRole('listitem').first();
  const firstTime = /\d\d:\d\d/.exec(await entry.innerText())?.[0] ?? 'no time';

  await present(page, code);
  await expect(page.locator('dialog.bg-caution')).toContainText(`Already admittedat ${firstTime}`);
  await page.keyboard.press('Enter');
  await expect(answer(page)).toBeHidden();

  await goTo(page, 'Orders');
  await page.getByRole('grid', { name: 'Orders' }).getByRole('row').nth(1).click();
  await page.getByRole('button', { name: 'Refund…' }).click();
  await page.getByText('Everything left').click();
  await page.getByRole('button', { name: 'Refund €150.00' }).click();
  // The order's history says it too, in more words.
  await expect(page.getByText('€150.00 refunded', { exact: true })).toBeVisible();

  await goTo(page, 'Scan');
  await expect(page.getByText('Hold the code inside the frame')).toBeVisible();
  await present(page, code);
  await expect(page.locator('dialog.bg-refuse')).toContainText('Not admittedRefunded');
});
