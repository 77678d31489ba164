import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { lineOfText, operation, pageQuery } from './operation.ts';
import { slipPart, slipRow } from './slip.ts';

const tag = 'Printing';

/** Where receipt printers listen for raw bytes; a printer's address may name no other port. */
export const PRINTER_PORTS = { first: 9100, last: 9199, common: 9100 } as const;

/** Characters in a line: 32 on a roll of 58 mm, 48 on one of 80 mm, 42 on older printers of 80 mm. */
export const slipColumns = z.union([z.literal(32), z.literal(42), z.literal(48)]);
export type SlipColumns = z.infer<typeof slipColumns>;

/**
 * Which characters a printer has, by its make. `generic` trusts the few code pages that nearly all have, `ascii` none: whatever a printer
 * does not have is drawn as a picture.
 */
export const printerProfile = z.enum([
  'generic',
  'epson',
  'bixolon',
  'citizen',
  'star',
  'sunmi',
  'xprinter',
  'pos-5890',
  'ascii',
]);
export type PrinterProfile = z.infer<typeof printerProfile>;

export const printerTransport = z.enum(['network', 'queue']);
export type PrinterTransport = z.infer<typeof printerTransport>;

/** What a till prints by itself once a sale is paid. */
export const autoPrint = z.enum(['nothing', 'receipt', 'tickets', 'both']);
export type AutoPrint = z.infer<typeof autoPrint>;

const printerOut = z
  .object({
    id: idOut('printer'),
    name: z.string(),
    transport: printerTransport,
    host: z.string().nullable().meta({ description: 'Of a network printer: its name or private address' }),
    port: z.int().nullable(),
    queue: z.string().nullable().meta({ description: "Of a raw queue: its name in this machine's print system" }),
    columns: slipColumns,
    profile: printerProfile,
    cutter: z.boolean().meta({ description: 'Cuts the paper after each receipt and ticket' }),
    nativeQr: z.boolean().meta({ description: 'Draws QR codes itself; otherwise they are sent as a picture' }),
    drawer: z.boolean().meta({ description: 'A cash drawer hangs on it, which opens before a receipt of a cash sale' }),
    autoPrint,
    createdAt: instantOut,
  })
  .meta({ id: 'Printer' });
export type PrinterOut = z.infer<typeof printerOut>;

/** A name or an address, without a scheme, a path or a port. */
const printerHost = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|[0-9a-f:]*:[0-9a-f:.]*)$/,
    'must be the name or address of a printer, such as 192.168.1.50',
  );

const inPorts = `must be ${PRINTER_PORTS.first} to ${PRINTER_PORTS.last}, where printers listen`;
const settings = {
  columns: slipColumns,
  profile: printerProfile,
  cutter: z.boolean(),
  nativeQr: z.boolean(),
  drawer: z.boolean(),
  autoPrint,
};
const reach = {
  host: printerHost.nullish(),
  port: z.int().min(PRINTER_PORTS.first, inPorts).max(PRINTER_PORTS.last, inPorts).nullish(),
  queue: lineOfText(127).nullish(),
};

export const listPrinters = operation({
  id: 'listPrinters',
  method: 'get',
  path: '/api/admin/printers',
  tag,
  summary: 'Receipt printers of this box office, the oldest first',
  access: 'staff',
  answer: z.array(printerOut),
});

export const createPrinter = operation({
  id: 'createPrinter',
  method: 'post',
  path: '/api/admin/printers',
  tag,
  summary: 'Add a receipt printer: by its private address, or as a raw queue of this machine',
  access: 'manager',
  status: 201,
  body: z
    .object({
      name: lineOfText(60),
      transport: printerTransport,
      ...reach,
      columns: settings.columns.default(48),
      profile: settings.profile.default('generic'),
      cutter: settings.cutter.default(true),
      nativeQr: settings.nativeQr.default(true),
      drawer: settings.drawer.default(false),
      autoPrint: settings.autoPrint.default('nothing'),
    })
    .refine(({ transport, host }) => transport !== 'network' || host != null, {
      message: 'must be the name or address of a printer, such as 192.168.1.50',
      path: ['host'],
    })
    .refine(({ transport, queue }) => transport !== 'queue' || queue != null, {
      message: 'must name a queue of this machine',
      path: ['queue'],
    }),
  answer: printerOut,
  refusals: { 400: 'private_address where the address is not one of the local network', 409: 'name_taken' },
});

