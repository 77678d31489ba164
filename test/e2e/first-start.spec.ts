import { expect } from '@playwright/test';
import { expectAccessible, test } from '../support/console.ts';
import { serveOffice } from '../support/served-office.ts';

test('the first start makes the owner and opens the box office', async ({ page }) => {
  const office = await serveOffice({ signUp: false });
  try {
    await page.goto(office.url);
    await expect(page.getByRole('heading', { name: 'Welcome. Who runs this box office?' })).toBeVisible();
    await expectAccessible(page);

    // By keyboard alone: the first field has the focus.
    await page.keyboard.type('Harbour Hall');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Olivia Marsh');
    await page.keyboard.press('Tab');
    await page.keyboard.type('not an address');
    await page.keyboard.press('Tab');
    await page.keyboard.type('short');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Enter an e-mail address such as jane@example.com')).toBeVisible();
    await expect(page.getByText('At least 10 characters', { exact: true })).toBeVisible();
    await expect(page.getByLabel('E-mail')).toBeFocused();
    await expect(page.getByLabel('Venue or organization')).toHaveValue('Harbour Hall');

    await page.getByLabel('E-mail').fill('olivia@harbour.example');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Tonight' })).toBeVisible();
    await expect(page.getByRole('contentinfo')).toContainText('Harbour Hall');
    await expect(page.getByText('Nothing is on sale')).toBeVisible();
  } finally {
    await office.stop();
  }
});

test('the demo is one click away, says so, and is left by one', async ({ page }) => {
  // A year of orders, each sold by the use cases: half a minute on two idle cores, more while other tests run.
  test.setTimeout(300_000);
  const office = await serveOffice({ signUp: false });
  try {
    await page.goto(office.url);
    await page.getByRole('button', { name: 'Load the demo' }).click();
    await expect(page.getByText('This is the demo. Nothing here is real, and nothing is sent.')).toBeVisible({
      timeout: 240_000,
    });
    await page.getByRole('link', { name: 'Orders' }).first().click();
    await expect(page.getByRole('grid', { name: 'Orders' }).getByRole('row').nth(12)).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Leave the demo' }).click();
    await expect(page.getByRole('heading', { name: 'Welcome. Who runs this box office?' })).toBeVisible();
  } finally {
    await office.stop();
  }
});
