import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { listAudit } from '../../src/shared/audit.ts';
import { openLedger } from '../../src/db/open.ts';
import { startServer } from '../../src/server.ts';
import type { EventOut } from '../../src/shared/events.ts';
import type { AnswerOf } from '../../src/shared/operation.ts';
import { refundOrder } from '../../src/shared/orders.ts';
import * as printing from '../../src/shared/printing.ts';
import type { PrinterOut, PrintJobOut } from '../../src/shared/printing.ts';
import { updateSettings } from '../../src/shared/settings.ts';
import { createVenue } from '../../src/shared/venues.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { linesOf } from '../support/escpos.ts';
import { buildFakePrintQueues, type FakePrintQueues } from '../support/fake-print-queues.ts';
import { closedPort, startFakePrinter, type FakePrinter } from '../support/fake-printer.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';
import { startTestServer } from '../support/server.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';
import { until } from './support/use-mail.ts';
import { addPrinter, ended } from './support/use-printer.ts';

const queues: FakePrintQueues = buildFakePrintQueues();
const patience = { connect: 5_000, status: 3_000, write: 5_000, print: 3_000 };
const office = useOffice({ printing: { queues: { platform: 'linux', path: queues.path }, patience } });
let paper: FakePrinter;
let printer: PrinterOut;
let event: EventOut;

beforeAll(async () => {
  paper = await startFakePrinter();
  printer = await addPrinter(office, { port: paper.port, name: 'Counter', drawer: true });
  const venue = await office.call(createVenue, {
    body: { name: 'Miramar', city: 'Palma', address: 'Calle Ñ 1', timeZone: 'Europe/Madrid' },
  });
  await office.call(updateSettings, {
    body: { organization: 'Peña Miramar', taxId: 'ES-B12345678', taxRate: 21, receiptPrefix: 'M-' },
  });
  event = await buildEvent(office, {
    venueId: venue.id,
    tiers: [
      { name: 'General', price: 25, quantity: 100 },
      { name: 'Niños', price: 10, quantity: 100, taxRate: 10 },
    ],
  });
});
afterAll(async () => {
  await paper.close();
  queues.remove();
});

type Print = Partial<{ what: printing.PrintedWhat; printerId: string; refundId: string }>;

const print = (id: string, { what = 'receipt', ...more }: Print = {}): Promise<PrintJobOut> =>
  office.call(printing.printOrder, { params: { id }, body: { what, ...more } });

const preview = (id: string, { what = 'receipt', ...more }: Print = {}) =>
  office.call(printing.previewOrder, { params: { id }, query: { what, ...more } });

/** What the paper said, once the job has ended well. */
async function onPaper(job: PrintJobOut, from = paper) {
  expect(await ended(office, job)).toMatchObject({ status: 'printed', problem: null, message: null });
  const seen = from.jobs.length;
  return until(
    async () => from.last(),
    () => from.jobs.length >= seen,
  );
}

/** Prints and reads what came out. */
async function printed(id: string, how: Print = {}) {
  const before = paper.jobs.length;
  const job = await print(id, how);
  await onPaper(job);
  await until(
    async () => paper.jobs.length,
    (count) => count === before + 1,
  );
  return { job, paper: paper.last() };
}

const textOf = (rows: readonly { kind: string; text: string }[]): string[] =>
  rows.flatMap(({ kind, text }) => (kind === 'text' && text !== '' ? [text] : []));

