import { expect, type Page } from '@playwright/test';
import { checkout, getOrder } from '../../src/shared/orders.ts';
import { checkoutBody } from '../support/build-order.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';

const list = (page: Page) => page.getByRole('grid', { name: 'Orders' });
const panel = (page: Page) => page.getByRole('complementary', { name: 'Order', exact: true });

test('orders are found as one types, by name, number or code, and shown beside the list by the arrows', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const sell = (customerName: string) => office.call(checkout, { body: checkoutBody(event, { customerName }) });
  const jose = await sell('José García');
  const zoe = await sell('Zoë Kowalski');
  await sell('Liam Smith');

  await openConsole('/orders');
  await expect(page.getByRole('searchbox', { name: 'Search orders' })).toBeFocused();
  await expect(list(page).getByRole('row')).toHaveCount(4);
  await expectAccessible(page);

  await page.keyboard.type('jos');
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await expect(list(page)).toContainText('José García');
  await page.keyboard.press('Escape');
  await page.keyboard.type(zoe.orderNumber.slice(-6));
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('heading', { name: 'Zoë Kowalski' })).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await expect(list(page).getByRole('row')).toHaveCount(4);
  await page.keyboard.press('ArrowDown');
  await expect(list(page)).toBeFocused();
  await page.keyboard.press('End');
  await expect(panel(page).getByRole('heading', { name: 'José García' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Search orders and actions' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type(jose.tickets[0]?.qrCode ?? '');
  await expect(page.getByRole('option')).toContainText([/José García/]);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await page.getByRole('searchbox').fill('nobody of this name');
  await expect(page.getByText('No order fits')).toBeVisible();
});

test('two tickets of a party are refunded by keyboard, with what remains shown before', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const party = await office.call(checkout, {
    body: checkoutBody(event, { tier: 'VIP', quantity: 4, customerName: 'Ada Byron' }),
  });
  await openConsole(`/orders/${party.id}`);
  await expect(panel(page).getByRole('heading', { name: 'Ada Byron' })).toBeVisible();
  await list(page).focus();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await expect(dialog.getByRole('button', { name: 'Refund €0.00' })).toBeDisabled();
  const boxes = dialog.getByRole('checkbox');
  await boxes.nth(1).focus();
  await page.keyboard.press('Space');
  await boxes.nth(2).focus();
  await page.keyboard.press('Space');
  await expect(dialog).toContainText('Left after it€150.00');
  await dialog.getByLabel('Reason').fill('Two fewer');
  await page.keyboard.press('Enter');
  await expect(page.getByText('€150.00 refunded', { exact: true })).toBeVisible();
  await expect(panel(page)).toContainText('Partly refunded');
  await expect(panel(page).getByText('Left to refund')).toBeVisible();

  const order = await office.call(getOrder, { params: { id: party.id } });
  expect(order).toMatchObject({ refunded: '150.00', refunds: [{ amount: '150.00', reason: 'Two fewer' }] });
  expect(order.tickets.filter(({ status }) => status === 'refunded')).toHaveLength(2);
});

test('a refund by amount is held to what is left; everything left ends the tickets', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const order = await office.call(checkout, { body: checkoutBody(event, { quantity: 2, customerName: 'Sam' }) });
  await openConsole(`/orders/${order.id}`);
  await page.getByRole('button', { name: 'Refund…' }).click();
  await page.getByRole('radio', { name: 'An amount' }).check();
  await page.getByRole('textbox', { name: 'Amount' }).fill('50.01');
  await expect(page.getByText('That is more than is left to refund.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Amount' }).fill('4');
  await page.getByRole('button', { name: 'Refund €4.00' }).click();
  await expect(panel(page)).toContainText('€46.00');

  await page.getByRole('button', { name: 'Refund…' }).click();
  await page.getByRole('radio', { name: 'Everything left' }).check();
  await page.getByRole('button', { name: 'Refund €46.00' }).click();
  await expect(panel(page)).toContainText('Refunded');
  await expect(page.getByRole('button', { name: 'Refund…' })).toBeDisabled();
  expect((await office.call(getOrder, { params: { id: order.id } })).status).toBe('refunded');
});

test('a pending order is paid with change, or released', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  const wait = (customerName: string) =>
    office.call(checkout, { body: { ...checkoutBody(event, { customerName, quantity: 2 }), hold: true } });
  const [paying, leaving] = [await wait('Pat Paying'), await wait('Lea Leaving')];

  await openConsole(`/orders/${paying.id}`);
  await expect(panel(page)).toContainText('held for 1');
  await page.getByRole('button', { name: 'Take €50.00' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Cash given')).toBeFocused();
  await page.keyboard.type('40');
  await expect(dialog.getByText('That is less than the order costs.')).toBeVisible();
  await dialog.getByLabel('Cash given').fill('100');
  await expect(dialog.getByText('Change: €50.00')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('€50.00', { exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(panel(page)).toContainText('Paid');

  await page.goto(`${office.url}/orders/${leaving.id}`);
  await page.getByRole('button', { name: 'Release…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Release' }).click();
  await expect(panel(page)).toContainText('Cancelled');
});

test('tickets and receipt are printed on the paper of one’s choice', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  const order = await office.call(checkout, {
    body: checkoutBody(event, { tier: 'VIP', quantity: 2, customerName: 'Ada' }),
  });
  await openConsole(`/print/orders/${order.id}`);
  await expect(page.getByRole('img', { name: /^Code TW-VIP-/ })).toHaveCount(2);
  await expect(page.getByText(`Receipt ${order.receiptNumber}`)).toBeVisible();
  await expectAccessible(page);
  const pages = async (): Promise<number> => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    return pdf.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
  };
  expect(await pages()).toBe(2);
  for (const [paper, count] of [
    ['A6', 3],
    ['80 mm', 3],
  ] as const) {
    await page.getByRole('radio', { name: paper }).check();
    expect(await pages()).toBe(count);
  }
  await page.getByRole('radio', { name: 'Receipt' }).check();
  expect(await pages()).toBe(1);
});
