import { expect } from '@playwright/test';
import { createUser, updateUser } from '../../src/shared/users.ts';
import { expectAccessible, test } from '../support/console.ts';

const CLERK = {
  email: 'clara@example.com',
  name: 'Clara Clerk',
  role: 'staff',
  password: 'correct horse battery',
} as const;

test('signing in leads to where one wanted to be, with what the role may do', async ({ page, office }) => {
  await office.call(createUser, { body: CLERK });
  await page.goto(`${office.url}/orders`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('E-mail').fill(CLERK.email);
  await page.getByLabel('Password').fill('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('E-mail or password is wrong.');
  await expect(page.getByLabel('E-mail')).toHaveValue(CLERK.email);

  await page.getByLabel('Password').fill(CLERK.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible();
  const rail = page.getByRole('navigation', { name: 'Screens' });
  await expect(rail.getByRole('link', { name: 'Sell' })).toBeVisible();
  await expect(rail.getByRole('link', { name: 'Users' })).toHaveCount(0);
  await expect(rail.getByRole('link', { name: 'Settings' })).toHaveCount(0);

  await page.getByRole('button', { name: /Clara Clerk/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password')).toBeFocused();
});

test('a revoked person is out at the next call and told so', async ({ page, office }) => {
  const { id } = await office.call(createUser, { body: CLERK });
  await page.goto(office.url);
  await page.getByLabel('E-mail').fill(CLERK.email);
  await page.getByLabel('Password').fill(CLERK.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Tonight' })).toBeVisible();

  await office.call(updateUser, { params: { id }, body: { revoked: true } });
  // The screen's own next call may come before this one.
  await page
    .getByRole('link', { name: 'Orders' })
    .first()
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await expect(page.getByText('Your session has ended. Sign in again; you come back to where you were.')).toBeVisible();
});

test('Spanish is a choice in the menu and stays one', async ({ page, openConsole }) => {
  await openConsole('/manage/events');
  await page.getByRole('button', { name: /Your menu/ }).click();
  await page.getByRole('menuitemradio', { name: 'Español' }).click();
  await expect(page.getByRole('link', { name: 'Pedidos' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Eventos' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
});
