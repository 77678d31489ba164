import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { listAffiliates } from '../../src/shared/affiliates.ts';
import { listCustomers } from '../../src/shared/customers.ts';
import { listDevices, pair } from '../../src/shared/devices.ts';
import { checkout } from '../../src/shared/orders.ts';
import { getWebhookConfig } from '../../src/shared/webhooks.ts';
import { checkoutBody } from '../support/build-order.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';

// A save dialog of the browser's own cannot be answered by a test: without one the page hands files to the downloads.
test.beforeEach(({ page }) => page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker')));

test('a customer is found, looked into, handed their data and erased', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  const ada = { customerName: 'Ada Byron', customerEmail: 'ada@example.com' };
  const order = await office.call(checkout, { body: checkoutBody(event, { ...ada, quantity: 2 }) });
  await office.call(checkout, { body: checkoutBody(event, { customerName: 'Bo Diddley' }) });
  await openConsole('/customers');
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('ada');
  await expect(page.getByRole('grid', { name: 'Customers' }).getByRole('row')).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Customer' });
  await expect(panel.getByRole('link', { name: order.orderNumber })).toBeVisible();
  await expectAccessible(page);

  const [data] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Save their data…' }).click(),
  ]);
  expect(readFileSync(await data.path(), 'utf8')).toContain('ada@example.com');

  await page.getByRole('button', { name: 'Export…' }).click();
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as…' }).click(),
  ]);
  expect(csv.suggestedFilename()).toBe('customers.csv');
  expect(readFileSync(await csv.path(), 'utf8')).toContain('Bo Diddley');

  await panel.getByRole('button', { name: 'Erase…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase Ada Byron' });
  await expect(dialog).toContainText('orders with their sums, receipts and refunds, without a name');
  await expect(dialog.getByRole('button', { name: 'Erase for good' })).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByLabel('Type “erase” to go on').fill('erase');
  await page.keyboard.press('Enter');
  await expect(panel).toHaveCount(0);
  expect(await office.call(listCustomers, { query: { q: 'ada' } })).toEqual([]);
});

test('an affiliate is registered, gets links as codes, and is paid', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office, { status: 'published' });
  await openConsole('/affiliates');
  await page.getByRole('button', { name: 'New affiliate' }).click();
  await page.getByLabel('Name').fill('Radio Sol');
  await page.getByLabel('E-mail').fill('radio@example.com');
  await page.getByRole('textbox', { name: 'Code' }).fill('radiosol');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Radio Sol' });
  await sheet.getByRole('button', { name: `QR code of ${event.title}` }).click();
  await expect(sheet.getByRole('img', { name: `QR code of ${event.title}` })).toBeVisible();
  await expectAccessible(page);
  const [picture] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('button', { name: 'Save as a picture…' }).click(),
  ]);
  expect(picture.suggestedFilename()).toBe('RADIOSOL.svg');

  await office.call(checkout, { body: { ...checkoutBody(event, { quantity: 2 }), affiliateCode: 'RADIOSOL' } });
  await page.reload();
  await page.getByRole('grid', { name: 'Affiliates' }).getByText('RADIOSOL').click();
  await sheet.getByRole('button', { name: 'Record a payout…' }).click();
  await page.getByLabel('Note').fill('Bank transfer');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Bank transfer' })).toBeVisible();
  expect(await office.call(listAffiliates)).toMatchObject([{ code: 'RADIOSOL', balance: '0.00' }]);
});

test('an endpoint is set, its secret shown once, pinged, and its log read', async ({ page, office, openConsole }) => {
  await openConsole('/webhooks');
  await page.getByRole('button', { name: 'Set an endpoint' }).first().click();
  // Nothing listens there: the log has a failure to show.
  await page.getByLabel('Address', { exact: true }).fill('http://127.0.0.1:9/hook');
  await page.getByRole('switch', { name: 'The address may be inside this network' }).click();
  await expect(page.getByText('Messages may then reach machines')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  const shown = page.getByRole('dialog', { name: 'The secret of the endpoint' });
  const secret = await shown.locator('code').innerText();
  expect(secret).toMatch(/^whsec_/);
  await shown.getByRole('button', { name: 'Done' }).click();
  expect((await office.call(getWebhookConfig)).secret).toBe(secret.slice(-4));

  await page.getByRole('button', { name: 'Send a ping' }).click();
  await expect(page.getByText('Failing since')).toBeVisible({ timeout: 30_000 });
  const row = page.getByRole('grid', { name: 'Messages' }).getByText('Trying again').first();
  await row.click();
  const sheet = page.getByRole('dialog', { name: 'Ping' });
  await expect(sheet).toContainText('Attempt 1');
  await expect(sheet).toContainText('X-TicketWave-Signature'.toLowerCase(), { ignoreCase: true });
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Send it again' }).click();
  await expect(page.getByText('It is sent again now')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Verify signatures' }).click();
  await page.getByRole('radio', { name: 'Python' }).check();
  await expect(page.getByText('hmac.compare_digest')).toBeVisible();
});

test('a phone is paired by a code and signed out', async ({ page, office, openConsole }) => {
  await buildEventToday(office);
  await openConsole('/devices');
  await page.getByRole('button', { name: 'Pair a device' }).first().click();
  await page.getByLabel('Name').fill('North phone');
  await page.getByLabel('Gate').fill('North');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Pair North phone' });
  await expect(dialog.getByRole('img', { name: 'Pairing code for North phone' })).toBeVisible();
  await expect(dialog.getByRole('timer')).toContainText('4:');
  await expectAccessible(page);
  const code = await dialog.locator('code').innerText();
  await office.call(pair, { token: null, body: { code, deviceName: 'Pixel' } });
  await expect(page.getByText('It may scan now.')).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('grid', { name: 'Devices' }).getByRole('button', { name: /out$/ }).click();
  await page.getByRole('button', { name: 'Sign it out' }).click();
  await expect(page.getByRole('grid', { name: 'Devices' })).toContainText('Signed out');
  expect(await office.call(listDevices)).toMatchObject([{ revoked: true, gate: 'North' }]);
});
