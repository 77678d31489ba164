import {
  getPrintJob,
  listPrinters,
  listPrintJobs,
  printDocument,
  type PrintedWhat,
  type PrinterOut,
  type PrintJobOut,
  printOrder,
  retryPrintJob,
} from '../../src/shared/printing.ts';
import { type BodyOf } from '../../src/shared/operation.ts';
import { call, newIdempotencyKey } from './api.ts';
import { refresh, useAsk } from './query.ts';
import { storage } from './storage.ts';
import { createStore, useStore } from './store.ts';

const KEPT = 'receipt-printer';
/** Milliseconds between two looks at a job, and after how many of them it is left to itself. */
const LOOK = 400;
const MOST_LOOKS = 150;

/** The receipt printer of this till: kept by this browser, as each till has its own. */
const chosen = createStore<string | null>(storage.read(KEPT));

export function choosePrinter(id: string | null): void {
  storage.write(KEPT, id);
  chosen.set(id);
}

/** The receipt printer of this till, while it is one of the box office's; null where none is chosen. */
export function useReceiptPrinter(): PrinterOut | null {
  const id = useStore(chosen);
  const printers = useAsk(listPrinters, {}, { enabled: id !== null });
  return printers.data?.find((printer) => printer.id === id) ?? null;
}

/** What became of the last print of an order, or of a printer's own page. */
export interface Print {
  readonly about: string;
  readonly job: PrintJobOut | null;
  readonly error: unknown;
}

const last = createStore<Print | null>(null);

export const usePrint = (about: string): Print | null => {
  const print = useStore(last);
  return print?.about === about ? print : null;
};

export const isUnderWay = ({ job, error }: Print): boolean =>
  error === null && (job === null || job.status === 'queued' || job.status === 'sending');

/** Asks for a print and looks after it until it is known what came of it. Never rejects: how it went is in `usePrint`. */
export async function follow(about: string, begin: () => Promise<PrintJobOut>): Promise<void> {
  const tell = (job: PrintJobOut | null, error: unknown = null): void => {
    const now = last.get();
    // A later print of something else is what is looked at by now.
    if (job === null || now?.about === about) last.set({ about, job, error });
  };
  tell(null);
  try {
    let job = await begin();
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      tell(job);
      if (job.status !== 'queued' && job.status !== 'sending') break;
      await new Promise((resolve) => setTimeout(resolve, LOOK));
      job = await call(getPrintJob, { params: { id: job.id } });
    }
  } catch (error) {
    if (last.get()?.about === about) last.set({ about, job: null, error });
  }
  void refresh(listPrintJobs);
}

interface OrderPrint {
  readonly what: PrintedWhat;
  readonly printerId: string;
  readonly refundId?: string | null;
  /** The same key prints once, however often it is asked. */
  readonly key?: string;
}

/** Prints an order's papers at a receipt printer, without a dialog. */
export const printAtPrinter = (orderId: string, { key, ...body }: OrderPrint): Promise<void> =>
  follow(orderId, () =>
    call(printOrder, { params: { id: orderId }, body, idempotencyKey: key ?? newIdempotencyKey() }),
  );

type Document = Omit<BodyOf<typeof printDocument>, 'printerId'>;

/** Prints lines of any kind at a receipt printer. `about` is what they are about, as `usePrint` asks for it. */
export const printLines = (about: string, printerId: string, document: Document): Promise<void> =>
  follow(about, () => call(printDocument, { body: { ...document, printerId }, idempotencyKey: newIdempotencyKey() }));

/** Prints again what failed or may not have come out. */
export const printAgain = (about: string, jobId: string, printerId?: string): Promise<void> =>
  follow(about, () =>
    call(retryPrintJob, {
      params: { id: jobId },
      body: printerId === undefined ? {} : { printerId },
      idempotencyKey: newIdempotencyKey(),
    }),
  );
