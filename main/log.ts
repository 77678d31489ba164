import { appendFileSync, renameSync, statSync } from 'node:fs';

export interface Log {
  info(message: string): void;
  error(message: string, cause?: unknown): void;
}

const MOST_BYTES = 2 * 1024 * 1024;

/** The desktop's own diary, for whoever is asked what went wrong last night: one line a happening, the file before it kept. */
export function openLog(file: string, echo: (line: string) => void = () => {}): Log {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, `${file}.old`);
  const write = (level: string, message: string): void => {
    const line = `${new Date().toISOString()} ${level} ${message}\n`;
    echo(line);
    try {
      appendFileSync(file, line);
    } catch {
      // A full disk must not stop a sale for want of a diary.
    }
  };
  return {
    info: (message) => write('info', message),
    error: (message, cause) => write('error', cause === undefined ? message : `${message}: ${describe(cause)}`),
  };
}

const describe = (cause: unknown): string => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
