import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { NO_LIMITS } from './no-limits.ts';

/** The box office in a process of its own, as `npm run serve` starts it. */
export interface Served {
  readonly url: string;
  readonly child: ChildProcess;
  /** Ends the process by this signal and waits until it is gone; its exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

export interface ServedOptions {
  readonly dataDir: string;
  /** The program: the source unless told; `dist/main/serve.cjs` is the built one. */
  readonly program?: string;
  /** A command that runs it, such as strace with its options. */
  readonly under?: readonly string[];
}

const root = path.join(import.meta.dirname, '../..');
const LISTENING = /^TicketWave Box Office listening on (\S+)$/m;

/** Starts the program on a free port, without rate limits, and waits until it listens. */
export async function serve({ dataDir, program = 'main/serve.ts', under = [] }: ServedOptions): Promise<Served> {
  const [command, ...args] = [...under, process.execPath, path.join(root, program)];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      BOX_OFFICE_PORT: '0',
      BOX_OFFICE_DATA_DIR: dataDir,
      BOX_OFFICE_RATE_LIMITS: JSON.stringify(NO_LIMITS),
    },
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let said = '';
  while (!LISTENING.test(said)) {
    const more = once(child.stdout, 'data').then(([chunk]) => (chunk as Buffer).toString());
    const next = await Promise.race([more, ended.then(() => null)]);
    if (next === null) throw new Error(`The box office ended before it listened: ${said}`);
    said += next;
  }
  return {
    url: LISTENING.exec(said)?.[1] ?? '',
    child,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