describe('a receipt', () => {
  test('has the seller, the tax id, its number, the tax rate by rate and the change, and opens the drawer first', async () => {
    const [general, children] = event.tiers;
    const order = await sell(office, event, {
      items: [
        { tierId: general?.id ?? '', quantity: 2 },
        { tierId: children?.id ?? '', quantity: 1 },
      ],
      addOns: [{ addOnId: event.addOns[0]?.id ?? '', quantity: 1 }],
      payment: { method: 'cash', tendered: '100.00' },
    });
    const shown = await preview(order.id);
    const { paper: out } = await printed(order.id);
    expect(out[0]).toEqual({ kind: 'pulse', pin: 0 });
    expect(out.filter(({ kind }) => kind !== 'text')).toEqual([{ kind: 'pulse', pin: 0 }, { kind: 'cut' }]);
    expect(linesOf(out)).toEqual(textOf(shown.rows));
    expect(linesOf(out)).toEqual([
      '                  Peña Miramar',
      '              Tax id ES-B12345678',
      '                    Miramar',
      '                Calle Ñ 1, Palma',
      '-'.repeat(48),
      `Receipt ${order.receiptNumber}`,
      `Order ${order.orderNumber}          15 Jul 2026, 22:00`,
      'Summer Pool Party, Wednesday, 15 July 2026',
      '-'.repeat(48),
      '2 x General (€25.00)                      €50.00',
      '1 x Niños                                 €10.00',
      '1 x Towel                                  €5.00',
      '-'.repeat(48),
      'TOTAL             €65.00',
      'Cash                                     €100.00',
      'Change                                    €35.00',
      'VAT                  Net         Tax       Gross',
      '21%                45.45        9.55       55.00',
      '10%                 9.09        0.91       10.00',
      '             Served by Olivia Owner',
    ]);
    expect(order.receiptNumber).toMatch(/^M-/);
  });

  test('printed again is a copy, counted and audited, and leaves the drawer shut', async () => {
    const order = await sell(office, event);
    await printed(order.id);
    const { job, paper: copy } = await printed(order.id);
    expect(job.copy).toBe(1);
    expect(linesOf(copy)[0]?.trim()).toBe('COPY 1');
    expect(copy.filter(({ kind }) => kind === 'pulse')).toEqual([]);
    expect(linesOf((await printed(order.id)).paper)[0]?.trim()).toBe('COPY 2');
    const { body } = await office.api<AnswerOf<typeof listAudit>>('GET', `/api/admin/audit?subjectId=${order.id}`);
    const actions = body.filter(({ action }) => action.endsWith('print'));
    expect(actions.map(({ action, after }) => [action, after])).toEqual([
      ['order.reprint', expect.objectContaining({ what: 'receipt', receiptCopy: 2, printer: 'Counter' })],
      ['order.reprint', expect.objectContaining({ receiptCopy: 1, jobId: job.id })],
      ['order.print', expect.objectContaining({ receiptCopy: 0 })],
    ]);
  });

  test('of a refund has its own number, names the original, and takes its tax back', async () => {
    const order = await sell(office, event, { quantity: 2 });
    const { refundId } = await office.call(refundOrder, {
      params: { id: order.id },
      body: { ticketIds: [order.tickets[0]?.ticketId ?? ''], reason: 'Llueve' },
    });
    const [refund] = (await office.api<typeof order>('GET', `/api/admin/orders/${order.id}`)).body.refunds;
    const { paper: out } = await printed(order.id, { refundId });
    expect(linesOf(out)).toEqual(
      expect.arrayContaining([`Receipt ${refund?.receiptNumber}`, `Refund of receipt ${order.receiptNumber}`]),
    );
    const lines = linesOf(out).map((line) => line.replaceAll(/ +/g, ' ').trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        '1 x General -€25.00',
        'REFUNDED -€25.00',
        'Given back, Cash €25.00',
        'Llueve',
        '21% -20.66 -4.34 -25.00',
      ]),
    );
    // Cash goes out of the drawer.
    expect(out[0]).toEqual({ kind: 'pulse', pin: 0 });
    expectFields(
      await office.api('POST', `/api/admin/orders/${order.id}/print`, { body: { what: 'both', refundId } }),
      'refundId',
    );
    const unknown = { body: { what: 'receipt', refundId: 'ref_unknown' } };
    expect((await office.api('POST', `/api/admin/orders/${order.id}/print`, unknown)).status).toBe(404);
  });

  test('speaks Spanish where the settings do, with a discount and yen by their digits', async () => {
    await office.call(updateSettings, { body: { language: 'es' } });
    onTestFinished(async () => void (await office.call(updateSettings, { body: { language: 'en' } })));
    await office.api('POST', '/api/admin/promo-codes', { body: { code: 'ESTIO', percent: 10 } });
    const order = await sell(office, event, { promoCode: 'ESTIO', payment: { method: 'card', reference: 'A1' } });
    const { paper: out } = await printed(order.id);
    const lines = linesOf(out).map((line) => line.replaceAll(/ +/g, ' ').trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        'NIF ES-B12345678',
        `Recibo ${order.receiptNumber}`,
        'Subtotal 25,00 €',
        'Descuento (ESTIO) -2,50 €',
        'TOTAL 22,50 €',
        'Tarjeta 22,50 €',
        'IVA Base Cuota Total',
        '21 % 18,60 3,90 22,50',
      ]),
    );
    expect(out.filter(({ kind }) => kind === 'pulse')).toEqual([]);
    const yen = await buildEvent(office, {
      currency: 'JPY',
      tiers: [{ name: 'S', price: 2500, quantity: 5 }],
      addOns: [],
    });
    const sold = await sell(office, yen);
    expect(textOf((await preview(sold.id)).rows).some((line) => /^TOTAL +2500 JPY$/.test(line))).toBe(true);
  });
});

