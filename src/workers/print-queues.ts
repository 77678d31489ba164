import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Milliseconds } from '../shared/instant.ts';
import { nothingPrinted, perhapsPrinted } from './printer-trouble.ts';

/** The raw queues of this machine's print system. */
export interface PrintQueues {
  /** Their names. @throws PrinterTrouble no_queue where the machine has no print system */
  list(): Promise<string[]>;
  /** Hands bytes to a queue as they are. @throws PrinterTrouble */
  send(queue: string, title: string, bytes: Buffer): Promise<void>;
}

export interface PrintQueueOptions {
  /** This machine's unless told. */
  readonly platform?: NodeJS.Platform;
  /** Where the programs of the print system are looked for; the process's own PATH unless told. */
  readonly path?: string;
  /** Where Windows shows the printers that it shares. */
  readonly shares?: string;
  /** How long a program may take. */
  readonly patience?: Milliseconds;
}

const PATIENCE: Milliseconds = 15_000;

export function openPrintQueues(options: PrintQueueOptions = {}): PrintQueues {
  const system = (options.platform ?? process.platform) === 'win32' ? windows(options) : cups(options);
  return {
    list: () => system.list(),
    // A name is compared with those that the system itself gave before it becomes an argument or a path.
    send: async (queue, title, bytes) => {
      if (!(await system.list()).includes(queue))
        throw nothingPrinted('no_queue', `This machine has no print queue “${queue}”.`);
      await system.send(queue, title, bytes);
    },
  };
}

/** CUPS, on Linux and macOS. */
function cups(options: PrintQueueOptions): PrintQueues {
  return {
    list: async () => linesOf((await run('lpstat', ['-e'], options)).out),
    send: async (queue, title, bytes) => {
      const { out: state } = await run('lpstat', ['-p', queue], options);
      if (/^printer \S+ disabled/m.test(state))
        throw nothingPrinted(
          'queue_stopped',
          `The print queue “${queue}” is stopped. Resume it in the system's settings.`,
        );
      const { code, problem } = await run('lp', ['-d', queue, '-o', 'raw', '-t', title], options, bytes);
      if (code === 0) return;
      if (code === null)
        throw perhapsPrinted('stalled', 'The print system does not answer. Look whether anything came out.');
      throw nothingPrinted('queue_failed', `The print system refused the job${problem === '' ? '' : `: ${problem}`}.`);
    },
  };
}

/** A printer that Windows shares takes the bytes of a file that is copied to it. */
function windows(options: PrintQueueOptions): PrintQueues {
  const shares = options.shares ?? String.raw`\\localhost`;
  const command = 'Get-Printer | Where-Object Shared | ForEach-Object ShareName';
  return {
    list: async () =>
      linesOf((await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command], options)).out),
    send: async (queue, _title, bytes) => {
      try {
        await writeFile(path.join(shares, queue), bytes, { signal: AbortSignal.timeout(options.patience ?? PATIENCE) });
      } catch (error) {
        if (error instanceof Error && error.name === 'AbortError')
          throw perhapsPrinted('stalled', 'The print system does not answer. Look whether anything came out.');
        throw nothingPrinted('queue_failed', `The shared printer “${queue}” refused the job.`);
      }
    },
  };
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

interface Ran {
  /** Null where it took too long. */
  readonly code: number | null;
  readonly out: string;
  /** The first line of what it complained of. */
  readonly problem: string;
}

/** Runs a program, never through a shell, in English. @throws PrinterTrouble no_queue where there is no such program */
function run(program: string, args: readonly string[], options: PrintQueueOptions, input?: Buffer): Promise<Ran> {
  const env = { ...process.env, ...(options.path === undefined ? {} : { PATH: options.path }), LC_ALL: 'C' };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: 'pipe', windowsHide: true });
    const out: Buffer[] = [];
    const complaints: Buffer[] = [];
    const timer = setTimeout(() => child.kill(), options.patience ?? PATIENCE);
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.on('error', () => {
      clearTimeout(timer);
      reject(nothingPrinted('no_queue', 'This machine has no print system that takes raw data.'));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const [problem = ''] = linesOf(Buffer.concat(complaints).toString());
      resolve({ code, out: Buffer.concat(out).toString(), problem: problem.slice(0, 200).replace(/\.$/, '') });
    });
    // What it does not read, it says by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
