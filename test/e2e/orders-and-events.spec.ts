import { expect, type Page } from '@playwright/test';
import { cancelPreview } from '../../src/shared/cancel-event.ts';
import { duplicateEvent, getEvent, listEvents } from '../../src/shared/events.ts';
import { checkout, getOrder } from '../../src/shared/orders.ts';
import { scan } from '../../src/shared/scan.ts';
import { checkoutBody } from '../support/build-order.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';

// Each walks through several dialogs with a look at their accessibility: on a busy machine that takes its time.
test.setTimeout(180_000);

const panel = (page: Page) => page.getByRole('complementary', { name: 'Order', exact: true });
const timeLine = (page: Page) => page.getByRole('list', { name: 'What happened' });
const more = async (page: Page, item: string) => {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

for (const theme of ['light', 'dark'] as const) {
  test(`a ticket is transferred and an admission taken back from the order, and all of it is told, ${theme}`, async ({
    page,
    office,
    openConsole,
  }) => {
    const event = await buildEventToday(office);
    const order = await office.call(checkout, {
      body: checkoutBody(event, { quantity: 2, customerName: 'Ada Byron' }),
    });
    const [first] = order.tickets;
    await office.call(scan, { body: { qrCode: first?.qrCode ?? '', gate: 'North' } });
    await openConsole(`/orders/${order.id}`, { theme });
    await expect(timeLine(page)).toContainText('Ada Byron admitted');
    await expect(timeLine(page).getByRole('listitem')).toHaveCount(3);
    await expectAccessible(page);

    await page.getByRole('heading', { name: 'Ada Byron' }).click();
    await page.keyboard.press('u');
    await expect(page.getByRole('dialog')).toContainText('Take the admission back?');
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Reason' }).fill('Wrong person');
    await page.keyboard.press('Enter');
    await expect(timeLine(page)).toContainText('Admission of Ada Byron taken back');
    await expect(page.getByRole('dialog')).toBeHidden();

    await page.getByRole('button', { name: `More about ${first?.qrCode}` }).click();
    await page.getByRole('menuitem', { name: 'Transfer…' }).click();
    await expect(page.getByRole('dialog')).toContainText('The code that is out now is dead at once');
    await expect(page.getByRole('textbox', { name: 'New holder' })).toBeFocused();
    await page.keyboard.type('Grace Hopper');
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'E-mail' }).fill('not an address');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveAttribute('aria-invalid', 'true');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('');
    await page.keyboard.press('Enter');
    await expect(timeLine(page)).toContainText('General given to Grace Hopper');
    await expect(timeLine(page)).toContainText('before: Ada Byron');
    const after = await office.call(getOrder, { params: { id: order.id } });
    expect(after.tickets[0]).toMatchObject({ holderName: 'Grace Hopper', status: 'valid' });
    expect(after.tickets[0]?.qrCode).not.toBe(first?.qrCode);
    await expect(panel(page)).toContainText(after.tickets[0]?.qrCode ?? '?');
  });
}

test('tickets and add-ons of a split sale are refunded by keyboard alone, with what remains and how it goes back', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const order = await office.call(checkout, {
    body: {
      eventId: event.id,
      items: [{ tierId: event.tiers[0]?.id ?? '', quantity: 2 }],
      addOns: [{ addOnId: event.addOns[0]?.id ?? '', quantity: 2 }],
      customerName: 'Ada Byron',
      payments: [
        { method: 'card', amount: '20.00', reference: 'S1' },
        { method: 'cash', amount: '40.00' },
      ],
    },
  });
  await openConsole(`/orders/${order.id}`);
  await expect(panel(page).getByRole('heading', { name: 'Ada Byron' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('grid', { name: 'Orders' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(panel(page).getByRole('heading', { name: 'Ada Byron' })).toBeVisible();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  const tabTo = async (name: string | RegExp): Promise<void> => {
    const target = dialog.getByRole('checkbox', { name }).or(dialog.getByRole('button', { name })).first();
    for (let presses = 0; presses < 30; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`No way to ${name} by Tab`);
  };
  await tabTo(/^General/);
  await page.keyboard.press('Space');
  await tabTo('One Towel more');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: /^Refund €/ })).toBeEnabled();
  await expect(dialog).toContainText('Left to refund€60.00');
  await expect(dialog.getByRole('list', { name: 'How the money goes back' })).toContainText('card: €20.00');
  await tabTo(/^Refund €/);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(timeLine(page)).toContainText('refunded');
  expect((await office.call(getOrder, { params: { id: order.id } })).refunds).toHaveLength(1);
});

test('three fields begin an event; what stops it from being sold is said before', async ({
  page,
  office,
  openConsole,
}) => {
  await openConsole('/manage/events/new');
  await page.getByLabel('Title').fill('First Night');
  await page.getByLabel('Date').fill('2020-01-02');
  await page.getByLabel('Begins').fill('20:00');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { name: 'First Night', level: 1 })).toBeVisible();
  expect(await office.call(listEvents)).toMatchObject([
    { totalCapacity: 100, tiers: [{ name: 'General', price: '0.00', quantity: 100 }] },
  ]);
  await page.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('The event is over: give it another date.');
  await expect(dialog).toContainText('Free of charge: General.');
  await expect(dialog.getByRole('button', { name: 'Put on sale' })).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Not yet' }).click();
  // The capacity follows the tiers.
  await page.getByLabel('Date').fill('2099-01-02');
  await page.getByRole('group', { name: 'Tiers, row 1' }).getByLabel('Places').fill('150');
  await expect(page.getByText('150 places in all: the capacity follows the tiers.')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Publish…' }).click();
  await dialog.getByRole('button', { name: 'Put on sale' }).click();
  await expect(page.getByText('First Night is on sale')).toBeVisible();
  expect(await office.call(listEvents)).toMatchObject([{ status: 'published', totalCapacity: 150 }]);
});

