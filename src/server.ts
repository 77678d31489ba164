import httpShutdown from 'http-graceful-shutdown';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { openLedger } from './db/open.ts';
import { openHouse, type OpenHouse, type PrintingSetup } from './house.ts';
import type { House, Log } from './http/context.ts';
import { openOrigin } from './http/lan-origin.ts';
import { openLog } from './log.ts';
import { openPrinter } from './pdf/printer.ts';
import { clearStaging, stageCopy, takePlace } from './workers/restore.ts';
import { BoxOfficeError } from './shared/errors.ts';
import { HOUR, MINUTE, toInstant, type Milliseconds } from './shared/instant.ts';
import { rateLimitsSchema, type RateLimits } from './shared/rate-limits.ts';
import { SYSTEM } from './usecases/context.ts';
import { fillDemo } from './usecases/demo/fill-demo.ts';
import { isStillTonight } from './usecases/demo/still-tonight.ts';
import { hashPassword } from './usecases/passwords.ts';
import { openSession } from './usecases/tokens.ts';
import { resetOwner } from './usecases/users.ts';
import { backupFile } from './workers/backups.ts';
import { keyFileVault, type Vault } from './vault.ts';
import type { StripeApi } from './workers/stripe-calls.ts';

export { FolderInUse } from './db/folder-lock.ts';
export { LedgerUnusable } from './db/open.ts';
export { keyFileVault, type Vault } from './vault.ts';

export interface ServerOptions {
  /** Where the ledger lives. The demo lives in a folder of its own inside. */
  readonly dataDir: string;
  /** Address to listen on; 127.0.0.1 unless told. */
  readonly host?: string;
  /** 4870 unless told; 0 takes a free one. */
  readonly port?: number;
  /** The built console, or null to answer the API alone. */
  readonly consoleDir: string | null;
  readonly version: string;
  readonly rateLimits?: Partial<RateLimits>;
  /** Begin in the demo. */
  readonly demo?: boolean;
  /** Milliseconds since 1970; the machine's clock unless told. */
  readonly clock?: () => Milliseconds;
  readonly log?: Log;
  /** Seals secrets that must be read again; a key file of the data folder unless told. */
  readonly vault?: Vault;
  /** How receipt printers are reached, where that is not as usual. */
  readonly printing?: PrintingSetup;
  /** Where Stripe is asked; its own address unless told, as tests do. */
  readonly stripeApi?: StripeApi;
}

export interface Owner {
  readonly email: string;
  readonly name: string;
}

export interface BoxOffice {
  readonly url: string;
  readonly port: number;
  /** Finishes what is under way and closes the ledger. */
  stop(): Promise<void>;
  /** A published event is on now or begins within 2 hours. */
  eventIsOn(): Promise<boolean>;
  owners(): Promise<Owner[]>;
  /** Sets a forgotten owner's password from the machine itself, audited; ends that owner's sessions. @throws BoxOfficeError not_found */
  resetOwner(change: { email: string; password: string }): Promise<{ email: string }>;
}

export const DEFAULT_PORT = 4870;
const demoFolder = (dataDir: string): string => path.join(dataDir, 'demo');

/**
 * Opens the box office: ledger, workers, and the HTTP server before them. Knows no Electron.
 *
 * @throws FolderInUse, LedgerUnusable; or Node's error (EADDRINUSE) where the port is taken
 */
