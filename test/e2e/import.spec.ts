import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { listOrders } from '../../src/shared/orders.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';

// A save dialog of the browser's own cannot be answered by a test: without one the page hands files to the downloads.
test.beforeEach(({ page }) => page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker')));

const PRETIX = `Order code;E-mail;Attendee name;Product;Price;Secret;Status
AB1CD;jane@example.com;Jane Smith;General;"25,00";ka6p3xjbQz;Paid
XX1CD;bad-mail;Bob;General;"25,00";z1;Paid
XX3CD;;Bob;General;"25,00";z3;Canceled
`;
const LIST = 'Wristband;Kind\nM-1;General\n';

test('a file is recognised, rehearsed, imported once, and mapped by hand', async ({ page, office, openConsole }) => {
  const event = await buildEventToday(office);
  await openConsole(`/import?event=${event.id}`);
  const file = page.getByLabel('File to import');
  await file.setInputFiles({ name: 'pretix.csv', mimeType: 'text/csv', buffer: Buffer.from(PRETIX) });
  await expect(page.getByText('Export of pretix')).toBeVisible();
  await expect(page.getByLabel('Column of Code of the ticket')).toContainText('Secret');
  await page.getByRole('button', { name: 'Check the file' }).click();
  const refused = page.getByRole('grid', { name: 'Refused lines' });
  await expect(refused).toContainText('bad-mail');
  await expect(page.getByText('ticket will be taken over')).toBeVisible();
  expect(await office.call(listOrders, { query: { event: event.id } })).toEqual([]);
  await expectAccessible(page);
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the refused lines…' }).click(),
  ]);
  expect(readFileSync(await csv.path(), 'utf8')).toContain('"3","invalid_request"');

  await page.getByRole('button', { name: 'Import the tickets' }).click();
  await expect(page.getByText('ticket was taken over')).toBeVisible();
  expect(await office.call(listOrders, { query: { event: event.id } })).toHaveLength(1);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByText('tickets will be taken over')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import the tickets' })).toHaveCount(0);

  await file.setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
  await expect(page.getByText('A plain list')).toBeVisible();
  for (const [field, column] of [
    ['Code of the ticket', 'Wristband'],
    ['Tier', 'Kind'],
  ] as const) {
    await page.getByLabel(`Column of ${field}`).click();
    await page.getByRole('option', { name: column }).click();
  }
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('button', { name: 'Import the tickets' }).click();
  await expect(page.getByText('ticket was taken over')).toBeVisible();
  expect(await office.call(listOrders, { query: { event: event.id } })).toHaveLength(2);
});
