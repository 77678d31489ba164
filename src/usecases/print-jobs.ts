import { findOrder } from '../db/orders.ts';
import {
  findPrintJob,
  nextPrintJob,
  oldestPrinter,
  timesPrinted,
  type PrinterRow,
  type PrintJobRow,
} from '../db/printing.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { PrintedWhat, PrintProblem } from '../shared/printing.ts';
import type { SlipPart } from '../shared/slip.ts';
import { instantOf, type Call } from './context.ts';
import { orderRows } from './job-slip.ts';
import { newId } from './new-id.ts';
import { mustFindPrinter } from './printers.ts';
import { recordAudit } from './record-audit.ts';

type About = Partial<
  Pick<PrintJobRow, 'order_id' | 'what' | 'refund_id' | 'receipt_copy' | 'ticket_copy' | 'document' | 'retry_of'>
>;

/** @throws 404 · 409 no_printer */
async function printerFor(trx: Trx, id: string | null): Promise<PrinterRow> {
  if (id !== null) return mustFindPrinter(trx, id);
  const printer = await oldestPrinter(trx);
  if (!printer) throw new BoxOfficeError('no_printer', 'No receipt printer is set up yet.');
  return printer;
}

async function queue(
  trx: Trx,
  call: Call,
  printer: PrinterRow,
  job: Pick<PrintJobRow, 'kind' | 'title'> & About,
): Promise<PrintJobRow> {
  const row: PrintJobRow = {
    id: newId('printJob', call.now),
    printer_id: printer.id,
    printer_name: printer.name,
    order_id: null,
    what: null,
    refund_id: null,
    receipt_copy: 0,
    ticket_copy: 0,
    document: null,
    retry_of: null,
    status: 'queued',
    problem: null,
    message: null,
    created_at: instantOf(call),
    finished_at: null,
    ...job,
  };
  await trx.insertInto('print_jobs').values(row).execute();
  return row;
}

interface OrderPrint {
  readonly what: PrintedWhat;
  readonly refundId: string | null;
  readonly printerId: string | null;
  readonly retryOf?: string;
}

/**
 * Asks for the papers of an order. Whatever came out before, or may have, makes this a copy, which the paper says and the audit counts.
 *
 * @throws 404 · 409 no_printer, order_unpaid, order_cancelled, no_tickets
 */
export async function askForOrder(trx: Trx, call: Call, orderId: string, print: OrderPrint): Promise<PrintJobRow> {
  const order = await findOrder(trx, orderId);
  if (!order) throw new BoxOfficeError('not_found', 'There is no such order.');
  const { what, refundId } = print;
  const before = await timesPrinted(trx, order.id, refundId);
  const copies = {
    receiptCopy: what === 'tickets' ? 0 : before.receipts,
    ticketCopy: what === 'receipt' ? 0 : before.tickets,
  };
  const printer = await printerFor(trx, print.printerId);
  // Written here already, so that what cannot be printed is refused and not found out at the printer.
  await orderRows(trx, order, { what, refundId, ...copies }, printer.columns);
  const job = await queue(trx, call, printer, {
    kind: 'order',
    title: order.number,
    order_id: order.id,
    what,
    refund_id: refundId,
    receipt_copy: copies.receiptCopy,
    ticket_copy: copies.ticketCopy,
    retry_of: print.retryOf ?? null,
  });
  const isCopy = copies.receiptCopy > 0 || copies.ticketCopy > 0;
  await recordAudit(trx, call, isCopy ? 'order.reprint' : 'order.print', order.id, null, {
    what,
    ...copies,
    ...(refundId === null ? {} : { refundId }),
    printer: printer.name,
    jobId: job.id,
  });
  return job;
}

/** Asks for a document of plain lines, such as the report of a till. @throws 404 · 409 no_printer */
export async function askForDocument(
  trx: Trx,
  call: Call,
  document: { title: string; parts: readonly SlipPart[]; printerId: string | null; retryOf?: string },
): Promise<PrintJobRow> {
  const printer = await printerFor(trx, document.printerId);
  const { title } = document;
  const job = await queue(trx, call, printer, {
    kind: 'document',
    title,
    document: JSON.stringify(document.parts),
    retry_of: document.retryOf ?? null,
  });
  await recordAudit(trx, call, 'document.print', job.id, null, { title, printer: printer.name });
  return job;
}

