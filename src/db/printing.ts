import type { Kysely, Selectable } from 'kysely';
import type { PrintJobStatus } from '../shared/printing.ts';
import type { PrintersTable, PrintJobsTable, Tables } from './tables.ts';

type Db = Kysely<Tables>;

export type PrinterRow = Selectable<PrintersTable>;
export type PrintJobRow = Selectable<PrintJobsTable>;

/** The oldest first. */
export const listPrinters = (db: Db): Promise<PrinterRow[]> =>
  db.selectFrom('printers').selectAll().orderBy('id').execute();

export const findPrinter = (db: Db, id: string): Promise<PrinterRow | undefined> =>
  db.selectFrom('printers').selectAll().where('id', '=', id).executeTakeFirst();

/** The one that prints where none is named. */
export const oldestPrinter = (db: Db): Promise<PrinterRow | undefined> =>
  db.selectFrom('printers').selectAll().orderBy('id').limit(1).executeTakeFirst();

export const findPrintJob = (db: Db, id: string): Promise<PrintJobRow | undefined> =>
  db.selectFrom('print_jobs').selectAll().where('id', '=', id).executeTakeFirst();

/** What has waited longest for a printer. */
export const nextPrintJob = (db: Db, printerId: string): Promise<PrintJobRow | undefined> =>
  db
    .selectFrom('print_jobs')
    .selectAll()
    .where('printer_id', '=', printerId)
    .where('status', '=', 'queued')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();

/** Newest first: ids are made in the order of time. */
export async function listPrintJobs(
  db: Db,
  filter: {
    readonly status?: PrintJobStatus | undefined;
    readonly printerId?: string | undefined;
    readonly orderId?: string | undefined;
  },
  page: { limit: number; offset: number },
): Promise<{ rows: PrintJobRow[]; total: number }> {
  let matching = db.selectFrom('print_jobs');
  if (filter.status) matching = matching.where('status', '=', filter.status);
  if (filter.printerId !== undefined) matching = matching.where('printer_id', '=', filter.printerId);
  if (filter.orderId !== undefined) matching = matching.where('order_id', '=', filter.orderId);
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await matching.selectAll().orderBy('id', 'desc').limit(page.limit).offset(page.offset).execute();
  return { rows, total };
}

/** How often the receipt of a sale (or of one of its refunds) and its tickets came out of a printer, or may have. */
export async function timesPrinted(
  db: Db,
  orderId: string,
  refundId: string | null,
): Promise<{ receipts: number; tickets: number }> {
  const jobs = await db
    .selectFrom('print_jobs')
    .select(['what', 'refund_id'])
    .where('order_id', '=', orderId)
    .where('status', '!=', 'failed')
    .execute();
  return {
    receipts: jobs.filter(({ what, refund_id: id }) => what !== 'tickets' && id === refundId).length,
    tickets: jobs.filter(({ what }) => what !== 'receipt').length,
  };
}