export const updatePrinter = operation({
  id: 'updatePrinter',
  method: 'patch',
  path: '/api/admin/printers/:id',
  tag,
  summary: 'Change a receipt printer; how it is reached stays what it is, a network printer or a queue',
  access: 'manager',
  body: z.object({ name: lineOfText(60), ...reach, ...settings }).partial(),
  answer: printerOut,
  refusals: { 400: 'private_address where the address is not one of the local network', 409: 'name_taken' },
});

export const deletePrinter = operation({
  id: 'deletePrinter',
  method: 'delete',
  path: '/api/admin/printers/:id',
  tag,
  summary: 'Remove a receipt printer; what still waits for it fails',
  access: 'manager',
  answer: z.object({ id: idOut('printer'), deleted: z.literal(true) }),
});

export const listPrintQueues = operation({
  id: 'listPrintQueues',
  method: 'get',
  path: '/api/admin/print-queues',
  tag,
  summary: "The queues of this machine's print system",
  access: 'manager',
  answer: z.object({
    queues: z.array(z.string()),
    problem: z.string().nullable().meta({ description: 'Why there are none to choose from, in a sentence' }),
  }),
});

export const printJobKind = z.enum(['order', 'document', 'test', 'drawer']);
export type PrintJobKind = z.infer<typeof printJobKind>;

export const printedWhat = z.enum(['receipt', 'tickets', 'both']);
export type PrintedWhat = z.infer<typeof printedWhat>;

/** `unknown`: it may lie in the printer's tray or not; only a person can look. */
export const printJobStatus = z.enum(['queued', 'sending', 'printed', 'failed', 'unknown']);
export type PrintJobStatus = z.infer<typeof printJobStatus>;

/** What went wrong, for a program; `message` says it in words. */
export const printProblem = z.enum([
  'unreachable',
  'refused',
  'address_refused',
  'paper_out',
  'cover_open',
  'offline',
  'stalled',
  'closed_early',
  'unconfirmed',
  'no_queue',
  'queue_stopped',
  'queue_failed',
  'printer_removed',
  'interrupted',
  'nothing_to_print',
]);
export type PrintProblem = z.infer<typeof printProblem>;

const printJobOut = z
  .object({
    id: idOut('printJob'),
    printerId: z.string().nullable(),
    printerName: z.string(),
    kind: printJobKind,
    title: z.string(),
    orderId: z.string().nullable(),
    what: printedWhat.nullable(),
    refundId: z.string().nullable(),
    copy: z.int().meta({ description: 'Which copy of the receipt (or tickets) this is; 0 is the original' }),
    status: printJobStatus,
    problem: printProblem.nullable(),
    message: z.string().nullable(),
    retryOf: z.string().nullable(),
    createdAt: instantOut,
    finishedAt: instantOut.nullable(),
  })
  .meta({ id: 'PrintJob' });
export type PrintJobOut = z.infer<typeof printJobOut>;

const noPrinter = 'no_printer';

