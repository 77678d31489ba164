import { expect, type Page } from '@playwright/test';
import { getEvent, listEvents } from '../../src/shared/events.ts';
import { checkout } from '../../src/shared/orders.ts';
import { checkoutBody } from '../support/build-order.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';

const row = (page: Page, number: number) => page.getByRole('group', { name: `Tiers, row ${number}` });

test('an event is made by keyboard alone, and published', async ({ page, office, openConsole }) => {
  await openConsole('/manage/events');
  await expect(page.getByText('No events yet')).toBeVisible();
  await expect(page.getByRole('link', { name: 'New event' })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByLabel('Title')).toBeFocused();
  await page.keyboard.type('Summer Pool Party');
  await page.getByLabel('Date').fill('2099-07-25');
  await page.getByLabel('Begins').fill('14:00');
  await page.getByLabel('Capacity').fill('200');

  // A first tier is suggested.
  await expect(row(page, 1).getByLabel('Name')).toHaveValue('General');
  await row(page, 1).getByLabel('Name').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('VIP');
  await page.keyboard.press('Tab');
  await page.keyboard.type('100');
  await page.keyboard.press('Tab');
  await page.keyboard.type('50');
  // Enter in a row begins the next one.
  await page.keyboard.press('Enter');
  await expect(row(page, 2).getByLabel('Name')).toBeFocused();
  await page.keyboard.type('General');
  await page.keyboard.press('Tab');
  await page.keyboard.type('35,5');
  await page.keyboard.press('Tab');
  await page.keyboard.type('150');
  await expect(page.getByText('The tiers fill the capacity exactly.')).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { name: 'Summer Pool Party', level: 1 })).toBeVisible();
  await expectAccessible(page);
  const [event] = await office.call(listEvents);
  expect(event).toMatchObject({ status: 'draft', totalCapacity: 200, date: '2099-07-25', startTime: '14:00' });
  expect(event?.tiers).toMatchObject([
    { name: 'VIP', price: '100.00', quantity: 50 },
    { name: 'General', price: '35.50', quantity: 150 },
  ]);

  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('button', { name: 'Put on sale' }).click();
  await expect(page.getByText('Summer Pool Party is on sale')).toBeVisible();
  await expect(page.getByText('On sale', { exact: true })).toBeVisible();
});

test('what is wrong stands at its field, and nothing typed is lost by it or by a reload', async ({
  page,
  openConsole,
}) => {
  await openConsole('/manage/events/new');
  await page.getByLabel('Title').fill('Half an event');
  await row(page, 1).getByLabel('Price').fill('12.345');
  await page.getByRole('button', { name: 'Create event' }).click();
  await expect(page.getByText('Enter a day', { exact: true })).toBeVisible();
  await expect(page.getByText('Enter a time such as 14:00')).toBeVisible();
  await expect(page.getByLabel('Date')).toBeFocused();

  await page.reload();
  await expect(page.getByText('What you typed before is back. It is not saved yet.')).toBeVisible();
  await expect(page.getByLabel('Title')).toHaveValue('Half an event');
  await expect(row(page, 1).getByLabel('Price')).toHaveValue('12.345');

  await page.getByRole('button', { name: 'Discard it' }).click();
  await expect(page.getByLabel('Title')).toHaveValue('');
});

test("the server's complaint about a price reaches its field", async ({ page, openConsole }) => {
  await openConsole('/manage/events/new');
  await page.getByLabel('Title').fill('Tokyo Night');
  await page.getByLabel('Date').fill('2099-01-02');
  await page.getByLabel('Begins').fill('20:00');
  await page.getByLabel('Capacity').fill('10');
  await page.getByLabel('Currency').fill('');
  await page.getByLabel('Currency').pressSequentially('jpy');
  await row(page, 1).getByLabel('Name').fill('Floor');
  await row(page, 1).getByLabel('Price').fill('12.5');
  await row(page, 1).getByLabel('Places').fill('10');
  await page.getByRole('button', { name: 'Create event' }).click();
  await expect(row(page, 1).getByLabel('Price')).toHaveAttribute('aria-invalid', 'true');
  await expect(row(page, 1).getByLabel('Price')).toBeFocused();
});

test('an event is edited after sales: what was sold stays, the rest changes', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  await office.call(checkout, { body: checkoutBody(event, { tier: 'VIP', quantity: 2 }) });
  await openConsole(`/manage/events/${event.id}`);
  await expect(page.getByLabel('Title')).toHaveValue('Summer Pool Party');
  await expect(page.getByLabel('Currency')).toBeDisabled();
  await expect(row(page, 2).getByRole('button', { name: '2 sold: this tier stays.' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);

  await page.getByLabel('Title').fill('Winter Pool Party');
  await row(page, 2).getByLabel('Places').fill('1');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('sold');
  await expect(page.getByLabel('Title')).toHaveValue('Winter Pool Party');
  await row(page, 2).getByLabel('Places').fill('60');
  await row(page, 2).getByRole('button', { name: 'Door rules of VIP' }).click();
  await page.getByLabel('Gates').fill('North, VIP Door');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Winter Pool Party', level: 1 })).toBeVisible();
  const saved = await office.call(getEvent, { params: { id: event.id } });
  expect(saved).toMatchObject({
    title: 'Winter Pool Party',
    tiers: [
      { quantity: 150, gates: null },
      { quantity: 60, sold: 2, gates: ['North', 'VIP Door'] },
    ],
  });
});

test('a draft is deleted after a question; an event on sale is taken off and completed', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  await openConsole(`/manage/events/${event.id}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Unpublish' }).click();
  await expect(page.getByText('Summer Pool Party is a draft again')).toBeVisible();

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete the draft…' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete the draft…' }).click();
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No events yet')).toBeVisible();
  expect(await office.call(listEvents)).toEqual([]);
});
