import { expect, type Page } from '@playwright/test';
import { checkout, listOrders } from '../../src/shared/orders.ts';
import { createPromoCode } from '../../src/shared/promo-codes.ts';
import { checkoutBody } from '../support/build-order.ts';
import { buildEventToday, expectAccessible, scanByWedge, test } from '../support/console.ts';

const VIP = { name: 'VIP', price: '75.00', quantity: 50 };
const GENERAL = { name: 'General', price: '25.00', quantity: 150 };

const tier = (page: Page, name: string) => page.getByRole('list', { name: 'Tiers' }).getByRole('button', { name });
const total = (page: Page) => page.locator('dl').filter({ hasText: 'Total' }).last();
const sold = (page: Page) => page.getByText('Sold', { exact: true });

test('two tickets for cash are four keys', async ({ page, office, openConsole }) => {
  await buildEventToday(office, { tiers: [VIP, GENERAL] });
  await openConsole('/sell');
  await expect(tier(page, 'VIP')).toBeVisible();
  for (const key of ['1', '1', 'Enter', 'Enter']) await page.keyboard.press(key);
  await expect(sold(page)).toBeVisible();
  await expect(page.getByRole('img', { name: /^TW-VIP-/ })).toHaveCount(2);

  const [order] = await office.call(listOrders);
  expect(order).toMatchObject({ status: 'paid', total: '150.00', customerName: null });

  await page.keyboard.press('Enter');
  await expect(page.getByText('48 left')).toBeVisible();
  await expect(total(page)).toContainText('€0.00');
});

test('and four clicks, with the change in large figures', async ({ page, office, openConsole }) => {
  await buildEventToday(office, { tiers: [GENERAL, VIP] });
  await openConsole('/sell');
  await expect(tier(page, 'VIP')).toBeVisible();
  await tier(page, 'VIP').click();
  await tier(page, 'VIP').click();
  await page.getByRole('button', { name: '€200.00', exact: true }).click();
  await expect(page.getByLabel('Change')).toContainText('€50.00');
  await page.getByRole('button', { name: 'Take €200.00' }).click();
  await expect(sold(page)).toBeVisible();
  await expect(page.getByText('€50.00')).toBeVisible();
  const [order] = await office.call(listOrders);
  expect(order?.payments).toMatchObject([{ method: 'cash', amount: '150.00', tendered: '200.00', change: '50.00' }]);
});

test('less than it costs is not taken', async ({ page, office, openConsole }) => {
  await buildEventToday(office, { tiers: [VIP] });
  await openConsole('/sell');
  await expect(tier(page, 'VIP')).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await page.keyboard.type('70');
  await expect(page.getByLabel('Missing')).toContainText('€5.00');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Take/ })).toBeDisabled();
  expect(await office.call(listOrders)).toEqual([]);
});

test('a promo code lowers the price before the sale as it does in the ledger', async ({
  page,
  office,
  openConsole,
}) => {
  await buildEventToday(office, { tiers: [{ ...VIP, price: '33.33' }], addOns: [{ name: 'Towel', price: '5.00' }] });
  await office.call(createPromoCode, { body: { code: 'SUMMER15', percent: 15 } });
  await openConsole('/sell');
  await expect(tier(page, 'VIP')).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('+');
  await page.getByRole('button', { name: 'One Towel more' }).first().click();
  await page.getByRole('textbox', { name: 'Promo code' }).fill('nosuchcode');
  await expect(page.getByText('There is no such promo code.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Promo code' }).fill('summer15');
  await expect(total(page)).toContainText('€61.66');
  await page.getByRole('button', { name: 'Take €61.66' }).click();
  await expect(sold(page)).toBeVisible();
  const [order] = await office.call(listOrders);
  expect(order).toMatchObject({ subtotal: '71.66', discount: '10.00', total: '61.66', promoCode: 'SUMMER15' });
});

