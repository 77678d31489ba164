import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { defaultDataDir, type Machine } from './data-dir.ts';

export interface Options {
  dataDir: string;
  host: string;
  port: number;
  rateLimits: RateLimits;
  /** Begin in the demo. */
  demo: boolean;
}

export const DEFAULT_PORT = 4870;

const limit = z.int().min(1).max(1_000_000_000);

/** Calls a minute, by class; a class left out keeps its usual limit. */
const rateLimits = z
  .strictObject({ admin: limit, scanner: limit, checkout: limit, public: limit, console: limit })
  .partial();
type RateLimits = z.infer<typeof rateLimits>;

/** What somebody asked for makes no sense; the message is one line for a person. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

/**
 * Reads the flags (--demo, --data-dir PATH) and the environment (BOX_OFFICE_…); a flag wins. Flags that are not ours are left
 * alone: Chromium has its own.
 */
export function readOptions(flags: readonly string[], machine: Machine = thisMachine()): Options {
  const { values } = parseArgs({
    args: [...flags],
    options: { demo: { type: 'boolean' }, 'data-dir': { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const flag = values['data-dir'];
  if (flag === true || flag === '')
    throw new OptionsError('--data-dir needs a folder, as in --data-dir /srv/box-office');
  const dataDir = flag ?? setting(machine, 'DATA_DIR');
  return {
    dataDir: dataDir === undefined ? defaultDataDir(machine) : path.resolve(String(dataDir)),
    host: setting(machine, 'HOST') ?? '127.0.0.1',
    port: readPort(setting(machine, 'PORT')),
    rateLimits: readRateLimits(setting(machine, 'RATE_LIMITS')),
    demo: values['demo'] === true,
  };
}

const thisMachine = (): Machine => ({ platform: process.platform, env: process.env, home: os.homedir() });

/** An empty variable is an unset one: that is how shells and service files clear them. */
const setting = ({ env }: Machine, name: string): string | undefined => env[`BOX_OFFICE_${name}`] || undefined;

function readPort(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new OptionsError(`BOX_OFFICE_PORT must be a number from 0 to 65535, not ${text}`);
  return port;
}

function readRateLimits(text: string | undefined): RateLimits {
  if (text === undefined) return {};
  const parsed = rateLimits.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const example = '{"admin":60,"scanner":120,"checkout":10,"public":30,"console":1200}';
  throw new OptionsError(`BOX_OFFICE_RATE_LIMITS must be JSON such as ${example}, each from 1 to 1000000000`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
