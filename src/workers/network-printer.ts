import { connect, type Socket } from 'node:net';
import type { Milliseconds } from '../shared/instant.ts';
import { PrinterAddressRefused, printerAddresses } from '../usecases/printer-address.ts';
import type { Resolve } from '../usecases/webhook-endpoint.ts';
import { nothingPrinted, perhapsPrinted, PrinterTrouble } from './printer-trouble.ts';

/** How long each step may take. */
export interface PrinterPatience {
  readonly connect: Milliseconds;
  /** For an answer to the first question; a printer that is silent then is not asked again. */
  readonly status: Milliseconds;
  /** For taking the bytes. */
  readonly write: Milliseconds;
  /** For the paper to come out, and for the connection to end. */
  readonly print: Milliseconds;
}

export const PRINTER_PATIENCE: PrinterPatience = { connect: 3_000, status: 700, write: 10_000, print: 20_000 };

export interface NetworkPrinter {
  readonly host: string;
  readonly port: number;
  /** False where it is known not to answer questions. */
  readonly asks: boolean;
}

/** ESC/POS, "real-time status": what keeps it off line, and whether it has paper. Answered even by a printer that has none. */
const ASK_CAUSE = Buffer.from([0x10, 0x04, 0x02]);
const ASK_PAPER = Buffer.from([0x10, 0x04, 0x04]);
/** "Transmit status": answered in its turn, so after all that stands before it was printed. */
const ASK_WHEN_DONE = Buffer.from([0x1d, 0x72, 0x01]);

const isRealTime = (byte: number): boolean => (byte & 0x93) === 0x12;
const isStatus = (byte: number): boolean => (byte & 0x90) === 0;
const COVER_OPEN = 0x04;
const STOPPED = 0x60;
const NO_PAPER = 0x60;

/**
 * Sends bytes to a printer by its address (port 9100). A printer that answers is asked first whether it can print and last whether it has;
 * one that does not has printed when it took everything and ended the connection as it was told to.
 *
 * @returns whether it answers questions
 * @throws PrinterTrouble
 */
export async function sendToNetwork(
  { host, port, asks }: NetworkPrinter,
  bytes: Buffer,
  origin: string,
  patience: PrinterPatience = PRINTER_PATIENCE,
  resolve?: Resolve,
): Promise<boolean> {
  const line = await open(host, port, origin, patience, resolve);
  try {
    const answers = asks && (await askBefore(line, patience));
    await line.write(bytes, patience.write);
    if (answers) await askAfter(line, patience);
    else await line.end(patience.print);
    return answers;
  } finally {
    line.close();
  }
}

/** @throws PrinterTrouble where the printer says that it cannot print @returns whether it answered at all */
async function askBefore(line: Line, patience: PrinterPatience): Promise<boolean> {
  line.tell(Buffer.concat([ASK_CAUSE, ASK_PAPER]));
  const cause = await line.answer(isRealTime, patience.status);
  if (cause === null) {
    if (line.isOver)
      throw nothingPrinted('closed_early', 'The printer ended the connection at once. Another one may be using it.');
    return false;
  }
  const paper = await line.answer(isRealTime, patience.status);
  if (paper !== null && (paper & NO_PAPER) === NO_PAPER)
    throw nothingPrinted('paper_out', 'The printer is out of paper.');
  if ((cause & COVER_OPEN) !== 0) throw nothingPrinted('cover_open', 'The cover of the printer is open.');
  if ((cause & STOPPED) !== 0) throw nothingPrinted('offline', 'The printer is off line: it reports an error.');
  return true;
}

/** @throws PrinterTrouble where it does not say that all of it came out */
async function askAfter(line: Line, patience: PrinterPatience): Promise<void> {
  line.tell(ASK_WHEN_DONE);
  if ((await line.answer(isStatus, patience.print)) !== null) return;
  if (line.isOver)
    throw perhapsPrinted(
      'closed_early',
      'The printer ended the connection in the middle. Look whether all of it came out.',
    );
  line.tell(ASK_PAPER);
  const paper = await line.answer(isRealTime, patience.status);
  if (paper !== null && (paper & NO_PAPER) === NO_PAPER)
    throw perhapsPrinted('paper_out', 'The printer ran out of paper in the middle. Look what came out.');
  throw perhapsPrinted('unconfirmed', 'The printer does not say that it has printed. Look whether it came out.');
}