export const printOrder = operation({
  id: 'printOrder',
  method: 'post',
  path: '/api/admin/orders/:id/print',
  tag,
  summary:
    'Print the receipt, the tickets or both of an order, or the receipt of a refund; a reprint says that it is a copy',
  access: 'staff',
  status: 201,
  body: z
    .object({
      what: printedWhat,
      printerId: idIn.nullish().meta({ description: 'None: the oldest one' }),
      refundId: idIn.nullish().meta({ description: "This refund's receipt instead of the sale's" }),
    })
    .refine(({ what, refundId }) => refundId == null || what === 'receipt', {
      message: 'goes with a receipt alone',
      path: ['refundId'],
    }),
  answer: printJobOut,
  refusals: { 409: `${noPrinter}, no_tickets, order_unpaid, order_cancelled, event_cancelled` },
});

const previewOut = z
  .object({ columns: slipColumns, rows: z.array(slipRow) })
  .meta({ id: 'SlipPreview', description: 'Line by line what the printer would be told' });

export const previewOrder = operation({
  id: 'previewOrder',
  method: 'get',
  path: '/api/admin/orders/:id/print-preview',
  tag,
  summary: 'What printing an order would put on the paper',
  access: 'staff',
  query: z.object({
    what: printedWhat.default('receipt'),
    printerId: idIn.optional().meta({ description: 'None: the oldest one, or a roll of 80 mm' }),
    refundId: idIn.optional(),
  }),
  answer: previewOut,
  refusals: { 409: 'no_tickets, order_unpaid, order_cancelled, event_cancelled' },
});

export const printDocument = operation({
  id: 'printDocument',
  method: 'post',
  path: '/api/admin/print-documents',
  tag,
  summary: 'Print a document of plain lines, such as the report of a till',
  access: 'staff',
  status: 201,
  body: z.object({
    title: lineOfText(120),
    printerId: idIn.nullish().meta({ description: 'None: the oldest one' }),
    parts: z.array(slipPart).min(1).max(500),
  }),
  answer: printJobOut,
  refusals: { 404: 'There is no such printer', 409: noPrinter },
});

export const printTestPage = operation({
  id: 'printTestPage',
  method: 'post',
  path: '/api/admin/printers/:id/test',
  tag,
  summary: 'Print a page that shows width, characters, QR code and cutter',
  access: 'staff',
  status: 201,
  body: z.object({}).optional(),
  answer: printJobOut,
});

export const previewTestPage = operation({
  id: 'previewTestPage',
  method: 'get',
  path: '/api/admin/printers/:id/test-preview',
  tag,
  summary: 'What the test page would put on the paper',
  access: 'staff',
  answer: previewOut,
});

export const kickDrawer = operation({
  id: 'kickDrawer',
  method: 'post',
  path: '/api/admin/printers/:id/drawer',
  tag,
  summary: 'Open the cash drawer that hangs on a printer',
  access: 'staff',
  status: 201,
  body: z.object({}).optional(),
  answer: printJobOut,
  refusals: { 409: 'no_drawer' },
});

export const listPrintJobs = operation({
  id: 'listPrintJobs',
  method: 'get',
  path: '/api/admin/print-jobs',
  tag,
  summary: 'What was printed and what came of it, newest first',
  access: 'staff',
  paged: true,
  query: z.object({
    ...pageQuery,
    status: printJobStatus.optional(),
    printerId: idIn.optional(),
    orderId: idIn.optional(),
  }),
  answer: z.array(printJobOut),
});

export const getPrintJob = operation({
  id: 'getPrintJob',
  method: 'get',
  path: '/api/admin/print-jobs/:id',
  tag,
  summary: 'One print job and what came of it',
  access: 'staff',
  answer: printJobOut,
});

export const retryPrintJob = operation({
  id: 'retryPrintJob',
  method: 'post',
  path: '/api/admin/print-jobs/:id/retry',
  tag,
  summary: 'Print again what failed, or what may not have come out: the paper of the latter says that it is a copy',
  access: 'staff',
  status: 201,
  body: z.object({ printerId: idIn.nullish().meta({ description: 'Another printer than the last one' }) }).optional(),
  answer: printJobOut,
  refusals: { 409: `job_printed, job_under_way, ${noPrinter}, no_tickets, no_drawer` },
});