test('a card keeps its slip, a comp says why, a hold says until when', async ({ page, office, openConsole }) => {
  await buildEventToday(office, { tiers: [VIP] });
  await openConsole('/sell');
  await expect(tier(page, 'VIP')).toBeVisible();

  await page.keyboard.press('1');
  await page.keyboard.press('F7');
  await page.keyboard.press('Enter');
  await page.keyboard.type('4711');
  await page.keyboard.press('Enter');
  await expect(sold(page)).toBeVisible();
  await expect(page.getByText('4711')).toBeVisible();

  await page.keyboard.press('Enter');
  await page.keyboard.press('1');
  await page.keyboard.press('F8');
  await page.getByRole('button', { name: 'Give 1 ticket away' }).click();
  await expect(page.getByText('Say why.')).toBeVisible();
  await page.getByLabel('Why they are given away').fill('Guest list');
  await page.keyboard.press('Enter');
  await expect(sold(page)).toBeVisible();

  await page.keyboard.press('Enter');
  await page.keyboard.press('1');
  await page.keyboard.press('F9');
  await page.getByRole('button', { name: 'Hold 1 ticket' }).click();
  await expect(page.getByText(/^Held until \d\d:\d\d$/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Take the money' })).toBeVisible();

  const orders = await office.call(listOrders);
  expect(orders.map(({ status, total: sum }) => [status, sum])).toEqual([
    ['pending', '75.00'],
    ['paid', '0.00'],
    ['paid', '75.00'],
  ]);
});

test('places that another till took are said in words, with fresh numbers, and the sale stays', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office, { tiers: [{ ...VIP, quantity: 2 }] });
  await openConsole('/sell');
  await expect(tier(page, 'VIP')).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('1');
  await expect(total(page)).toContainText('€150.00');
  await office.call(checkout, { body: checkoutBody(event) });
  await page.getByRole('button', { name: 'Take €150.00' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /VIP/ })).toBeVisible();
  await expect(page.getByText('Only 1 left')).toBeVisible();
  await page.getByRole('button', { name: 'One VIP less' }).click();
  await page.getByRole('button', { name: 'Take €75.00' }).click();
  await expect(sold(page)).toBeVisible();
});

test('an answer that is lost sells once, also when the window was reloaded meanwhile', async ({
  page,
  office,
  openConsole,
}) => {
  await buildEventToday(office, { tiers: [VIP] });
  await openConsole('/sell');
  await expect(tier(page, 'VIP')).toBeVisible();
  await page.keyboard.press('1');
  // The ledger gets the sale; the till does not get the answer.
  await page.route('**/api/checkout', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Take €75.00' }).click();
  await expect(page.getByText('No answer to the last sale')).toBeVisible();
  await page.unroute('**/api/checkout');

  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText('No answer to the last sale')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(sold(page)).toBeVisible();
  expect(await office.call(listOrders)).toHaveLength(1);
});

test('a ticket scanned at the till opens its order and sells nothing', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office, { tiers: [VIP, GENERAL] });
  const order = await office.call(checkout, {
    body: checkoutBody(event, { customerName: 'Ana Torres' }),
  });
  await openConsole('/sell');
  await expect(tier(page, 'VIP')).toBeVisible();
  await page.keyboard.press('2');
  await expect(total(page)).toContainText('€25.00');
  await scanByWedge(page, order.tickets[0]?.qrCode ?? '');
  await expect(page).toHaveURL(/\/orders/);
  await expect(page.getByText('Ana Torres').first()).toBeVisible();
  await page.goBack();
  await expect(total(page)).toContainText('€25.00');
});

test('a window with a sale under way asks before it closes', async ({ page, office, openConsole }) => {
  await buildEventToday(office, { tiers: [VIP] });
  await openConsole('/sell');
  await expect(tier(page, 'VIP')).toBeVisible();
  await tier(page, 'VIP').click();
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
});

for (const [theme, methods] of [
  ['light', ['F7', 'F8', 'F9', 'F6']],
  ['dark', ['F6']],
] as const) {
  test(`selling is accessible (${theme})`, async ({ page, office, openConsole }) => {
    await buildEventToday(office, {
      tiers: [VIP, { ...GENERAL, quantity: 1 }],
      addOns: [{ name: 'Towel', price: 5, quantity: 3 }],
    });
    await openConsole('/sell', { theme });
    await expect(tier(page, 'VIP')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('1');
    await page.keyboard.press('2');
    for (const method of methods) {
      await page.keyboard.press(method);
      await expectAccessible(page);
    }
    await page.keyboard.press('Enter');
    await page.keyboard.type('120');
    await page.keyboard.press('Enter');
    await expect(sold(page)).toBeVisible();
    await expectAccessible(page);
  });
}
