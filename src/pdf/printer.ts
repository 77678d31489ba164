import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PrintJob, SlipJob } from './paper.ts';

export interface Printer {
  /** The document as a PDF. @throws Error where it cannot be drawn, such as for a damaged logo */
  print(job: PrintJob): Promise<Buffer>;
  /** A slip as the bytes of a receipt printer (ESC/POS). */
  encode(job: SlipJob): Promise<Buffer>;
  close(): Promise<void>;
}

export interface ToPrint {
  readonly id: number;
  readonly job: PrintJob | SlipJob;
}

export type Printed = { readonly id: number } & ({ readonly bytes: Uint8Array } | { readonly error: string });

interface Waiting {
  resolve(bytes: Buffer): void;
  reject(error: Error): void;
}

/** Beside this file, whether it is the source or the bundle. */
const THREAD = path.join(import.meta.dirname, `print-thread${import.meta.filename.endsWith('.ts') ? '.ts' : '.cjs'}`);
/** The fonts' memory is given back after this long without a job, in milliseconds. */
const IDLE = 60_000;
/** Far above any order of ours: what takes longer hangs. */
const PATIENCE = 60_000;

/**
 * Draws documents in a thread of its own, begun at the first job. A ticket takes 3 to 25 ms of the processor and the first one half a
 * second, and an order has up to a hundred: whoever scans meanwhile would wait for them. What a strange picture breaks, it breaks there.
 */
export function openPrinter(): Printer {
  let thread: PrintThread | null = null;
  let end: NodeJS.Timeout | undefined;

  /** Ends the thread after a while, unless something is printed until then. */
  const endIn = (time: number): void => {
    clearTimeout(end);
    end = setTimeout(() => void close(), time);
    end.unref();
  };
  const close = async (): Promise<void> => {
    clearTimeout(end);
    const last = thread;
    thread = null;
    await last?.stop();
  };

  const run = async (job: PrintJob | SlipJob): Promise<Buffer> => {
    if (!thread?.isAlive) thread = new PrintThread();
    endIn(PATIENCE);
    const bytes = await thread.print(job);
    endIn(IDLE);
    return bytes;
  };

  return { print: run, encode: run, close };
}

class PrintThread {
  readonly #worker = new Worker(THREAD);
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  isAlive = true;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (printed: Printed) => this.#settle(printed));
    this.#worker.on('error', (error: Error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('The printing thread ended')));
  }

  print(job: PrintJob | SlipJob): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#count += 1;
      this.#waiting.set(this.#count, { resolve, reject });
      this.#worker.postMessage({ id: this.#count, job } satisfies ToPrint);
    });
  }

  async stop(): Promise<void> {
    this.isAlive = false;
    await this.#worker.terminate();
  }

  #settle(printed: Printed): void {
    const job = this.#waiting.get(printed.id);
    this.#waiting.delete(printed.id);
    if ('error' in printed) job?.reject(new Error(printed.error));
    else job?.resolve(Buffer.from(printed.bytes.buffer, printed.bytes.byteOffset, printed.bytes.byteLength));
  }

  #end(error: Error): void {
    this.isAlive = false;
    for (const job of this.#waiting.values()) job.reject(error);
    this.#waiting.clear();
  }
}
