import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { listAudit } from '../../src/shared/audit.ts';
import { getBranding } from '../../src/shared/branding.ts';
import { getMailSettings, listMail } from '../../src/shared/mail.ts';
import { checkout } from '../../src/shared/orders.ts';
import { checkoutBody } from '../support/build-order.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';
import { MAIL_LOGIN, startMailServer } from '../support/mail-server.ts';

/** A one-pixel PNG. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const panel = (page: Page) => page.getByRole('complementary', { name: 'Order', exact: true });

test('tickets are resent: to another address, waiting for a server that is then set up and tried', async ({
  page,
  office,
  openConsole,
}) => {
  const event = await buildEventToday(office);
  const order = await office.call(checkout, {
    body: checkoutBody(event, { customerName: 'Ada Byron', customerEmail: 'ada@example.com', quantity: 2 }),
  });
  const server = await startMailServer();

  await openConsole(`/orders/${order.id}`);
  await expect(panel(page).getByRole('heading', { name: 'Ada Byron' })).toBeVisible();
  await page.getByRole('grid', { name: 'Orders' }).focus();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  const email = dialog.getByRole('textbox', { name: 'E-mail' });
  await expect(email).toHaveValue('ada@example.com');
  await expect(email).toBeFocused();
  await email.fill('nobody');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Enter an e-mail address such as jane@example.com')).toBeVisible();
  await email.fill('friend@example.com');
  await expect(dialog.getByText("Another address than the order's.")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'It waits for a mail server' })).toBeVisible();
  await expect(dialog).toContainText('No mail server is set.');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const [entry] = await office.call(listAudit, { query: { subjectId: order.id, action: 'order.resend' } });
  expect(entry?.after).toMatchObject({ anotherAddress: true });

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Search orders and actions' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('Mail server');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Mail server', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Outbox' })).toContainText('2 mails wait');
  await page.getByLabel('SMTP server').fill('127.0.0.1');
  await page.getByRole('combobox', { name: 'Security' }).click();
  await page.getByRole('option', { name: 'None' }).click();
  await expect(page.getByLabel('Port')).toHaveValue('25');
  await page.getByLabel('Port').fill(String(server.port));
  await page.getByLabel('User').fill(MAIL_LOGIN.user);
  await page.getByLabel('Password').fill(MAIL_LOGIN.password);
  await page.getByLabel('Address', { exact: true }).fill('tickets@lido.example.com');
  await expect(page.getByRole('button', { name: 'Send a test mail' })).toBeDisabled();
  await expectAccessible(page);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('region', { name: 'Outbox' })).toContainText('Mail goes out');
  await expect(page.getByLabel('Password')).toHaveValue('');
  expect((await office.call(getMailSettings)).password).toBe('set');
  await page.getByRole('button', { name: 'Send a test mail' }).click();
  await expect(page.getByText('The server has taken the mail.')).toBeVisible();
  await expectAccessible(page);
  const received = await server.wait(3);
  expect(new Set(received.map(({ to }) => to[0]))).toEqual(
    new Set(['ada@example.com', 'friend@example.com', 'owner@example.com']),
  );
  await server.close();
});

test('the outbox says what failed, in words, and tries it again', async ({ page, office, openConsole }) => {
  await openConsole('/mail');
  await expect(page.getByText('No mail yet')).toBeVisible();
  await expectAccessible(page);
  const server = await startMailServer();
  server.refuse = { to: 550 };
  await office.api('PATCH', '/api/admin/settings/mail', {
    body: { host: '127.0.0.1', port: server.port, security: 'none', ...MAIL_LOGIN, fromAddress: 'a@example.com' },
  });
  const event = await buildEventToday(office);
  await office.call(checkout, { body: checkoutBody(event, { customerEmail: 'jane@example.com' }) });
  const list = page.getByRole('grid', { name: 'Mail' });
  await expect(list).toContainText('127.0.0.1 refuses the address: 550');
  await page.getByRole('radio', { name: 'Failed' }).check();
  await expect(list.getByRole('row')).toHaveCount(2);
  await list.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('jane@example.com');
  await expectAccessible(page);
  server.refuse = {};
  await dialog.getByRole('button', { name: 'Try again now' }).click();
  await expect(dialog.getByText('Sent', { exact: true }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('No mail of this kind')).toBeVisible();
  expect(await office.call(listMail)).toMatchObject([{ status: 'sent', attempts: 2 }]);
  await server.close();
});

test('tickets have the look of the house and are saved as a PDF', async ({ page, office, openConsole }) => {
  await openConsole('/settings');
  await page.getByRole('link', { name: 'Look of the tickets' }).click();
  const preview = page.getByRole('article', { name: 'Preview of a ticket' });
  await expect(preview.getByRole('img', { name: 'A code that opens no door' })).toBeVisible();
  await page.getByLabel('Colour of tickets and mail').fill('#ffee');
  await expect(page.getByText('Enter a colour such as #ff9152')).toBeVisible();
  await page.getByLabel('Colour of tickets and mail').fill('#ffee88');
  await expect(page.getByText('1.1 : 1, pale')).toBeVisible();
  await page.getByLabel('Colour of tickets and mail').fill('#12324a');
  await expect(page.getByText('pale')).toHaveCount(0);
  const picture = page.getByLabel('Picture of the logo');
  await picture.setInputFiles({ name: 'logo.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a') });
  await expect(page.getByText('Choose a PNG or JPEG picture.')).toBeVisible();
  await picture.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') });
  await expect(preview.getByRole('img')).toHaveCount(2);
  await expectAccessible(page);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved')).toBeVisible();
  expect(await office.call(getBranding)).toEqual({ accentColor: '#12324a', logo: `data:image/png;base64,${PNG}` });

  const event = await buildEventToday(office);
  const order = await office.call(checkout, { body: checkoutBody(event, { customerName: 'Ada', quantity: 2 }) });
  await page.goto(`${office.url}/orders/${order.id}`);
  await page.getByRole('button', { name: 'Tickets as PDF' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Roll of 80 mm' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`tickets-${order.orderNumber}.pdf`);
  const pdf = readFileSync(await download.path(), 'latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(pdf.match(/\/Type \/Page\n/g)).toHaveLength(2);
});
