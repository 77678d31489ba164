import { login, signup } from '../../src/shared/auth.ts';
import type { AnswerOf, BodyOf, Operation, QueryOf, Role } from '../../src/shared/operation.ts';
import type { RateLimits } from '../../src/shared/rate-limits.ts';
import { createUser } from '../../src/shared/users.ts';
import { startServer, type BoxOffice } from '../../src/server.ts';
import { buildClock, type TestClock } from './clock.ts';
import { makeFolder, removeFolder } from './ledger.ts';

export const OWNER = { email: 'owner@example.com', password: 'correct horse battery', name: 'Olivia Owner' } as const;

export interface Sent {
  /** Bearer token; absent: the owner's; null: none. */
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered<T> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where the answer is JSON, else its text. */
  readonly body: T;
  /** The body to the byte. */
  readonly text: string;
}

export interface Called<O extends Operation> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: QueryOf<O>;
  readonly body?: BodyOf<O>;
  readonly token?: string | null;
}

export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  readonly clock: TestClock;
  readonly boxOffice: BoxOffice;
  /** The token of the owner, who has signed up. */
  readonly owner: string;
  /** Any request, any answer: `await server.api<OrderOut>('POST', '/api/checkout', { body })`. */
  readonly api: <T = Record<string, unknown>>(method: string, path: string, sent?: Sent) => Promise<Answered<T>>;
  /** An operation of the contract that must succeed; its answer. @throws where the status is another one */
  readonly call: <O extends Operation>(operation: O, called?: Called<O>) => Promise<AnswerOf<O>>;
  /** The token of somebody with this role; the same person at every call. */
  readonly tokenOf: (role: Role) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** One request and its answer, as a witness sees them. */
export interface Exchange extends Answered<unknown> {
  readonly method: string;
  readonly path: string;
}

export interface TestServerOptions {
  /** Stands still at an evening in summer unless told. */
  readonly clock?: TestClock;
  /** Without limits unless told. */
  readonly rateLimits?: Partial<RateLimits>;
  /** A folder that outlives the server; unless told, one that ends with it. */
  readonly dataDir?: string;
  /** Sees every answer before the test does, and throws where it is not as promised. */
  readonly witness?: (exchange: Exchange) => void;
}

const NO_LIMITS: RateLimits = { admin: 1e9, scanner: 1e9, checkout: 1e9, public: 1e9, console: 1e9 };

/** The real server on a free port over a fresh ledger, with its first owner signed up. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const clock = options.clock ?? buildClock();
  const dataDir = options.dataDir ?? makeFolder();
  const boxOffice = await startServer({
    dataDir,
    port: 0,
    consoleDir: null,
    version: '0.0.0-test',
    rateLimits: { ...NO_LIMITS, ...options.rateLimits },
    clock: clock.now,
  });
  const { url } = boxOffice;
  const tokens = new Map<Role, Promise<string>>();

  async function api<T>(method: string, path: string, sent: Sent = {}): Promise<Answered<T>> {
    const token = sent.token === undefined ? owner : sent.token;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(sent.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...sent.headers,
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const answered = {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
      text,
    };
    options.witness?.({ method, path, ...answered });
    return answered;
  }

  async function call<O extends Operation>(operation: O, called: Called<O> = {}): Promise<AnswerOf<O>> {
    const query = new URLSearchParams(called.query ?? {}).toString();
    const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) => called.params?.[name] ?? `:${name}`);
    const { token, body } = called;
    const sent = { ...(token === undefined ? {} : { token }), ...(body === undefined ? {} : { body }) };
    const answer = await api<AnswerOf<O>>(
      operation.method.toUpperCase(),
      query === '' ? path : `${path}?${query}`,
      sent,
    );
    if (answer.status !== operation.status) throw new Error(`${operation.id}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  async function join(role: Role): Promise<string> {
    const person = { email: `${role}@example.com`, password: OWNER.password };
    await call(createUser, { body: { ...person, name: `Some ${role}`, role } });
    return (await call(login, { token: null, body: person })).token;
  }

  const owner: string = (await call(signup, { token: null, body: OWNER })).token;
  tokens.set('owner', Promise.resolve(owner));
  return {
    url,
    dataDir,
    clock,
    boxOffice,
    owner,
    api,
    call,
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
