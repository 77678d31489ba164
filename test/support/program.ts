import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { inRoot } from '../../tools/lib/root.ts';

/** A built program (dist/main/<name>.cjs) as its npm script runs it, over one data folder. */
export interface Program {
  child: ChildProcessWithoutNullStreams;
  /** Everything it has said so far, on both outputs. */
  said(): string;
  /** Waits until it has said this. @throws where it ends without */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit code. */
  ended: Promise<number | null>;
}

export interface ProgramOptions {
  dataDir: string;
  args?: string[];
  env?: Record<string, string>;
  /** On a terminal of its own, which echoes what is typed unless the program forbids it. Linux alone. */
  onTerminal?: boolean;
}

export function startProgram(name: 'serve' | 'reset-owner', options: ProgramOptions): Program {
  const command = [process.execPath, inRoot('dist', 'main', `${name}.cjs`), ...(options.args ?? [])];
  const quoted = command.map((word) => `'${word}'`).join(' ');
  const [file = '', ...args] = options.onTerminal ? ['script', '-qec', quoted, '/dev/null'] : command;
  const child = spawn(file, args, {
    env: { ...process.env, BOX_OFFICE_PORT: '0', BOX_OFFICE_DATA_DIR: options.dataDir, ...options.env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    said: () => output,
    async says(pattern) {
      for (;;) {
        const match = pattern.exec(output);
        if (match) return match;
        const more = once(child.stdout, 'data').then(() => true);
        const isRunning = await Promise.race([more, ended.then(() => false)]);
        if (!isRunning && !pattern.test(output)) throw new Error(`it ended without ${String(pattern)}: ${output}`);
      }
    },
    ended,
  };
}
