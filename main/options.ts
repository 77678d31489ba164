import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type RateLimits, rateLimitsSchema } from '../src/shared/rate-limits.ts';
import { defaultDataDir, type Machine } from './data-dir.ts';

/** What somebody asked for; what nobody did, the server decides. */
export interface Options {
  dataDir: string;
  host?: string;
  port?: number;
  rateLimits?: RateLimits;
  /** Begin in the demo. */
  demo: boolean;
}

/**
 * Reads the flags (--demo, --data-dir PATH) and the environment (BOX_OFFICE_…); a flag wins. Flags that are not ours are left
 * alone: Chromium has its own.
 *
 * @throws Error whose message is one line for the person who asked
 */
export function readOptions(flags: readonly string[], machine: Machine = thisMachine()): Options {
  const { values } = parseArgs({
    args: [...flags],
    options: { demo: { type: 'boolean' }, 'data-dir': { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const flag = values['data-dir'];
  if (flag === true || flag === '') throw new Error('--data-dir needs a folder, as in --data-dir /srv/box-office');
  const dataDir = flag ?? setting(machine, 'DATA_DIR');
  const host = setting(machine, 'HOST');
  const port = setting(machine, 'PORT');
  const rateLimits = setting(machine, 'RATE_LIMITS');
  return {
    dataDir: dataDir === undefined ? defaultDataDir(machine) : path.resolve(String(dataDir)),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port: readPort(port) }),
    ...(rateLimits === undefined ? {} : { rateLimits: readRateLimits(rateLimits) }),
    demo: values['demo'] === true,
  };
}

const thisMachine = (): Machine => ({ platform: process.platform, env: process.env, home: os.homedir() });

/** An empty variable is an unset one: that is how shells and service files clear them. */
const setting = ({ env }: Machine, name: string): string | undefined => env[`BOX_OFFICE_${name}`] || undefined;

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Error(`BOX_OFFICE_PORT must be a number from 0 to 65535, not ${text}`);
  return port;
}

function readRateLimits(text: string): RateLimits {
  const parsed = rateLimitsSchema.strict().safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const example = '{"admin":60,"scanner":120,"checkout":10,"public":30,"console":1200}';
  throw new Error(`BOX_OFFICE_RATE_LIMITS must be JSON such as ${example}, each from 1 to 1000000000`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