async function open(
  host: string,
  port: number,
  origin: string,
  patience: PrinterPatience,
  resolve?: Resolve,
): Promise<Line> {
  try {
    // The address is asked for once and is the one that is connected to.
    const [found] = await inTime(printerAddresses(host, port, origin, resolve), patience.connect);
    const socket = connect({ host: found?.address ?? '', port });
    socket.setNoDelay(true);
    const line = new Line(socket);
    await line.opened(patience.connect);
    return line;
  } catch (error) {
    if (error instanceof PrinterTrouble) throw error;
    if (error instanceof PrinterAddressRefused) throw nothingPrinted('address_refused', error.message);
    const code = error instanceof Error && 'code' in error ? error.code : null;
    throw code === 'ECONNREFUSED'
      ? nothingPrinted('refused', `Nothing takes print jobs at ${host}:${port}. Is it the printer's address?`)
      : nothingPrinted(
          'unreachable',
          `The printer cannot be reached at ${host}:${port}. Is it on, and on this network?`,
        );
  }
}

const inTime = <T>(work: Promise<T>, most: Milliseconds): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), most);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** A connection to a printer, with what it answered. */
class Line {
  readonly #socket: Socket;
  readonly #answers: number[] = [];
  #failure: Error | null = null;
  /** Both sides have ended, or it broke. */
  isOver = false;
  #wake: () => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#answers.push(...chunk);
      this.#wake();
    });
    socket.on('error', (error) => {
      this.#failure = error;
      this.#over();
    });
    socket.on('end', () => this.#over());
    socket.on('close', () => this.#over());
  }

  #over(): void {
    this.isOver = true;
    this.#wake();
  }

  /** @throws Node's error, or one of its own after `most` */
  async opened(most: Milliseconds): Promise<void> {
    try {
      await inTime(
        new Promise<void>((resolve, reject) => {
          this.#socket.once('connect', resolve);
          this.#socket.once('error', reject);
        }),
        most,
      );
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Writes without waiting: whoever asks waits for the answer. */
  tell(bytes: Buffer): void {
    if (!this.isOver) this.#socket.write(bytes);
  }

  /** Writes all of it. @throws PrinterTrouble */
  async write(bytes: Buffer, most: Milliseconds): Promise<void> {
    try {
      await inTime(
        new Promise<void>((resolve, reject) => {
          this.#wake = () => {
            if (this.isOver) reject(this.#failure ?? new Error('closed'));
          };
          this.#wake();
          this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()));
        }),
        most,
      );
    } catch {
      throw this.isOver
        ? perhapsPrinted(
            'closed_early',
            'The printer ended the connection in the middle. Look whether all of it came out.',
          )
        : perhapsPrinted('stalled', 'The printer stopped taking data. Look whether anything came out.');
    }
  }

  /** The next byte of a kind; null where none comes in time, or the connection ends first. */
  async answer(isOne: (byte: number) => boolean, most: Milliseconds): Promise<number | null> {
    const until = performance.now() + most;
    for (;;) {
      for (let byte = this.#answers.shift(); byte !== undefined; byte = this.#answers.shift())
        if (isOne(byte)) return byte;
      const left = until - performance.now();
      if (this.isOver || left <= 0) return null;
      await this.#news(left);
    }
  }

  /** Ends this side and waits for the other one to follow, which it does when it has taken everything. @throws PrinterTrouble */
  async end(most: Milliseconds): Promise<void> {
    this.#socket.end();
    const until = performance.now() + most;
    while (!this.isOver && performance.now() < until) await this.#news(until - performance.now());
    if (this.#failure)
      throw perhapsPrinted('closed_early', 'The printer broke the connection off. Look whether all of it came out.');
    if (!this.isOver)
      throw perhapsPrinted('unconfirmed', 'The printer does not say that it has printed. Look whether it came out.');
  }

  close(): void {
    this.#socket.destroy();
  }

  #news(most: Milliseconds): Promise<void> {
    return new Promise((resume) => {
      const timer = setTimeout(resume, most);
      this.#wake = () => {
        clearTimeout(timer);
        resume();
      };
    });
  }
}