describe('tickets', () => {
  test('come out one by one with their codes, as the preview has them', async () => {
    const order = await sell(office, event, { quantity: 2, customerName: 'Νίκη Παππά' });
    const shown = await preview(order.id, { what: 'both' });
    const { paper: out } = await printed(order.id, { what: 'both' });
    const codes = order.tickets.map(({ qrCode }) => qrCode);
    expect(out.flatMap((one) => (one.kind === 'qr' ? [one.data] : []))).toEqual(codes);
    expect(shown.rows.flatMap(({ kind, text }) => (kind === 'qr' ? [text] : []))).toEqual(codes);
    expect(out.filter(({ kind }) => kind === 'cut')).toHaveLength(3);
    // The holder's name is in no code page of this printer: it is drawn, and all the other lines are letters.
    const drawn = textOf(shown.rows).filter((line) => line.includes('Νίκη'));
    expect(drawn).toHaveLength(2);
    expect(out.filter(({ kind }) => kind === 'picture')).toHaveLength(2);
    expect(linesOf(out)).toEqual(textOf(shown.rows).filter((line) => !drawn.includes(line)));
    const again = await printed(order.id, { what: 'tickets' });
    expect(linesOf(again.paper).filter((line) => line.includes('COPY 1'))).toHaveLength(2);
  });

  test('are refused where there are none, or where nothing was paid', async () => {
    const held = await hold(office, event);
    const refusal = { status: 409, body: { code: 'order_unpaid' } };
    expect(await office.api('POST', `/api/admin/orders/${held.id}/print`, { body: { what: 'tickets' } })).toMatchObject(
      refusal,
    );
    expect(await office.api('GET', `/api/admin/orders/${held.id}/print-preview`)).toMatchObject(refusal);
    const order = await sell(office, event);
    await office.call(refundOrder, { params: { id: order.id } });
    expect(
      await office.api('POST', `/api/admin/orders/${order.id}/print`, { body: { what: 'tickets' } }),
    ).toMatchObject({
      status: 409,
      body: { code: 'no_tickets' },
    });
    expect(
      (await office.api('POST', '/api/admin/orders/ord_unknown/print', { body: { what: 'receipt' } })).status,
    ).toBe(404);
  });
});

