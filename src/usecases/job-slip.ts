import type { Kysely } from 'kysely';
import { findOrder, type OrderHead } from '../db/orders.ts';
import type { PrinterRow } from '../db/printing.ts';
import { readSettings } from '../db/settings.ts';
import type { PrintJobsTable, Tables } from '../db/tables.ts';
import { layOutSlip } from '../domain/lay-out-slip.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { PrintedWhat, PrinterProfile } from '../shared/printing.ts';
import type { SlipPart, SlipRow } from '../shared/slip.ts';
import { RECEIPT_WORDS } from './receipt-words.ts';
import { receiptSlip } from './receipt-slip.ts';
import { NO_TICKETS } from './resend-order.ts';
import { printJobOf, refuseUnpaid, refuseWithoutDoor, ticketsOfCustomer } from './ticket-papers.ts';
import { ticketSlip } from './ticket-slip.ts';

type Db = Kysely<Tables>;

/** What to print of an order; a copy's number is 0 on an original. */
export interface OrderPapers {
  readonly what: PrintedWhat;
  readonly refundId: string | null;
  readonly receiptCopy: number;
  readonly ticketCopy: number;
}

/** The papers of an order line by line, the receipt first. @throws 404 · 409 order_unpaid, order_cancelled, event_cancelled, no_tickets */
export const orderRows = async (db: Db, order: OrderHead, papers: OrderPapers, columns: number): Promise<SlipRow[]> =>
  layOutSlip(await orderSlip(db, order, papers), columns);

/** The papers of a job line by line, as the ledger is now: those of an order, a document, the test page; none of a drawer. @throws as orderRows */
export const jobRows = async (db: Db, job: JobAbout, printer: PrinterRow): Promise<SlipRow[]> =>
  layOutSlip(await jobSlip(db, job, printer), printer.columns);

/** The test page line by line. */
export const testRows = async (db: Db, printer: PrinterRow): Promise<SlipRow[]> =>
  layOutSlip(await testSlip(db, printer), printer.columns);

async function orderSlip(db: Db, order: OrderHead, papers: OrderPapers): Promise<SlipPart[]> {
  const { what, refundId, receiptCopy, ticketCopy } = papers;
  refuseUnpaid(order);
  const receipt = what === 'tickets' ? [] : await receiptSlip(db, order, { refundId, copy: receiptCopy });
  if (what === 'receipt') return receipt;
  // The receipt of a cancelled event is still due; its tickets open no door.
  if (what === 'tickets') refuseWithoutDoor(order);
  const tickets = order.event_status === 'cancelled' ? [] : await ticketsOfCustomer(db, order.id);
  if (tickets.length === 0) {
    if (what === 'both') return receipt;
    throw new BoxOfficeError('no_tickets', NO_TICKETS);
  }
  const { language } = await readSettings(db);
  const note = ticketCopy > 0 ? RECEIPT_WORDS[language].copy(ticketCopy) : null;
  return [...receipt, ...ticketSlip(await printJobOf(db, order, tickets, 'roll'), note)];
}

type JobAbout = Pick<
  PrintJobsTable,
  'kind' | 'order_id' | 'what' | 'refund_id' | 'receipt_copy' | 'ticket_copy' | 'document'
>;

async function jobSlip(db: Db, job: JobAbout, printer: PrinterRow): Promise<SlipPart[]> {
  if (job.kind === 'drawer') return [];
  if (job.kind === 'test') return testSlip(db, printer);
  if (job.kind === 'document') return [...(JSON.parse(job.document ?? '[]') as SlipPart[]), { kind: 'cut' }];
  const order = await findOrder(db, job.order_id ?? '');
  if (!order) throw new BoxOfficeError('not_found', 'There is no such order.');
  const papers = { what: job.what ?? 'receipt', refundId: job.refund_id };
  return orderSlip(db, order, { ...papers, receiptCopy: job.receipt_copy, ticketCopy: job.ticket_copy });
}

/** What shows whether a printer is set up well: width, letters of its code pages, letters that it lacks, QR code, cutter. */
async function testSlip(db: Db, printer: PrinterRow): Promise<SlipPart[]> {
  const { language, organization } = await readSettings(db);
  const words = RECEIPT_WORDS[language];
  return [
    { kind: 'text', text: words.testTitle, align: 'center', bold: true, big: true },
    { kind: 'text', text: organization, align: 'center' },
    { kind: 'pair', left: printer.name, right: placeOf(printer) },
    { kind: 'pair', left: PROFILE_NAMES[printer.profile], right: `${printer.columns}` },
    { kind: 'text', text: words.testWidth },
    { kind: 'rule' },
    { kind: 'text', text: words.testLetters },
    { kind: 'text', text: '  áéíóú ñ Ñ ü ç € ¿ ¡ à è ß æ ø' },
    { kind: 'text', text: words.testPictures },
    { kind: 'text', text: '  Ελλάδα Київ 東京 العربية' },
    { kind: 'text', text: words.testQr },
    { kind: 'qr', code: 'TW-TEST-0123456789' },
    { kind: 'text', text: words.testEnd, align: 'center' },
    { kind: 'cut' },
  ];
}

const placeOf = ({ host, port, queue }: PrinterRow): string => queue ?? `${host ?? ''}:${port ?? ''}`;

const PROFILE_NAMES: Readonly<Record<PrinterProfile, string>> = {
  generic: 'ESC/POS',
  epson: 'Epson',
  bixolon: 'Bixolon',
  citizen: 'Citizen',
  star: 'Star (ESC/POS)',
  sunmi: 'Sunmi',
  xprinter: 'Xprinter',
  'pos-5890': 'POS-5890',
  ascii: 'ASCII',
};
