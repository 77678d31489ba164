import { expect } from '@playwright/test';
import { listPromoCodes } from '../../src/shared/promo-codes.ts';
import { checkout } from '../../src/shared/orders.ts';
import { createAffiliate } from '../../src/shared/affiliates.ts';
import { scan } from '../../src/shared/scan.ts';
import { getSettings } from '../../src/shared/settings.ts';
import { listUsers } from '../../src/shared/users.ts';
import { checkoutBody } from '../support/build-order.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';

const SCREENS = [
  '/',
  '/manage/events',
  '/manage/events/new',
  '/orders',
  '/promo-codes',
  '/venues',
  '/users',
  '/settings',
  '/settings/mail',
  '/settings/stripe',
  '/settings/branding',
  '/mail',
  '/audit',
  '/import',
  '/office',
  '/customers',
  '/affiliates',
  '/webhooks',
  '/devices',
  '/conflicts',
  '/backups',
];

for (const theme of ['light', 'dark'] as const) {
  test(`no screen breaks a rule of accessibility in the ${theme} theme`, async ({ page, office, openConsole }) => {
    test.setTimeout(SCREENS.length * 20_000);
    const event = await buildEventToday(office);
    const order = await office.call(checkout, {
      body: checkoutBody(event, { customerName: 'Ada Byron', quantity: 2 }),
    });
    await office.call(createAffiliate, { body: { name: 'Radio Sol', email: 'radio@example.com' } });
    await office.call(scan, { body: { qrCode: order.tickets[0]?.qrCode ?? '', gate: 'North' } });
    for (const path of [
      ...SCREENS,
      `/manage/events/${event.id}`,
      `/live/${event.id}`,
      `/orders/${order.id}`,
      `/print/orders/${order.id}`,
    ]) {
      await openConsole(path, { theme });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expectAccessible(page);
    }
  });
}

test('the night is followed live on the first screen', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  const order = await office.call(checkout, { body: checkoutBody(event, { customerName: 'Ada Byron', quantity: 3 }) });
  await openConsole('/');
  await expect(page.getByRole('heading', { name: 'Summer Pool Party' })).toBeVisible();
  await expect(page.getByText('Nobody has been scanned yet.')).toBeVisible();
  await office.call(scan, { body: { qrCode: order.tickets[0]?.qrCode ?? '', gate: 'North' } });
  await expect(page.getByRole('listitem').filter({ hasText: 'Ada Byron' })).toContainText('Admitted');
  await expect(page.getByText('1 came in so far')).toBeVisible();
});

test('keys lead everywhere, and ? lists them', async ({ page, openConsole }) => {
  await openConsole('/');
  await expect(page.getByRole('heading', { name: 'Tonight' })).toBeVisible();
  for (const [key, title] of [
    ['Alt+4', 'Orders'],
    ['Alt+5', 'Events'],
    ['Alt+6', 'Promo codes'],
    ['Alt+9', 'Settings'],
    ['Alt+0', 'Office'],
    ['Alt+1', 'Tonight'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toContainText('Search orders and actions');
  await expectAccessible(page);
});

test('promo codes, users and settings are kept by their forms', async ({ page, office, openConsole }) => {
  await openConsole('/promo-codes');
  await expect(page.getByRole('button', { name: 'New promo code' })).toBeVisible();
  await page.keyboard.press('n');
  await page.getByLabel('Code', { exact: true }).fill('summer20');
  await page.getByRole('textbox', { name: 'Percentage' }).fill('20');
  await page.getByLabel('Orders that may use it').fill('100');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toContainText('SUMMER20');
  expect(await office.call(listPromoCodes)).toMatchObject([{ code: 'SUMMER20', percent: 20, quota: 100 }]);

  await page.goto(`${office.url}/users`);
  await page.getByRole('button', { name: 'Add a user' }).click();
  await page.getByLabel('Name').fill('Clara Clerk');
  await page.getByLabel('E-mail').fill('clara@example.com');
  await page.getByLabel('Password').fill('correct horse battery');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toContainText('clara@example.com');
  expect(await office.call(listUsers)).toHaveLength(2);

  await page.goto(`${office.url}/settings`);
  await page.getByLabel('Tax id').fill('ESB12345678');
  await page.getByLabel('Tax in prices').fill('21');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved')).toBeVisible();
  expect(await office.call(getSettings)).toMatchObject({ taxId: 'ESB12345678', taxRate: 21 });
});
