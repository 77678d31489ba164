import { expect } from '@playwright/test';
import { listOrders, refundOrder } from '../../src/shared/orders.ts';
import { listPrinters } from '../../src/shared/printing.ts';
import { createTill, openTill } from '../../src/shared/tills.ts';
import { buildEventToday, expectAccessible, test } from '../support/console.ts';
import { linesOf } from '../support/escpos.ts';
import { startFakePrinter } from '../support/fake-printer.ts';

test('a receipt printer is set up, prints after each sale without a dialog, and says what went wrong', async ({
  page,
  office,
  openConsole,
}) => {
  const paper = await startFakePrinter();
  await buildEventToday(office, { tiers: [{ name: 'General', price: '25.00', quantity: 50 }] });
  await openConsole('/printers');
  await page.getByRole('button', { name: 'Add a printer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Counter');
  await dialog.getByLabel('Address', { exact: true }).fill('8.8.8.8');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText(/address of the local network|local network/).first()).toBeVisible();
  await dialog.getByLabel('Address', { exact: true }).fill(paper.host);
  await dialog.getByLabel('Port').fill(String(paper.port));
  await dialog.getByText(/A cash drawer hangs on it/).click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This till')).toBeVisible();
  const [printer] = await office.call(listPrinters);
  expect(printer).toMatchObject({ name: 'Counter', drawer: true, autoPrint: 'receipt', columns: 48 });

  // The test page comes out as it is shown.
  await page.getByRole('button', { name: 'Print a test page' }).click();
  await expect(page.getByText('Printed at Counter')).toBeVisible();
  await expect.poll(() => paper.jobs.length).toBe(1);
  const shown = await page.getByRole('region', { name: 'Preview' }).locator('p').allInnerTexts();
  expect(shown.map((line) => line.trim())).toEqual(
    expect.arrayContaining(linesOf(paper.last()).map((line) => line.trim())),
  );
  await page.getByRole('button', { name: 'Open the drawer' }).click();
  await expect.poll(() => paper.jobs.length).toBe(2);
  expect(paper.last()).toEqual([{ kind: 'pulse', pin: 0 }]);
  await expectAccessible(page);

  const sellOne = async (): Promise<void> => {
    await expect(page.getByRole('list', { name: 'Tiers' }).getByRole('button', { name: 'General' })).toBeVisible();
    for (const key of ['1', 'Enter', 'Enter']) await page.keyboard.press(key);
    await expect(page.getByText('Sold', { exact: true })).toBeVisible();
  };
  await page.keyboard.press('Alt+2');
  await sellOne();
  await expect(page.getByText('Printed at Counter')).toBeVisible();
  await expect.poll(() => paper.jobs.length).toBe(3);
  expect(paper.last()[0]).toEqual({ kind: 'pulse', pin: 0 });
  expect(linesOf(paper.last()).some((line) => line.startsWith('TOTAL'))).toBe(true);

  // Whoever looks elsewhere and comes back prints nothing again.
  await page.keyboard.press('Alt+4');
  await page.keyboard.press('Alt+2');
  await expect(page.getByText('Printed at Counter')).toBeVisible();
  expect(paper.jobs).toHaveLength(3);

  // A printer in trouble keeps nobody from the next sale.
  paper.manner = 'no paper';
  await page.keyboard.press('Enter');
  await sellOne();
  await expect(page.getByText('The printer is out of paper.')).toBeVisible();
  await expectAccessible(page);
  paper.manner = 'good';
  await page.getByRole('button', { name: 'Print again' }).click();
  await expect(page.getByText('Printed at Counter')).toBeVisible();
  await expect.poll(() => paper.jobs.length).toBe(4);
  expect(linesOf(paper.last()).join()).not.toContain('COPY');

  // The print dialog shows the next paper: a copy.
  await page.getByRole('link', { name: 'Open the order' }).click();
  await page.getByRole('link', { name: 'Print', exact: true }).click();
  await page.getByText('Receipt', { exact: true }).click();
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('COPY 1');
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await expect.poll(() => paper.jobs.length).toBe(5);
  expect(linesOf(paper.last())[0]?.trim()).toBe('COPY 1');

  // A refund has a receipt of its own, and a till its report.
  const [order] = await office.call(listOrders);
  await office.call(refundOrder, { params: { id: order?.id ?? '' }, body: { amount: '5.00' } });
  await page.goto(`${office.url}/orders/${order?.id ?? ''}`);
  await page.getByRole('list', { name: 'Receipts of the refunds' }).getByRole('button', { name: 'Print' }).click();
  await expect.poll(() => paper.jobs.length).toBe(6);
  expect(linesOf(paper.last()).join('\n')).toMatch(/€5\.00/);
  await expect(page.getByText('Printed at Counter')).toBeVisible();

  const till = await office.call(createTill, { body: { name: 'Counter 1' } });
  const session = await office.call(openTill, { body: { tillId: till.id, float: 50 } });
  await page.goto(`${office.url}/print/till/${session.id}`);
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await expect(page.getByText('Printed at Counter')).toBeVisible();
  await expect.poll(() => paper.jobs.length).toBe(7);
  const close = (text: string): string => text.replaceAll(/\s/g, '').replaceAll('−', '-');
  const roll = close(linesOf(paper.last()).join(''));
  for (const words of ['X report – the till is open', 'Counter 1', 'Float €50.00'])
    expect(roll).toContain(close(words));
  // Every line of the page is on the roll.
  for (const row of await page.getByRole('row').allInnerTexts()) expect(roll).toContain(close(row));
  await expectAccessible(page);
  await paper.close();
});