describe('a printer', () => {
  test('is added, shown, changed and removed by a manager, and listed for staff', async () => {
    const added = await addPrinter(office, {
      port: 9199,
      name: 'Bar',
      host: '192.168.1.50',
      columns: 32,
      profile: 'epson',
    });
    expect(added).toMatchObject({
      id: expect.stringMatching(/^prn_/),
      host: '192.168.1.50',
      port: 9199,
      queue: null,
      columns: 32,
    });
    const path = `/api/admin/printers/${added.id}`;
    const body = { name: 'Bar 2', drawer: true, autoPrint: 'both', port: 9100 };
    expect((await office.api('PATCH', path, { body })).body).toEqual({ ...added, ...body });
    const staff = await office.tokenOf('staff');
    const listed = await office.call(printing.listPrinters, { token: staff });
    expect(listed.map(({ name }) => name)).toEqual(['Counter', 'Bar 2']);
    expect(await office.api('PATCH', path, { body: { name: 'COUNTER' } })).toMatchObject({
      status: 409,
      body: { code: 'name_taken' },
    });
    expect((await office.api('PATCH', path, { body, token: staff })).status).toBe(403);
    expect((await office.api('DELETE', path)).body).toEqual({ id: added.id, deleted: true });
    for (const [method, rest] of [
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/test'],
      ['POST', '/drawer'],
      ['GET', '/test-preview'],
    ] as const)
      expect((await office.api(method, path + rest, method === 'PATCH' ? { body: {} } : {})).status).toBe(404);
  });

  test('has an address of the local network and a port of printers', async () => {
    const add = (body: object) =>
      office.api('POST', '/api/admin/printers', { body: { name: 'X', transport: 'network', ...body } });
    for (const host of ['8.8.8.8', '169.254.169.254', '0.0.0.0', '2001:4860:4860::8888'])
      expect(await add({ host })).toMatchObject({
        status: 400,
        body: { code: 'private_address', fields: { host: expect.any(String) } },
      });
    for (const port of [22, 80, 4870, 6379, 9099, 9200]) expectFields(await add({ host: '10.0.0.9', port }), 'port');
    for (const host of ['http://10.0.0.9', '10.0.0.9:9100', 'a b', '-x']) expectFields(await add({ host }), 'host');
    expectFields(await add({}), 'host');
    expectFields(await add({ transport: 'queue' }), 'queue');
    expectFields(await office.api('PATCH', `/api/admin/printers/${printer.id}`, { body: { columns: 40 } }), 'columns');
    expect(await office.api('PATCH', `/api/admin/printers/${printer.id}`, { body: { host: '1.1.1.1' } })).toMatchObject(
      { status: 400 },
    );
  });

  test('may be a raw queue of this machine', async () => {
    expect(await office.call(printing.listPrintQueues)).toEqual({
      queues: ['Receipts', 'Stopped', 'Broken'],
      problem: null,
    });
    expectFields(
      await office.api('POST', '/api/admin/printers', { body: { name: 'Q', transport: 'queue', queue: '-o' } }),
      'queue',
    );
    const body = { name: 'USB', transport: 'queue', queue: 'Receipts' } as const;
    const usb = await office.call(printing.createPrinter, { body });
    const order = await sell(office, event);
    const job = await print(order.id, { printerId: usb.id });
    expect(await ended(office, job)).toMatchObject({ status: 'printed', printerName: 'USB' });
    expect(queues.args()).toEqual(['-d', 'Receipts', '-o', 'raw', '-t', order.orderNumber]);
    expect(queues.bytes().includes(order.receiptNumber ?? '-')).toBe(true);
    await office.call(printing.deletePrinter, { params: { id: usb.id } });
  });

  test('prints its test page and opens its drawer, both audited', async () => {
    const staff = await office.tokenOf('staff');
    const params = { id: printer.id };
    const shown = await office.call(printing.previewTestPage, { params });
    const before = paper.jobs.length;
    await onPaper(await office.call(printing.printTestPage, { params, token: staff }));
    const page = await until(
      async () => paper.last(),
      () => paper.jobs.length === before + 1,
    );
    expect(linesOf(page)).toEqual(textOf(shown.rows).filter((line) => !line.includes('東京')));
    expect(page.filter(({ kind }) => kind === 'qr')).toEqual([{ kind: 'qr', data: 'TW-TEST-0123456789' }]);
    await onPaper(await office.call(printing.kickDrawer, { params, token: staff }));
    await until(
      async () => paper.jobs.length,
      (count) => count === before + 2,
    );
    expect(paper.last()).toEqual([{ kind: 'pulse', pin: 0 }]);
    const { body } = await office.api<AnswerOf<typeof listAudit>>('GET', `/api/admin/audit?subjectId=${printer.id}`);
    expect(body.map(({ action }) => action).slice(0, 2)).toEqual(['drawer.kick', 'printer.test']);
    const plain = await addPrinter(office, { port: paper.port });
    expect(await office.api('POST', `/api/admin/printers/${plain.id}/drawer`)).toMatchObject({
      status: 409,
      body: { code: 'no_drawer' },
    });
    await office.call(printing.deletePrinter, { params: { id: plain.id } });
  });

  test('prints a document of plain lines', async () => {
    const before = paper.jobs.length;
    const parts = [
      { kind: 'text', text: 'Z report', align: 'center', bold: true },
      { kind: 'pair', left: 'Cash', right: '€120.00' },
    ] as const;
    await onPaper(await office.call(printing.printDocument, { body: { title: 'Z report', parts: [...parts] } }));
    await until(
      async () => paper.jobs.length,
      (count) => count === before + 1,
    );
    expect(linesOf(paper.last())).toEqual([
      '                    Z report',
      'Cash                                     €120.00',
    ]);
    expectFields(
      await office.api('POST', '/api/admin/print-documents', { body: { title: '', parts: [] } }),
      'title',
      'parts',
    );
  });
});

