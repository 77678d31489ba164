import { spawn } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inRoot, root } from './root.ts';

export type Outcome = { ok: boolean; output: string; seconds: number };

/** Runs a command in the repository with its output kept; ends it, and what it started, after `limitSeconds`. */
export async function runCommand(
  command: readonly string[],
  limitSeconds: number,
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const started = performance.now();
  const [file = '', ...args] = command;
  const posix = process.platform !== 'win32';
  const child = spawn(file, args, {
    cwd: root,
    env: { ...env, PATH: `${inRoot('node_modules', '.bin')}${path.delimiter}${env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the end of a step is the end of the servers and browsers it started.
    detached: posix,
  });
  const endAll = (signal: NodeJS.Signals): void => {
    try {
      if (posix && child.pid) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // Already gone.
    }
  };
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    endAll('SIGKILL');
  }, limitSeconds * 1000);
  const onInterrupt = (): void => {
    endAll('SIGKILL');
    process.exit(130);
  };
  process.once('SIGINT', onInterrupt).once('SIGTERM', onInterrupt);

  const code = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      chunks.push(Buffer.from(error.message));
      resolve(null);
    });
    // Not `close`: a server left behind would hold the pipes, and the step, open.
    child.on('exit', (exitCode) => setTimeout(() => resolve(exitCode), 50));
  });
  clearTimeout(limit);
  process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
  endAll('SIGKILL');
  if (late) chunks.push(Buffer.from(`\nended after ${limitSeconds} s\n`));
  const seconds = (performance.now() - started) / 1000;
  return { ok: code === 0, output: stripVTControlCharacters(Buffer.concat(chunks).toString('utf8')).trim(), seconds };
}
