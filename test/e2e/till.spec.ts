import { expect, type Page } from '@playwright/test';
import { login, setPin } from '../../src/shared/auth.ts';
import { checkout, listOrders } from '../../src/shared/orders.ts';
import { createTill, listTillSessions, openTill } from '../../src/shared/tills.ts';
import { createUser } from '../../src/shared/users.ts';
import { checkoutBody } from '../support/build-order.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';
import { OWNER } from '../support/owner.ts';

const VIP = { name: 'VIP', price: '75.00', quantity: 50 };
const tier = (page: Page, name: string) => page.getByRole('list', { name: 'Tiers' }).getByRole('button', { name });
const sold = (page: Page) => page.getByText('Sold', { exact: true });

/** Presses keys and counts them. */
const press = async (page: Page, keys: readonly string[]): Promise<number> => {
  for (const key of keys) await page.keyboard.press(key);
  return keys.length;
};

test('a shift: open with a float, sell in four keys, undo, paid out, the blind count, the Z report', async ({
  page,
  office,
  openConsole,
}) => {
  await buildEventToday(office, { tiers: [VIP] });
  await openConsole('/till');
  await page.getByRole('button', { name: 'New till' }).click();
  await page.getByLabel('Name').fill('Counter 1');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open…' }).click();
  await page.getByLabel('Cash in the drawer').fill('100');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Counter 1' })).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('link', { name: 'Counter 1 is open' })).toBeVisible();
  await expect(tier(page, 'VIP')).toBeVisible();
  expect(await press(page, ['1', '1', 'Enter', 'Enter'])).toBe(4);
  await expect(sold(page)).toBeVisible();

  // A mistake: undone from where it was made, with a reason.
  await page.keyboard.press('Alt+z');
  await page.getByLabel('Reason').fill('Wrong night');
  await expect(page.getByRole('list', { name: 'Money that goes back' })).toContainText('€150.00');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByText('is undone')).toBeVisible();
  await expect(page.getByText('50 left')).toBeVisible();

  // In parts: 30 by card, the rest in cash, and change from it.
  await press(page, ['1', 'F10', 'Enter']);
  await page.keyboard.type('30');
  await expect(page.getByLabel('Rest in cash')).toContainText('€45.00');
  await page.getByLabel('Handed over').fill('50');
  await expect(page.getByLabel('Change')).toContainText('€5.00');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(sold(page)).toBeVisible();
  const [order] = await office.call(listOrders);
  expect(order?.payments).toMatchObject([
    { method: 'card', amount: '30.00' },
    { method: 'cash', amount: '45.00', tendered: '50.00', change: '5.00' },
  ]);

  await page.goto(`${office.url}/till`);
  await expect(page.getByText('€145.00')).toBeVisible();
  await page.keyboard.press('o');
  await page.getByLabel('Amount').fill('20');
  await page.getByLabel('Reason').fill('Ice for the bar');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ice for the bar')).toBeVisible();
  await expect(page.getByText('€125.00')).toBeVisible();

  await page.keyboard.press('c');
  await page.getByLabel('€50.00').fill('2');
  await page.getByLabel('€20.00').fill('1');
  await expect(page.getByLabel('Counted')).toHaveValue('120.00');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByText('€5.00 missing')).toBeVisible();
  await page.getByRole('button', { name: 'Z report' }).click();
  await expect(page.getByRole('heading', { name: 'Z report 1' })).toBeVisible();
  await expect(page.getByRole('row', { name: 'Difference' })).toContainText('-€5.00');
  await expectAccessible(page);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  expect((await saved).suggestedFilename()).toBe('z-report-1.csv');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid', { name: 'Shifts' })).toContainText('€5.00 missing');
  expect(await office.call(listTillSessions)).toMatchObject([{ zNumber: 1, difference: '-5.00' }]);
});

test('the guest list is pasted, found at the door by two letters, and what is held counts down in view', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office, { tiers: [VIP] });
  await office.call(checkout, { body: checkoutBody(event, { customerName: 'Late Larry', hold: true }) });
  await openConsole('/sell');
  await expect(page.getByRole('list', { name: 'Held' })).toContainText(/Late Larry.*held for 1[45]:\d\d/);
  await page.keyboard.press('g');
  await page.getByLabel('Names').fill('1. Zora Quill\n- Yan Xu\n\nWendy Vu');
  await page.getByRole('dialog').getByLabel('Party').fill('The band');
  await page.getByLabel('Why they are given away').fill('Support act');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Put 3 names on the list' }).click();
  await expect(page.getByText('The names are on the list')).toBeVisible();
  for (const letters of ['zo', 'xu', 'we'])
    expect(await office.call(listOrders, { query: { q: letters } })).toMatchObject([{ customerName: 'The band' }]);
  const [order] = await office.call(listOrders, { query: { q: 'zo' } });
  expect(order?.tickets.map(({ holderName }) => holderName)).toEqual(['Zora Quill', 'Yan Xu', 'Wendy Vu']);
});

test('a colleague takes the till over with a PIN by keys alone, and a lock holds through a reload', async ({
  page,
  office,
}) => {
  await buildEventToday(office, { tiers: [VIP] });
  const person = { email: 'bea@example.com', password: OWNER.password };
  await office.call(createUser, { body: { ...person, name: 'Bea Berg', role: 'staff' } });
  const bea = await office.call(login, { token: null, body: { ...person, client: 'console' } });
  await office.call(setPin, { token: bea.token, body: { pin: '2468', password: person.password } });
  const owner = await office.call(login, {
    token: null,
    body: { email: OWNER.email, password: OWNER.password, client: 'console' },
  });
  const till = await office.call(createTill, { body: { name: 'Counter 1' } });
  await office.call(openTill, { token: owner.token, body: { tillId: till.id, float: 50 } });

  await page.goto(office.url);
  await page.evaluate((kept) => localStorage.setItem('ticketwave.token.real', kept), owner.token);
  await page.goto(`${office.url}/sell`);
  await expect(page.getByRole('link', { name: 'Counter 1 is open' })).toBeVisible();
  await page.keyboard.press('F2');
  await expect(page.getByRole('button', { name: 'Bea Berg' })).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(page);
  await page.keyboard.type('1111');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This PIN does not fit.')).toBeVisible();
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Bea Berg')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('link', { name: 'Counter 1 is open' })).toBeVisible();

  await page.keyboard.press('F2');
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await page.reload();
  await expect(page.getByText('The till is locked')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('The till is locked')).toBeVisible();
  await page.getByRole('button', { name: 'Bea Berg' }).click();
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The till is locked')).toBeHidden();
});

test('the screens of the till in the dark are accessible', async ({ page, office, openConsole }) => {
  const till = await office.call(createTill, { body: { name: 'Counter 1' } });
  await openConsole('/till', { theme: 'dark' });
  await expect(page.getByRole('button', { name: 'Open…' })).toBeVisible();
  await expectAccessible(page);
  const session = await office.call(openTill, { body: { tillId: till.id, float: 50 } });
  await page.goto(`${office.url}/print/till/${session.id}`);
  await expect(page.getByRole('heading', { name: 'X report', exact: true })).toBeVisible();
  await expectAccessible(page);
});
