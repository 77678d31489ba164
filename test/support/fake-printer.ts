import { createServer, type Socket } from 'node:net';
import { PRINTER_PORTS } from '../../src/shared/printing.ts';
import { readEscPos, type Printed } from './escpos.ts';

export type Manner =
  /** Answers questions and prints. */
  | 'good'
  /** Prints, answers nothing, and ends the connection when it is told to: most cheap printers. */
  | 'silent'
  /** Takes the connection and does nothing at all. */
  | 'hangs'
  /** Answers the first questions, and ends the connection at the first bytes of the job. */
  | 'drops'
  /** Has no paper from the beginning. */
  | 'no paper'
  /** Prints, runs out of paper in the middle and so never comes to the end. */
  | 'runs out'
  | 'cover open';

/** A receipt printer on the local network, which keeps what it was told. */
export interface FakePrinter {
  readonly host: string;
  readonly port: number;
  manner: Manner;
  /** Each job's bytes, in the order in which their connections ended; connections that brought nothing to print are left out. */
  readonly jobs: readonly Buffer[];
  /** What the last job made it do. */
  last(): Printed[];
  /** How often it was connected to. */
  readonly connections: number;
  close(): Promise<void>;
}

const ASKED = {
  cause: Buffer.from([0x10, 0x04, 0x02]),
  paper: Buffer.from([0x10, 0x04, 0x04]),
  done: Buffer.from([0x1d, 0x72, 0x01]),
};
const isQuestion = (bytes: Buffer): boolean =>
  bytes.every((_, index) => index % 3 !== 0 || bytes[index] === 0x10) && bytes.length <= 6;

/** Listens on a free port of those that printers have. */
export async function startFakePrinter(manner: Manner = 'good'): Promise<FakePrinter> {
  const jobs: Buffer[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const printer = { manner };

  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      if (received.length > 0 && !isQuestion(received)) jobs.push(received);
    });
    if (printer.manner === 'hangs') return;
    socket.on('data', (chunk: Buffer) => {
      const seen = received.length;
      received = Buffer.concat([received, chunk]);
      if (printer.manner === 'silent') return;
      if (printer.manner === 'drops' && !isQuestion(received)) {
        socket.destroy();
        return;
      }
      answer(socket, received, seen, printer.manner);
    });
  });

  /** Answers the questions that begin in what came since `seen`. */
  function answer(socket: Socket, received: Buffer, seen: number, how: Manner): void {
    const fresh = received.subarray(Math.max(0, seen - 2));
    if (fresh.includes(ASKED.cause))
      socket.write(Buffer.from([how === 'cover open' ? 0x16 : how === 'no paper' ? 0x32 : 0x12]));
    if (fresh.includes(ASKED.paper))
      socket.write(Buffer.from([how === 'no paper' || (how === 'runs out' && !isQuestion(received)) ? 0x72 : 0x12]));
    if (fresh.includes(ASKED.done) && how !== 'runs out') socket.write(Buffer.from([0x00]));
  }

  const port = await listen(server);
  return {
    host: '127.0.0.1',
    port,
    get manner() {
      return printer.manner;
    },
    set manner(next) {
      printer.manner = next;
    },
    jobs,
    last: () => readEscPos(jobs.at(-1) ?? Buffer.alloc(0)),
    get connections() {
      return connections;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };

  async function listen(listener: typeof server): Promise<number> {
    const first = PRINTER_PORTS.first + Math.floor(Math.random() * 100);
    for (let step = 0; step < 100; step += 1) {
      const candidate = PRINTER_PORTS.first + ((first + step) % 100);
      const taken = await new Promise<boolean>((resolve) => {
        listener.once('error', () => resolve(true));
        listener.listen(candidate, '127.0.0.1', () => resolve(false));
      });
      listener.removeAllListeners('error');
      if (!taken) return candidate;
    }
    throw new Error('No port of a printer is free');
  }
}

/** Nothing listens there: a port that was just free. */
export async function closedPort(): Promise<number> {
  const printer = await startFakePrinter();
  await printer.close();
  return printer.port;
}