test('an event is duplicated to many dates; a list that was interrupted goes on and makes no draft twice', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  let refusals = 0;
  // The second draft is made, but its answer gets lost.
  await page.route(`**${duplicateEvent.path.replace(':id', event.id)}`, async (route) => {
    const isSecond = route.request().postData()?.includes('2099-01-14') === true;
    if (!isSecond || refusals > 4) return route.continue();
    refusals += 1;
    await route.fetch();
    return route.abort();
  });
  await openConsole(`/manage/events/${event.id}`);
  await more(page, 'Duplicate…');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Date').fill('2099-01-07');
  await dialog.getByLabel('How often').fill('3');
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Date').fill('2099-12-31');
  await dialog.getByLabel('How often').fill('1');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('list', { name: 'Days' }).getByRole('listitem')).toHaveCount(4);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create 4 drafts' }).click();
  await expect(dialog.getByRole('button', { name: 'Go on' })).toBeVisible({ timeout: 30_000 });
  await expect(dialog).toContainText('3 of 4 days');

  await page.reload();
  refusals = 99;
  await more(page, 'Duplicate…');
  await expect(dialog).toContainText('The drafts are made');
  await expect(dialog.getByRole('link', { name: 'Open the draft' })).toHaveCount(4);
  await expectAccessible(page);
  const days = (await office.call(listEvents, { query: { status: 'draft' } })).map(({ date }) => date);
  expect(days.toSorted()).toEqual(['2099-01-07', '2099-01-14', '2099-01-21', '2099-12-31']);
});

test('a cancellation says who gets how much back, asks for the title, and goes on when its dialog is closed', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  for (const customerName of ['Ada Byron', 'Grace Hopper', 'Rosa Parks'])
    await office.call(checkout, { body: checkoutBody(event, { customerName }) });
  await office.call(checkout, {
    body: checkoutBody(event, { tier: 'VIP', customerName: 'Zoe', payment: { method: 'card', reference: 'S1' } }),
  });
  for (const theme of ['dark', 'light'] as const) {
    await openConsole(`/manage/events/${event.id}`, { theme });
    await more(page, 'Cancel the event…');
    await expect(page.getByRole('grid', { name: 'Who gets how much back' })).toContainText('Zoe');
    await expectAccessible(page);
  }
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Cash to hand out orders: 3€75.00');
  await expect(dialog).toContainText('Back to cards, on the terminal orders: 1€75.00');
  const confirm = dialog.getByRole('button', { name: 'Cancel and refund €150.00' });
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel('Reason').fill('Storm');
  await dialog.getByLabel('Type the title to confirm').fill('Summer Pool Party');
  await confirm.click();
  await expect(dialog).toContainText('Sales and gate are shut.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const side = page.getByRole('complementary', { name: 'Sales' });
  await expect(side).toContainText('Orders refunded: 4. In all €150.00.', { timeout: 20_000 });
  await expectAccessible(page);
  expect(await office.call(cancelPreview, { params: { id: event.id } })).toMatchObject({
    orders: 0,
    progress: { ordersRefunded: 4, amountRefunded: '150.00', reason: 'Storm' },
  });
  expect((await office.call(getEvent, { params: { id: event.id } })).status).toBe('cancelled');
});

test('the live page counts along, says when its line is down, and takes it up again', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const order = await office.call(checkout, { body: checkoutBody(event, { quantity: 3 }) });
  const admit = (index: number) =>
    office.call(scan, { body: { qrCode: order.tickets[index]?.qrCode ?? '', gate: 'North' } });
  await admit(0);
  const stream = '**/live/stream';
  await page.route(stream, (route) => route.abort());
  await openConsole(`/live/${event.id}`, { theme: 'dark' });
  await expect(page.getByRole('status').filter({ hasText: 'Connecting…' })).toBeVisible();
  await page.unroute(stream);
  const inside = page.locator('dl > div').filter({ hasText: 'Inside now' });
  await expect(inside).toContainText('1', { timeout: 30_000 });
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await expect(page.getByRole('img', { name: '1 entries in the last hour, at most 1 in a minute' })).toBeVisible();
  await expectAccessible(page);
  await admit(1);
  await expect(inside).toContainText('2');
  await expect(page.getByText('North')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the event' }).click();
  await expect(page.getByRole('link', { name: 'Live page' })).toHaveAttribute('href', `/live/${event.id}`);
});