/** Asks for the test page. @throws 404 */
export async function askForTestPage(trx: Trx, call: Call, id: string, retryOf?: string): Promise<PrintJobRow> {
  const printer = await mustFindPrinter(trx, id);
  const job = await queue(trx, call, printer, { kind: 'test', title: printer.name, retry_of: retryOf ?? null });
  await recordAudit(trx, call, 'printer.test', id, null, { jobId: job.id });
  return job;
}

/** Opens a cash drawer without a sale, which the audit keeps. @throws 404 · 409 no_drawer */
export async function askForDrawer(trx: Trx, call: Call, id: string, retryOf?: string): Promise<PrintJobRow> {
  const printer = await mustFindPrinter(trx, id);
  if (printer.drawer === 0) throw new BoxOfficeError('no_drawer', 'No cash drawer hangs on this printer.');
  const job = await queue(trx, call, printer, { kind: 'drawer', title: printer.name, retry_of: retryOf ?? null });
  await recordAudit(trx, call, 'drawer.kick', id, null, { jobId: job.id });
  return job;
}

/**
 * Prints again what failed, or what may not have come out. It is a job of its own: what came of the first one stays on record, and where
 * that may lie in the tray already, the paper says that it is a copy.
 *
 * @throws 404 · 409 job_printed, job_under_way, no_printer, no_tickets, no_drawer
 */
export async function retryPrintJob(trx: Trx, call: Call, id: string, printerId: string | null): Promise<PrintJobRow> {
  const job = await findPrintJob(trx, id);
  if (!job) throw new BoxOfficeError('not_found', 'There is no such print job.');
  if (job.status === 'printed') throw new BoxOfficeError('job_printed', 'This came out of the printer already.');
  if (job.status === 'queued' || job.status === 'sending')
    throw new BoxOfficeError('job_under_way', 'This is being printed. Wait for what comes of it.');
  const printer = await printerFor(trx, printerId ?? job.printer_id);
  switch (job.kind) {
    case 'order':
      return askForOrder(trx, call, job.order_id ?? '', {
        what: job.what ?? 'receipt',
        refundId: job.refund_id,
        printerId: printer.id,
        retryOf: job.id,
      });
    case 'document': {
      const parts = JSON.parse(job.document ?? '[]') as SlipPart[];
      return askForDocument(trx, call, { title: job.title, parts, printerId: printer.id, retryOf: job.id });
    }
    case 'test':
      return askForTestPage(trx, call, printer.id, job.id);
    case 'drawer':
      return askForDrawer(trx, call, printer.id, job.id);
  }
}

/** Takes in hand what has waited longest for a printer, so that everybody sees it under way; undefined where nothing waits. */
export async function beginPrint(trx: Trx, printerId: string): Promise<PrintJobRow | undefined> {
  const job = await nextPrintJob(trx, printerId);
  if (!job) return undefined;
  const taken = await trx
    .updateTable('print_jobs')
    .set({ status: 'sending' })
    .where('id', '=', job.id)
    .where('status', '=', 'queued')
    .executeTakeFirst();
  expectRows(taken, 1, 'taking a print job in hand');
  return job;
}

/** What came of a print: `failed` is sure that nothing came out, `unknown` is not. */
export type PrintOutcome =
  | { readonly status: 'printed' }
  | { readonly status: 'failed' | 'unknown'; readonly problem: PrintProblem; readonly message: string };

export async function endPrint(trx: Trx, call: Call, id: string, outcome: PrintOutcome): Promise<void> {
  const { problem = null, message = null } = outcome.status === 'printed' ? {} : outcome;
  const ended = await trx
    .updateTable('print_jobs')
    .set({ status: outcome.status, problem, message, finished_at: instantOf(call) })
    .where('id', '=', id)
    .where('status', '=', 'sending')
    .executeTakeFirst();
  expectRows(ended, 1, 'ending a print job');
}

/**
 * What a crash or a shutdown left behind. Whether what was being sent came out, nobody knows; what only waited did not, and is not printed
 * hours later when nobody stands at the printer.
 */
export async function endInterruptedPrints(trx: Trx, call: Call): Promise<void> {
  const ended = { problem: 'interrupted', finished_at: instantOf(call) } as const;
  await trx
    .updateTable('print_jobs')
    .set({
      ...ended,
      status: 'unknown',
      message: 'The box office was closed while this was being sent. Look whether it came out.',
    })
    .where('status', '=', 'sending')
    .execute();
  await trx
    .updateTable('print_jobs')
    .set({ ...ended, status: 'failed', message: 'The box office was closed before this was printed.' })
    .where('status', '=', 'queued')
    .execute();
}
