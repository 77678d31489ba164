import { login } from '../../src/shared/auth.ts';
import type { Role } from '../../src/shared/operation.ts';
import type { RateLimits } from '../../src/shared/rate-limits.ts';
import { createUser } from '../../src/shared/users.ts';
import { startServer, type BoxOffice, type ServerOptions } from '../../src/server.ts';
import { buildClient, type Client, type Witness } from './client.ts';
import { buildClock, type TestClock } from './clock.ts';
import { makeFolder, removeFolder } from './ledger.ts';
import type { StripeApi } from '../../src/workers/stripe-calls.ts';
import { NO_LIMITS } from './no-limits.ts';
import { OWNER, signUp } from './owner.ts';

export type { Answered, Client, Exchange, Sent } from './client.ts';
export { OWNER } from './owner.ts';

/** The server, spoken to as its owner unless a call says otherwise. */
export interface TestServer extends Client {
  readonly url: string;
  readonly dataDir: string;
  readonly clock: TestClock;
  readonly boxOffice: BoxOffice;
  /** The token of the owner, who has signed up. */
  readonly owner: string;
  /** The token of somebody with this role; the same person at every call. */
  readonly tokenOf: (role: Role) => Promise<string>;
  readonly stop: () => Promise<void>;
}

export interface TestServerOptions {
  /** Stands still at an evening in summer unless told. */
  readonly clock?: TestClock;
  /** Without limits unless told. */
  readonly rateLimits?: Partial<RateLimits>;
  /** A folder that outlives the server; unless told, one that ends with it. */
  readonly dataDir?: string;
  /** Where it listens; on this machine alone unless told. */
  readonly host?: string;
  /** The built pages; without, the API alone. */
  readonly consoleDir?: string;
  /** How receipt printers are reached. */
  readonly printing?: ServerOptions['printing'];
  /** Sees every answer before the test does, and throws where it is not as promised. */
  readonly witness?: Witness;
  /** A Stripe of the test's own; the real one is never asked. */
  readonly stripeApi?: StripeApi;
}

/** The real server on a free port over a fresh ledger, with its first owner signed up. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const clock = options.clock ?? buildClock();
  const dataDir = options.dataDir ?? makeFolder();
  const boxOffice = await startServer({
    dataDir,
    host: options.host ?? '127.0.0.1',
    port: 0,
    consoleDir: options.consoleDir ?? null,
    version: '0.0.0-test',
    rateLimits: { ...NO_LIMITS, ...options.rateLimits },
    clock: clock.now,
    ...(options.printing && { printing: options.printing }),
    // Nobody listens there: no test asks the real one.
    stripeApi: options.stripeApi ?? { host: '127.0.0.1', port: 9, protocol: 'http', patience: 1_000 },
  });
  const { url } = boxOffice;
  // One that listens everywhere is spoken to at this machine's own address, under which it takes passwords.
  const spokenTo = url.replace('//0.0.0.0:', '//127.0.0.1:');
  const owner = await signUp(buildClient(spokenTo, null, options.witness));
  const client = buildClient(spokenTo, owner, options.witness);

  async function join(role: Role): Promise<string> {
    const person = { email: `${role}@example.com`, password: OWNER.password };
    await client.call(createUser, { body: { ...person, name: `Some ${role}`, role } });
    return (await client.call(login, { token: null, body: person })).token;
  }

  const tokens = new Map<Role, Promise<string>>([['owner', Promise.resolve(owner)]]);
  return {
    ...client,
    url,
    dataDir,
    clock,
    boxOffice,
    owner,
    tokenOf: (role) => {
      const token = tokens.get(role) ?? join(role);
      tokens.set(role, token);
      return token;
    },
    stop: async () => {
      await boxOffice.stop();
      if (options.dataDir === undefined) removeFolder(dataDir);
    },
  };
}
