import { findOrder } from '../../db/orders.ts';
import * as queries from '../../db/printing.ts';
import type { PrinterRow, PrintJobRow } from '../../db/printing.ts';
import type { Reads } from '../../db/ledger.ts';
import { BoxOfficeError, invalidField } from '../../shared/errors.ts';
import * as contract from '../../shared/printing.ts';
import type { SlipColumns } from '../../shared/printing.ts';
import { orderRows, testRows } from '../../usecases/job-slip.ts';
import * as jobs from '../../usecases/print-jobs.ts';
import { PrinterAddressRefused, printerAddresses } from '../../usecases/printer-address.ts';
import * as printers from '../../usecases/printers.ts';
import type { House } from '../context.ts';
import { pageOf } from '../page.ts';
import { Answer, type RouteTable } from '../route-table.ts';

const presentPrinter = (printer: PrinterRow) => ({
  id: printer.id,
  name: printer.name,
  transport: printer.transport,
  host: printer.host,
  port: printer.port,
  queue: printer.queue,
  columns: printer.columns as SlipColumns,
  profile: printer.profile,
  cutter: printer.cutter === 1,
  nativeQr: printer.native_qr === 1,
  drawer: printer.drawer === 1,
  autoPrint: printer.auto_print,
  createdAt: printer.created_at,
});

const presentJob = (job: PrintJobRow) => ({
  id: job.id,
  printerId: job.printer_id,
  printerName: job.printer_name,
  kind: job.kind,
  title: job.title,
  orderId: job.order_id,
  what: job.what,
  refundId: job.refund_id,
  copy: Math.max(job.receipt_copy, job.ticket_copy),
  status: job.status,
  problem: job.problem,
  message: job.message,
  retryOf: job.retry_of,
  createdAt: job.created_at,
  finishedAt: job.finished_at,
});

/** @throws 404 */
async function mustFind(db: Reads, id: string): Promise<PrinterRow> {
  const printer = await queries.findPrinter(db, id);
  if (!printer) throw new BoxOfficeError('not_found', 'There is no such printer.');
  return printer;
}

interface Reach {
  readonly host?: string | null | undefined;
  readonly port?: number | null | undefined;
  readonly queue?: string | null | undefined;
}

export function printingRoutes(routes: RouteTable, house: House, origin: () => string): void {
  /** The address and the queue are looked at outside the write door. A name without an address yet may get one later. @throws 400 */
  async function checkReach({ host, port, queue }: Reach): Promise<void> {
    try {
      if (host != null) await printerAddresses(host, port ?? contract.PRINTER_PORTS.common, origin());
    } catch (error) {
      if (error instanceof PrinterAddressRefused) throw invalidField('host', error.message, 'private_address');
    }
    if (queue != null && !(await house.printing.queues()).queues.includes(queue))
      throw invalidField('queue', 'This machine has no such queue');
  }

  /** A job that was queued is printed once this change is on the disk. */
  const begun = (job: PrintJobRow) => {
    if (job.printer_id !== null) house.printing.nudge(job.printer_id);
    return presentJob(job);
  };

  routes.read(contract.listPrinters, async ({ db }) => (await queries.listPrinters(db)).map(presentPrinter));

  routes.changeAfter(
    contract.createPrinter,
    ({ body }) => checkReach(body),
    async (trx, call, { body }) => {
      const id = await printers.createPrinter(trx, call, body);
      return presentPrinter(await printers.mustFindPrinter(trx, id));
    },
  );

  routes.changeAfter(
    contract.updatePrinter,
    ({ body }) => checkReach(body),
    async (trx, call, { params, body }) => {
      await printers.updatePrinter(trx, call, params['id'] ?? '', body);
      return presentPrinter(await printers.mustFindPrinter(trx, params['id'] ?? ''));
    },
  );

  routes.change(contract.deletePrinter, async (trx, call, { params }) => {
    await printers.deletePrinter(trx, call, params['id'] ?? '');
    return { id: params['id'] ?? '', deleted: true as const };
  });

  routes.read(contract.listPrintQueues, () => house.printing.queues());

  routes.change(contract.printTestPage, async (trx, call, { params }) =>
    begun(await jobs.askForTestPage(trx, call, params['id'] ?? '')),
  );

  routes.read(contract.previewTestPage, async ({ db }, { params }) => {
    const printer = await mustFind(db, params['id'] ?? '');
    return { columns: printer.columns as SlipColumns, rows: await testRows(db, printer) };
  });

  routes.change(contract.kickDrawer, async (trx, call, { params }) =>
    begun(await jobs.askForDrawer(trx, call, params['id'] ?? '')),
  );

  routes.change(contract.printOrder, async (trx, call, { params, body }) => {
    const print = { what: body.what, refundId: body.refundId ?? null, printerId: body.printerId ?? null };
    return begun(await jobs.askForOrder(trx, call, params['id'] ?? '', print));
  });

  routes.read(contract.previewOrder, async ({ db }, { params, query }) => {
    const order = await findOrder(db, params['id'] ?? '');
    if (!order) throw new BoxOfficeError('not_found', 'There is no such order.');
    const printer =
      query.printerId === undefined ? await queries.oldestPrinter(db) : await mustFind(db, query.printerId);
    const refundId = query.refundId ?? null;
    const before = await queries.timesPrinted(db, order.id, refundId);
    const copies = { receiptCopy: before.receipts, ticketCopy: before.tickets };
    const columns = (printer?.columns ?? 48) as SlipColumns;
    return { columns, rows: await orderRows(db, order, { what: query.what, refundId, ...copies }, columns) };
  });

  routes.change(contract.printDocument, async (trx, call, { body }) =>
    begun(await jobs.askForDocument(trx, call, { ...body, printerId: body.printerId ?? null })),
  );

  routes.read(contract.listPrintJobs, async ({ db }, { query }) => {
    const { rows, total } = await queries.listPrintJobs(db, query, pageOf(query));
    return new Answer(rows.map(presentJob), { total });
  });

  routes.read(contract.getPrintJob, async ({ db }, { params }) => {
    const job = await queries.findPrintJob(db, params['id'] ?? '');
    if (!job) throw new BoxOfficeError('not_found', 'There is no such print job.');
    return presentJob(job);
  });

  routes.change(contract.retryPrintJob, async (trx, call, { params, body }) =>
    begun(await jobs.retryPrintJob(trx, call, params['id'] ?? '', body?.printerId ?? null)),
  );
}
