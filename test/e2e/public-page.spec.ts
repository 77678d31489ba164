import { expect, type Page } from '@playwright/test';
import { createAffiliate, listAffiliates } from '../../src/shared/affiliates.ts';
import { getOrder, listOrders, payOrder } from '../../src/shared/orders.ts';
import { createPromoCode } from '../../src/shared/promo-codes.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';

const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1440, height: 900 };

const TIERS = [
  { name: 'General', price: '25.00', quantity: 150 },
  { name: 'VIP', price: '75.00', quantity: 3 },
];

const more = (page: Page, name: string) => page.getByRole('button', { name: `One ${name} more` });
const reserve = (page: Page) => page.getByRole('button', { name: 'Reserve' });

test.describe('on a phone', () => {
  // The tests' own browser says that it is headless, and so counts as a program.
  test.use({ viewport: PHONE, hasTouch: true, userAgent: 'Mozilla/5.0 (Linux; Android 14) Chrome/114.0.0.0 Mobile' });

  test('an affiliate’s link becomes a reserved order that the counter finds by its code', async ({ page, office }) => {
    const event = await buildEventToday(office, { tiers: TIERS, description: 'Bring a towel.' });
    const { code } = await office.call(createAffiliate, { body: { name: 'Ann', email: 'ann@example.com' } });
    await office.call(createPromoCode, { body: { code: 'SUMMER', percent: 10 } });
    await page.goto(`${office.url}/events/${event.slug}?ref=${code}`);
    await expect(page.getByRole('heading', { level: 1, name: event.title })).toBeVisible();
    await expect(page.getByText('3 left')).toBeVisible();
    await expect(reserve(page)).toBeDisabled();
    await expectAccessible(page);

    await more(page, 'VIP').tap();
    for (const _ of TIERS) await more(page, 'General').tap();
    await more(page, 'Towel').tap();
    await expect(page.getByText('€130.00')).toBeVisible();
    await reserve(page).tap();
    await expect(page.getByText('Tell us your name')).toBeVisible();
    await expect(page.getByLabel('Name')).toBeFocused();
    await page.getByLabel('Name').fill('Jane Smith');
    await page.getByLabel('Promo code').fill('winter');
    await reserve(page).tap();
    await expect(page.getByRole('alert')).toContainText('There is no such promo code.');
    await page.getByLabel('Promo code').fill('summer');
    await reserve(page).tap();

    await expect(page.getByRole('heading', { name: 'Your places are reserved' })).toBeFocused();
    await expect(page.getByRole('timer')).toContainText(/1[45]:\d\d/);
    const [order] = await office.call(listOrders);
    expect(order).toMatchObject({
      status: 'pending',
      total: '117.50',
      affiliateCode: code,
      customerName: 'Jane Smith',
    });
    await expect(page.getByText(order!.orderNumber, { exact: true })).toBeVisible();
    await expect(page.getByRole('img', { name: `Order ${order!.orderNumber} as a code` })).toBeVisible();
    await expect(page.getByText('To pay')).toBeVisible();
    await expect(page.locator('dd', { hasText: '€117.50' })).toBeVisible();
    // No ticket's code is shown while it opens nothing.
    expect(await page.content()).not.toContain(order!.tickets[0]!.qrCode);
    await expectAccessible(page);

    // A phone that was locked in between still knows it.
    await page.reload();
    await expect(page.getByText(order!.orderNumber, { exact: true })).toBeVisible();
    const number = { params: { id: order!.orderNumber } };
    await office.call(payOrder, { ...number, body: { payment: { method: 'cash' } } });
    expect(await office.call(getOrder, number)).toMatchObject({ status: 'paid' });
    const [ann] = await office.call(listAffiliates);
    expect(ann).toMatchObject({ clicks: 1, orderCount: 1, sales: '117.50' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  });

  test('refusals are told in words, and what is left is shown', async ({ page, office }) => {
    const event = await buildEventToday(office, { tiers: [{ name: 'Seat', price: 10, quantity: 2 }], addOns: [] });
    await page.goto(`${office.url}/events/${event.slug}`);
    await more(page, 'Seat').tap();
    await page.getByLabel('Name').fill('Jane');

    await page.route('**/api/checkout', (route) => route.abort());
    await reserve(page).tap();
    await expect(page.getByRole('alert')).toContainText('The box office does not answer.');
    await page.unroute('**/api/checkout');

    await page.route('**/api/checkout', (route) =>
      route.fulfill({ status: 429, headers: { 'Retry-After': '42' }, json: { error: '', code: 'rate_limited' } }),
    );
    await reserve(page).tap();
    await expect(page.getByRole('alert')).toContainText('Try again in 42 s.');
    await page.unroute('**/api/checkout');

    const seat = event.tiers[0]!.id;
    const take = (quantity: number) =>
      office.api('POST', '/api/checkout', {
        body: { eventId: event.id, items: [{ tierId: seat, quantity }], payment: { method: 'cash' } },
      });
    await take(1);
    await reserve(page).tap();
    await expect(page.getByRole('alert')).toContainText('Somebody was faster');
    await expect(page.getByText('1 left')).toBeVisible();
    await expect(page.getByText('€10.00').last()).toBeVisible();
    await take(1);
    await reserve(page).tap();
    await expect(page.getByRole('heading', { name: 'Sold out' })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe('on a laptop', () => {
  test.use({ viewport: LAPTOP, locale: 'es-ES', colorScheme: 'dark' });

  test('by keyboard alone, in Spanish and in the dark', async ({ page, office }) => {
    const event = await buildEventToday(office, { tiers: TIERS });
    await page.goto(`${office.url}/events`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByRole('heading', { name: 'Cartelera' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: event.title }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: event.title })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Una más: General' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await expect(page.getByText(/50,00\s€/)).toBeVisible();
    await page.getByLabel('Nombre').fill('Ana');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Sus plazas están reservadas' })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: 'Your places are reserved' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.getByRole('button', { name: 'Make another order' }).click();
    await expect(reserve(page)).toBeVisible();
  });

  test('a held order whose time is up offers to choose again', async ({ page, office }) => {
    const event = await buildEventToday(office, { tiers: TIERS });
    await page.clock.install();
    await page.goto(`${office.url}/events/${event.slug}`);
    await page.getByRole('button', { name: 'Una más: General' }).click();
    await page.getByLabel('Nombre').fill('Ana');
    await page.getByRole('button', { name: 'Reservar' }).click();
    await expect(page.getByRole('timer')).toBeVisible();
    await page.clock.runFor(16 * 60_000);
    await expect(page.getByRole('heading', { name: 'Se acabó el tiempo' })).toBeVisible();
    await page.getByRole('button', { name: 'Elegir de nuevo' }).click();
    await expect(page.getByRole('button', { name: 'Reservar' })).toBeVisible();
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: PHONE });

  test('what, when, where and how much can be read', async ({ page, office }) => {
    const event = await buildEventToday(office, { tiers: TIERS });
    await page.goto(`${office.url}/events/${event.slug}`);
    await expect(page.getByRole('heading', { name: event.title })).toBeVisible();
    await expect(page.getByRole('row', { name: 'VIP €75.00' })).toBeVisible();
    await expect(page.getByText(event.venue, { exact: true })).toBeVisible();
    // Playwright looks for no words inside of noscript.
    expect(await page.content()).toContain('switch JavaScript on');
    await page.goto(`${office.url}/events/nothing`);
    await expect(page.getByRole('heading', { name: 'There is no such event' })).toBeVisible();
  });
});