export async function startServer(options: ServerOptions): Promise<BoxOffice> {
  const now = options.clock ?? Date.now;
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const log = options.log ?? openLog(options.dataDir);
  const vault = options.vault ?? keyFileVault(options.dataDir);
  const printer = openPrinter();
  const limits = rateLimitsSchema.parse(options.rateLimits ?? {});
  let url = '';
  const origin = openOrigin(() => url);
  let current: OpenHouse;
  let switching: Promise<unknown> = Promise.resolve();
  const stopping = new AbortController();

  const open = (demo: boolean): Promise<OpenHouse> =>
    openHouse({
      folder: demo ? demoFolder(options.dataDir) : options.dataDir,
      demo,
      version: options.version,
      consoleDir: options.consoleDir,
      limits,
      now,
      log,
      origin,
      vault,
      printer,
      printing: options.printing,
      stripeApi: options.stripeApi ?? null,
      enterDemo,
      leaveDemo,
      restore,
    });

  /** One house is open at a time: the next one opens, takes the calls, and the last one closes behind the calls it still answers. */
  const switchTo = (demo: boolean): Promise<void> => {
    const done = switching.then(async () => {
      if (current.house.demo === demo) return;
      if (demo) await makeDemo(options.dataDir, now(), stopping.signal);
      const last = current;
      current = await open(demo);
      void last.close().catch((error: unknown) => log.error({ err: error }, 'Closing a ledger failed'));
    });
    switching = done.catch(() => undefined);
    return done;
  };

  async function enterDemo(): Promise<{ token: string; expiresAt: string }> {
    await switchTo(true);
    const { ledger, tokens } = current.house;
    const owner = await ledger.reads
      .selectFrom('users')
      .select('id')
      .where('role', '=', 'owner')
      .executeTakeFirstOrThrow();
    const call = { actor: SYSTEM, now: now() };
    const sessionId = await ledger.write((trx) => openSession(trx, call, { userId: owner.id }, 'console'));
    return tokens.sign({ sessionId, subject: owner.id }, call.now);
  }

  const leaveDemo = (): Promise<void> => switchTo(false);

  const restore: House['backups']['restore'] = async (name, confirmed, call, response) => {
    const done = switching.then(async () => {
      const last = current;
      const { ledger, demo } = last.house;
      if (demo) throw new BoxOfficeError('demo_active', 'Leave the demo first: its ledger is not the real one.');
      const copy = backupFile(ledger.file, name);
      if (copy === null) throw new BoxOfficeError('not_found', 'There is no such backup.');
      const staged = await stageCopy(options.dataDir, copy);
      current = { ...last, answer: answerClosed };
      try {
        await last.close(response);
        return await takePlace(staged, ledger.file, { name, confirmed, call });
      } finally {
        await clearStaging(options.dataDir);
        current = await open(false);
      }
    });
    switching = done.catch(() => undefined);
    const { sessionId, keptAside } = await done;
    const who = sessionId === null ? null : { sessionId, subject: call.actor.id ?? '' };
    const session = who && current.house.tokens.sign(who, now());
    return { token: session?.token ?? null, expiresAt: session?.expiresAt ?? null, keptAside };
  };

  await clearStaging(options.dataDir);
  if (options.demo) await makeDemo(options.dataDir, now(), stopping.signal);
  current = await open(options.demo === true);
  const server = createServer(
    // The guards answer a missing Host themselves (421), in JSON like every error. A whole import may take its ten minutes; every other
    // body has 30 seconds (middleware/body.ts).
    {
      requireHostHeader: false,
      maxHeaderSize: 16_384,
      requestTimeout: 10 * MINUTE,
      headersTimeout: 10_000,
      // Node looks every 30 s unless told, which would make 40 s of the 10.
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 30_000,
    },
    (request, response) => current.answer(request, response),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code !== 'ECONNRESET' && socket.writable) current.refuse(refusalOf(error), socket);
  });
  const shutDown = httpShutdown(server, { signals: '', timeout: 10_000, forceExit: false });
  try {
    const port = await listen(server, options.port ?? DEFAULT_PORT, options.host ?? '127.0.0.1');
    url = `http://${printable(options.host ?? '127.0.0.1')}:${port}`;
  } catch (error) {
    await current.close();
    throw error;
  }

  return {
    url,
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      stopping.abort(new BoxOfficeError('unavailable', 'The box office is shutting down.'));
      await shutDown();
      await switching;
      await current.close();
      await printer.close();
    },
    eventIsOn: async () => {
      const at = now();
      const event = await current.house.ledger.reads
        .selectFrom('events')
        .select('id')
        .where('status', '=', 'published')
        .where('starts_at', '<=', toInstant(at + 2 * HOUR))
        .where('ends_at', '>=', toInstant(at))
        .limit(1)
        .executeTakeFirst();
      return event !== undefined;
    },
    owners: () =>
      current.house.ledger.reads
        .selectFrom('users')
        .select(['email', 'name'])
        .where('role', '=', 'owner')
        .orderBy('id')
        .execute(),
    resetOwner: async ({ email, password }) => {
      const passwordHash = await hashPassword(password);
      const call = { actor: SYSTEM, now: now() };
      return { email: await current.house.ledger.write((trx) => resetOwner(trx, call, { email, passwordHash })) };
    },
  };
}

