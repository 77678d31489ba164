import packageJson from '../package.json' with { type: 'json' };
import { type BoxOffice, DEFAULT_PORT, startServer, type Vault } from '../src/server.ts';
import type { Options } from './options.ts';
import { consoleDir } from './places.ts';

/** Starts the server as it was asked for. Every program that serves the box office begins here. */
export function beginServing(options: Options, vault?: Vault): Promise<BoxOffice> {
  return startServer({ ...options, consoleDir, version: packageJson.version, ...(vault ? { vault } : {}) });
}

/**
 * As `beginServing`, but takes a free port where another program has the wanted one: whoever double-clicks an icon wants to sell,
 * not to learn about ports. `taken` is the port that could not be had.
 */
export async function beginServingSomewhere(
  options: Options,
  vault?: Vault,
): Promise<{ boxOffice: BoxOffice; taken: number | null }> {
  try {
    return { boxOffice: await beginServing(options, vault), taken: null };
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    return { boxOffice: await beginServing({ ...options, port: 0 }, vault), taken: options.port ?? DEFAULT_PORT };
  }
}

/** A system error as Node throws it. */
type SystemError = Error & { code: string; syscall: string; path?: string; port?: number };

const isSystemError = (error: unknown): error is SystemError => error instanceof Error && 'syscall' in error;

/** EACCES counts too: some systems keep low or reserved ports to themselves. */
const isPortTaken = (error: unknown): error is SystemError =>
  isSystemError(error) && error.syscall === 'listen' && ['EADDRINUSE', 'EACCES'].includes(error.code);

/** Why the box office does not start, in one line for the person in front of the machine. */
export function whyNot(error: unknown): string {
  if (isPortTaken(error)) {
    const instead = 'Set BOX_OFFICE_PORT to another one, or to 0 for any that is free.';
    return `Port ${error.port ?? ''} is taken by another program. ${instead}`;
  }
  if (isSystemError(error) && error.path !== undefined) return `${error.path} cannot be used (${error.code}).`;
  return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
}

/** Where this machine itself reaches a server that listens at `url`: one that listens everywhere is at its loopback address too. */
export function consoleOrigin(url: string): string {
  const address = new URL(url);
  if (address.hostname === '0.0.0.0') address.hostname = '127.0.0.1';
  if (address.hostname === '[::]') address.hostname = '[::1]';
  return address.origin;
}
