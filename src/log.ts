import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { Log } from './http/context.ts';

const LARGEST = 5 * 1024 * 1024;
const MOST_WAITING = 256 * 1024;

/** The box office's log, one JSON line an entry, in the data folder; the last one is kept beside it when it has grown. */
export function openLog(dataDir: string): Log {
  const folder = path.join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'box-office.log');
  if (existsSync(file) && statSync(file).size > LARGEST) renameSync(file, `${file}.1`);
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600, maxLength: MOST_WAITING });
  // On a full disk the box office goes on; what could not be written waits for space, up to a bound.
  destination.on('error', () => undefined);
  return pino({ level: 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}
