import { expect } from '@playwright/test';
import { sell } from '../support/build-order.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';

test('a backup is made on demand, and its restore says first what it loses', async ({ page, office, openConsole }) => {
  test.setTimeout(120_000);
  const event = await buildEventToday(office);
  await openConsole('/backups');
  await page.getByRole('button', { name: 'Back up now' }).click();
  const copy = page.getByRole('listitem').filter({ hasText: 'on demand' });
  await expect(copy).toBeVisible();
  await sell(office, event, { customerName: 'Ada Byron', quantity: 2 });

  await copy.getByRole('button', { name: /^Restore the backup of/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Restore the backup of/ });
  await expect(dialog.getByRole('region', { name: 'What is lost' })).toContainText('1 order');
  await expectAccessible(page);
  const restore = dialog.getByRole('button', { name: 'Restore', exact: true });
  await expect(restore).toBeDisabled();
  await page.getByLabel('Type RESTORE to go on').fill('RESTORE');
  await expect(restore).toBeEnabled();
});

test('what needs a person is told on the first screen, with the way there', async ({ page, office, openConsole }) => {
  test.setTimeout(120_000);
  const event = await buildEventToday(office);
  await openConsole('/');
  await expect(page.getByText('All is well. Nothing needs you.')).toBeVisible({ timeout: 30_000 });
  await sell(office, event, { customerName: 'Ada Byron', customerEmail: 'ada@example.com' });
  await page.getByRole('link', { name: '1 mail waits: there is no mail server' }).click({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: 'Mail server', level: 1 })).toBeVisible();
});