/** The owners of a closed box office. @throws FolderInUse */
export async function ownersOffline(dataDir: string): Promise<Owner[]> {
  const ledger = await openLedger(dataDir);
  try {
    return await ledger.reads
      .selectFrom('users')
      .select(['email', 'name'])
      .where('role', '=', 'owner')
      .orderBy('id')
      .execute();
  } finally {
    await ledger.close();
  }
}

/** Sets an owner's password while the box office is closed. @throws FolderInUse where it is open, BoxOfficeError not_found */
export async function resetOwnerOffline(change: {
  dataDir: string;
  email: string;
  password: string;
}): Promise<{ email: string }> {
  const passwordHash = await hashPassword(change.password);
  const ledger = await openLedger(change.dataDir);
  try {
    const call = { actor: SYSTEM, now: Date.now() };
    return { email: await ledger.write((trx) => resetOwner(trx, call, { email: change.email, passwordHash })) };
  } finally {
    await ledger.close();
  }
}

/** Whether a whole demo is there whose night is not over. */
async function hasTonightsDemo(folder: string, now: Milliseconds): Promise<boolean> {
  if (!existsSync(path.join(folder, 'ledger.db'))) return false;
  const ledger = await openLedger(folder);
  try {
    return await isStillTonight(ledger.reads, now);
  } finally {
    await ledger.close();
  }
}

/** Makes the demo's ledger beside the real one unless tonight's is there; half of one, or another night's, is thrown away. */
async function makeDemo(dataDir: string, now: Milliseconds, signal: AbortSignal): Promise<void> {
  const folder = demoFolder(dataDir);
  if (await hasTonightsDemo(folder, now)) return;
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  const ledger = await openLedger(making);
  try {
    await fillDemo(ledger, now, signal);
  } catch (error) {
    await ledger.close();
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
  renameSync(making, folder);
}

/** While one ledger takes the place of another. */
function answerClosed(_request: IncomingMessage, response: ServerResponse): void {
  const body = JSON.stringify({ error: 'A backup is being restored. Try again in a moment.', code: 'unavailable' });
  response.writeHead(503, { 'Content-Type': 'application/json; charset=utf-8', 'Retry-After': '2' }).end(body);
}

const printable = (host: string): string => (host.includes(':') ? `[${host}]` : host);

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const CLIENT_ERRORS: Record<string, BoxOfficeError> = {
  HPE_HEADER_OVERFLOW: new BoxOfficeError('headers_too_large', 'The headers are too large.'),
  ERR_HTTP_REQUEST_TIMEOUT: new BoxOfficeError('request_timeout', 'The request took too long to arrive.'),
};

/** What is not HTTP never reaches a route: it gets a JSON error all the same, and the connection ends. */
const refusalOf = ({ code }: NodeJS.ErrnoException): BoxOfficeError =>
  CLIENT_ERRORS[code ?? ''] ?? new BoxOfficeError('invalid_request', 'This is not a valid HTTP request.');
