import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { openLedger } from './db/open.ts';
import { createApp } from './http/app.ts';
import type { House, Log } from './http/context.ts';
import type { Printer } from './pdf/printer.ts';
import { refuseUnread } from './http/refuse-unread.ts';
import type { BoxOfficeError } from './shared/errors.ts';
import type { Milliseconds } from './shared/instant.ts';
import type { RateLimits } from './shared/rate-limits.ts';
import { Sightings } from './usecases/sightings.ts';
import { Tokens } from './usecases/tokens.ts';
import { createCancellations } from './workers/cancellations.ts';
import { createErasures } from './workers/erasures.ts';
import { startHousekeeping } from './workers/housekeeping.ts';
import { sendTestMail, startMail } from './workers/mail.ts';
import type { PrinterPatience } from './workers/network-printer.ts';
import { openPrintQueues, type PrintQueueOptions } from './workers/print-queues.ts';
import { PrinterTrouble } from './workers/printer-trouble.ts';
import { startPrinting } from './workers/printing.ts';
import { startStripe } from './workers/stripe.ts';
import type { StripeApi } from './workers/stripe-calls.ts';
import { startWebhooks } from './workers/webhooks.ts';
import { backupFile, backUpNow, listBackups, lossOf, openBackup } from './workers/backups.ts';
import type { Vault } from './vault.ts';

/** How receipt printers are reached, where that is not as usual. */
export interface PrintingSetup {
  readonly queues?: PrintQueueOptions;
  readonly patience?: PrinterPatience;
}

export interface HouseOptions {
  readonly folder: string;
  readonly demo: boolean;
  readonly version: string;
  readonly consoleDir: string | null;
  readonly limits: RateLimits;
  readonly now: () => Milliseconds;
  readonly log: Log;
  readonly origin: () => string;
  readonly vault: Vault;
  readonly printer: Printer;
  readonly printing?: PrintingSetup | undefined;
  readonly stripeApi: StripeApi | null;
  readonly enterDemo: House['enterDemo'];
  readonly leaveDemo: House['leaveDemo'];
  readonly restore: House['backups']['restore'];
}

/** One ledger with its application and its workers: the real box office, or the demo. */
export interface OpenHouse {
  readonly house: House;
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** Answers what never became a request, with the headers of every answer, and ends the connection. */
  refuse(refusal: BoxOfficeError, socket: Socket): void;
  /** Lets what is under way finish (up to 10 s), all but what is answered by `except`; then closes the ledger. */
  close(except?: ServerResponse): Promise<void>;
}

const PATIENCE: Milliseconds = 10_000;

/** @throws FolderInUse, LedgerUnusable */
export async function openHouse(options: HouseOptions): Promise<OpenHouse> {
  const ledger = await openLedger(options.folder);
  const tokens = await Tokens.of(ledger);
  const { demo, version, now, log, vault, printer, enterDemo, leaveDemo, restore } = options;
  const sightings = new Sightings();
  const erasures = createErasures(ledger, now);
  // The demo moves no money.
  const stripe = demo ? null : startStripe({ ledger, vault, now, log, api: options.stripeApi });
  const cancellations = createCancellations(ledger, now, stripe);
  const closers = new Set<() => void>();
  const mailOptions = { ledger, vault, printer, now, log };
  // The demo tells nobody anything.
  const mail = demo ? null : startMail(mailOptions);
  const queues = openPrintQueues(options.printing?.queues);
  const patience = options.printing?.patience;
  const printing = startPrinting({
    ledger,
    printer,
    queues,
    origin: options.origin,
    now,
    log,
    ...(patience && { patience }),
  });
  const house: House = {
    ledger,
    tokens,
    sightings,
    demo,
    version,
    now,
    log,
    vault,
    printer,
    mail: {
      test: async (to) => (demo ? { sent: false, message: 'The demo sends no mail.' } : sendTestMail(mailOptions, to)),
      nudge: () => mail?.nudge(),
    },
    printing: {
      nudge: (printerId) => printing.nudge(printerId),
      queues: async () => {
        try {
          return { queues: await queues.list(), problem: null };
        } catch (error) {
          if (!(error instanceof PrinterTrouble)) throw error;
          return { queues: [], problem: error.message };
        }
      },
    },
    stripe,
    backups: {
      list: () => listBackups(ledger.file),
      create: () => backUpNow(ledger, now()),
      open: (name) => {
        const file = backupFile(ledger.file, name);
        return file === null ? null : openBackup(file);
      },
      loss: async (name) => {
        const file = backupFile(ledger.file, name);
        return file === null ? null : lossOf(ledger, file);
      },
      restore,
    },
    finishCancel: (eventId) => cancellations.finish(eventId),
    finishErasing: (customerId) => erasures.finish(customerId),
    onClose: (callback) => {
      closers.add(callback);
      return () => closers.delete(callback);
    },
    enterDemo,
    leaveDemo,
  };
  const refusedUnread = new WeakMap<IncomingMessage, BoxOfficeError>();
  const handle = createApp({
    house,
    limits: options.limits,
    consoleDir: options.consoleDir,
    origin: options.origin,
    refusedUnread,
  }).callback();
  const webhooks = demo ? null : startWebhooks({ ledger, now, log, version, origin: options.origin });
  const housekeeping = startHousekeeping(ledger, sightings, now, log);
  cancellations.resume().catch((error: unknown) => log.error({ err: error }, 'Resuming a cancellation failed'));
  erasures.resume().catch((error: unknown) => log.error({ err: error }, 'Resuming an erasure failed'));
  const underWay = new Set<ServerResponse>();
  return {
    house,
    answer: (request, response) => {
      underWay.add(response);
      response.once('close', () => underWay.delete(response));
      void handle(request, response);
    },
    refuse: (refusal, socket) =>
      refuseUnread(socket, (request, response) => {
        refusedUnread.set(request, refusal);
        void handle(request, response);
      }),
    close: async (except) => {
      if (except) underWay.delete(except);
      for (const end of closers) end();
      await Promise.all([cancellations.stop(), erasures.stop()]);
      const deadline = Date.now() + PATIENCE;
      while (underWay.size > 0 && Date.now() < deadline) await new Promise((resume) => setTimeout(resume, 10));
      await Promise.all([webhooks?.stop(), mail?.stop(), stripe?.stop(), printing.stop(), housekeeping.stop()]);
      await ledger.close();
    },
  };
}