describe('what fails', () => {
  test('says why, is listed, and is printed again as an original when nothing came out', async () => {
    const off = await addPrinter(office, { port: await closedPort(), name: 'Off' });
    const order = await sell(office, event);
    const job = await ended(office, await print(order.id, { printerId: off.id }));
    expect(job).toMatchObject({
      status: 'failed',
      problem: 'refused',
      message: expect.stringContaining('Nothing takes print jobs at'),
    });
    const failed = await office.api<PrintJobOut[]>('GET', `/api/admin/print-jobs?status=failed&orderId=${order.id}`);
    expect(failed.body).toEqual([job]);
    const again = await office.call(printing.retryPrintJob, {
      params: { id: job.id },
      body: { printerId: printer.id },
    });
    expect(again).toMatchObject({ retryOf: job.id, copy: 0, printerName: 'Counter' });
    expect(await ended(office, again)).toMatchObject({ status: 'printed' });
    const retry = (id: string) => office.api('POST', `/api/admin/print-jobs/${id}/retry`);
    expect(await retry(again.id)).toMatchObject({ status: 409, body: { code: 'job_printed' } });
    expect((await retry('pjob_unknown')).status).toBe(404);
    expect((await office.api('GET', '/api/admin/print-jobs/pjob_unknown')).status).toBe(404);
    await office.call(printing.deletePrinter, { params: { id: off.id } });
  });

  test('in the middle is of unknown outcome and never printed twice by itself; again it is a copy', async () => {
    const broken = await startFakePrinter('drops');
    onTestFinished(() => broken.close());
    const { id: printerId } = await addPrinter(office, { port: broken.port, name: 'Broken' });
    const order = await sell(office, event);
    const job = await ended(office, await print(order.id, { printerId }));
    expect(job).toMatchObject({ status: 'unknown', problem: 'closed_early' });
    expect(broken.connections).toBe(1);
    broken.manner = 'good';
    const again = await office.call(printing.retryPrintJob, { params: { id: job.id } });
    expect(again.copy).toBe(1);
    expect(await ended(office, again)).toMatchObject({ status: 'printed' });
    await office.call(printing.deletePrinter, { params: { id: printerId } });
  });

  test('keeps no other printer waiting, and the call least of all', async () => {
    const stuck = await startFakePrinter('hangs');
    onTestFinished(() => stuck.close());
    const { id: printerId } = await addPrinter(office, { port: stuck.port, name: 'Stuck' });
    const order = await sell(office, event);
    const held = await print(order.id, { printerId });
    expect(held.status).toBe('queued');
    expect(await ended(office, await print(order.id))).toMatchObject({ status: 'printed' });
    expect(await ended(office, held)).toMatchObject({ status: 'unknown', problem: 'unconfirmed' });
    await office.call(printing.deletePrinter, { params: { id: printerId } });
    expect(await office.call(printing.getPrintJob, { params: { id: held.id } })).toMatchObject({
      printerId: null,
      printerName: 'Stuck',
    });
  });

  test('is asked for once however often the same call is made', async () => {
    const order = await sell(office, event);
    const sent = { body: { what: 'receipt' }, headers: { 'Idempotency-Key': `print-${order.id}` } };
    const first = await office.api<PrintJobOut>('POST', `/api/admin/orders/${order.id}/print`, sent);
    const second = await office.api<PrintJobOut>('POST', `/api/admin/orders/${order.id}/print`, sent);
    expect(second.body.id).toBe(first.body.id);
    await ended(office, first.body);
    const { body } = await office.api<PrintJobOut[]>('GET', `/api/admin/print-jobs?orderId=${order.id}`);
    expect(body).toHaveLength(1);
  });

  test('needs a printer at all', async () => {
    const empty = await startTestServer();
    onTestFinished(() => empty.stop());
    const order = await sell(empty, await buildEvent(empty));
    const refusal = { status: 409, body: { code: 'no_printer' } };
    expect(await empty.api('POST', `/api/admin/orders/${order.id}/print`, { body: { what: 'receipt' } })).toMatchObject(
      refusal,
    );
    // What would be printed is shown all the same, on a roll of 80 mm.
    expect((await empty.call(printing.previewOrder, { params: { id: order.id } })).columns).toBe(48);
  });

  test('for a box office that closed meanwhile is said after its next start', async () => {
    const dataDir = makeFolder();
    onTestFinished(() => removeFolder(dataDir));
    const first = await startTestServer({ dataDir });
    const order = await sell(first, await buildEvent(first));
    const { id: printerId } = await addPrinter(first, { port: paper.port });
    const params = { id: order.id };
    const jobs: PrintJobOut[] = [];
    for (const _ of [1, 2])
      jobs.push(await first.call(printing.printOrder, { params, body: { what: 'receipt', printerId } }));
    for (const job of jobs) await ended(first, job);
    await first.stop();
    const ledger = await openLedger(dataDir);
    for (const [index, status] of (['sending', 'queued'] as const).entries())
      await ledger.write((trx) =>
        trx
          .updateTable('print_jobs')
          .set({ status, finished_at: null })
          .where('id', '=', jobs[index]?.id ?? '')
          .execute(),
      );
    await ledger.close();
    const seen = paper.connections;
    const second = await startServer({ dataDir, port: 0, consoleDir: null, version: '0', clock: first.clock.now });
    onTestFinished(() => second.stop());
    const asked = async (): Promise<PrintJobOut[]> => {
      const headers = { Authorization: `Bearer ${first.owner}` };
      return (await fetch(`${second.url}/api/admin/print-jobs`, { headers })).json() as Promise<PrintJobOut[]>;
    };
    const list = await until(asked, (all) => all.every(({ finishedAt }) => finishedAt !== null));
    const stateOf = (job: PrintJobOut | undefined) => list.find(({ id }) => id === job?.id);
    expect(stateOf(jobs[0])).toMatchObject({ status: 'unknown', problem: 'interrupted' });
    expect(stateOf(jobs[1])).toMatchObject({ status: 'failed', problem: 'interrupted' });
    expect(paper.connections).toBe(seen);
  });
});

test('every call is refused without a token and to a scanner', async () => {
  const { operations } = {
    operations: Object.values(printing).filter((one) => typeof one === 'object' && 'access' in one),
  };
  const scanner = await office.tokenOf('scanner');
  expect(operations).toHaveLength(14);
  for (const { method, path } of operations) {
    const at = path.replace(':id', 'x');
    expect((await office.api(method.toUpperCase(), at, { token: null })).status).toBe(401);
    expect((await office.api(method.toUpperCase(), at, { token: scanner })).status).toBe(403);
  }
});
