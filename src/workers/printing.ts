import type { Ledger } from '../db/ledger.ts';
import { findPrinter, type PrinterRow, type PrintJobRow } from '../db/printing.ts';
import type { Printer } from '../pdf/printer.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { Milliseconds } from '../shared/instant.ts';
import type { SlipColumns } from '../shared/printing.ts';
import { SYSTEM } from '../usecases/context.ts';
import { jobRows } from '../usecases/job-slip.ts';
import { beginPrint, endInterruptedPrints, endPrint, type PrintOutcome } from '../usecases/print-jobs.ts';
import { opensDrawer } from '../usecases/print-drawer.ts';
import type { Worker } from './housekeeping.ts';
import { PRINTER_PATIENCE, sendToNetwork, type PrinterPatience } from './network-printer.ts';
import type { PrintQueues } from './print-queues.ts';
import { PrinterTrouble } from './printer-trouble.ts';

export interface PrintingOptions {
  readonly ledger: Ledger;
  readonly printer: Printer;
  readonly queues: PrintQueues;
  readonly origin: () => string;
  readonly now: () => Milliseconds;
  readonly log: { error(details: object, message: string): void };
  readonly patience?: PrinterPatience;
}

/** A worker that is told when something was queued for a printer. */
export interface PrintingWorker extends Worker {
  nudge(printerId: string): void;
}

/**
 * Prints what was asked for, after the commit that asked for it: one job after the other at a printer, and no printer waits for another.
 * Nothing is ever sent twice by itself.
 */
export function startPrinting(options: PrintingOptions): PrintingWorker {
  const { ledger, log, now } = options;
  const lanes = new Map<string, Promise<void>>();
  const again = new Set<string>();
  /** Printers that did not answer a question: they are not kept waiting for it again. */
  const silent = new Set<string>();
  let stopped = false;
  const call = () => ({ actor: SYSTEM, now: now() });

  const ready = ledger
    .write((trx) => endInterruptedPrints(trx, call()))
    .catch((error: unknown) => log.error({ err: error }, 'Ending interrupted prints failed'));

  /** Prints what waits for a printer until nothing does. */
  async function work(printerId: string): Promise<void> {
    await ready;
    do {
      again.delete(printerId);
      while (!stopped) {
        const job = await ledger.write((trx) => beginPrint(trx, printerId));
        if (!job) break;
        const outcome = await print(job);
        await ledger.write((trx) => endPrint(trx, call(), job.id, outcome));
      }
    } while (again.has(printerId) && !stopped);
  }

  async function print(job: PrintJobRow): Promise<PrintOutcome> {
    try {
      const printer = await findPrinter(ledger.reads, job.printer_id ?? '');
      if (!printer) throw new PrinterTrouble('printer_removed', 'The printer was removed.', { isCertain: true });
      await send(printer, job, await bytesOf(printer, job));
      return { status: 'printed' };
    } catch (error) {
      if (error instanceof PrinterTrouble)
        return { status: error.isCertain ? 'failed' : 'unknown', problem: error.problem, message: error.message };
      if (error instanceof BoxOfficeError)
        return { status: 'failed', problem: 'nothing_to_print', message: error.message };
      log.error({ err: error, job: job.id }, 'Printing failed');
      return { status: 'unknown', problem: 'interrupted', message: 'Printing broke off. Look whether it came out.' };
    }
  }

  async function bytesOf(printer: PrinterRow, job: PrintJobRow): Promise<Buffer> {
    const { reads } = ledger;
    const columns = printer.columns as SlipColumns;
    return options.printer.encode({
      rows: await jobRows(reads, job, printer),
      columns,
      profile: printer.profile,
      cutter: printer.cutter === 1,
      nativeQr: printer.native_qr === 1,
      drawer: printer.drawer === 1 && (await opensDrawer(reads, job)),
    });
  }

  async function send(printer: PrinterRow, job: PrintJobRow, bytes: Buffer): Promise<void> {
    if (printer.transport === 'queue') return options.queues.send(printer.queue ?? '', job.title, bytes);
    const place = `${printer.host ?? ''}:${printer.port ?? ''}`;
    const answers = await sendToNetwork(
      { host: printer.host ?? '', port: printer.port ?? 0, asks: !silent.has(place) },
      bytes,
      options.origin(),
      options.patience ?? PRINTER_PATIENCE,
    );
    if (!answers) silent.add(place);
  }

  function nudge(printerId: string): void {
    if (stopped) return;
    if (lanes.has(printerId)) {
      again.add(printerId);
      return;
    }
    const lane = work(printerId)
      .catch((error: unknown) => log.error({ err: error }, 'A printer was given up; it is tried again at the next job'))
      .finally(() => {
        lanes.delete(printerId);
        // Told between the last look and this moment.
        if (again.delete(printerId)) nudge(printerId);
      });
    lanes.set(printerId, lane);
  }

  return {
    nudge,
    stop: async () => {
      stopped = true;
      await ready;
      await Promise.all(lanes.values());
    },
  };
}
