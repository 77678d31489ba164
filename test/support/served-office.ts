import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { signup } from '../../src/shared/auth.ts';
import type { AnswerOf, BodyOf, Operation, QueryOf } from '../../src/shared/operation.ts';
import { inRoot } from '../../tools/lib/root.ts';

interface Called<O extends Operation> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: QueryOf<O>;
  readonly body?: BodyOf<O>;
}

/** The built server as `npm run serve` runs it, with console and a fresh ledger, at the real time. */
export interface ServedOffice {
  readonly url: string;
  /** The token of the owner, who has signed up. */
  readonly owner: string;
  /** An operation of the contract that must succeed, as the owner; its answer. @throws where the status is another one */
  readonly call: <O extends Operation>(operation: O, called?: Called<O>) => Promise<AnswerOf<O>>;
  readonly stop: () => Promise<void>;
}

const OWNER = { email: 'owner@example.com', password: 'correct horse battery', name: 'Olivia Owner' };

/** Tests are quicker than a night; what the limits hold back is tested with the API. */
const LIMITS = JSON.stringify({ admin: 1e9, scanner: 1e9, checkout: 1e9, public: 1e9, console: 1e9 });

/** `signUp: false` leaves the box office as it is on its first start, without an owner. */
export async function serveOffice({ signUp = true } = {}): Promise<ServedOffice> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'box-office-served-'));
  const server = spawn(process.execPath, [inRoot('dist', 'main', 'serve.cjs')], {
    env: { ...process.env, BOX_OFFICE_DATA_DIR: dataDir, BOX_OFFICE_PORT: '0', BOX_OFFICE_RATE_LIMITS: LIMITS },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  const url = await addressOf(server.stdout);
  let token: string | null = null;

  async function call<O extends Operation>(
    operation: O,
    { params, query, body }: Called<O> = {},
  ): Promise<AnswerOf<O>> {
    const filled = operation.path.replaceAll(/:(\w+)/g, (_, name: string) => params?.[name] ?? `:${name}`);
    const search = new URLSearchParams(query ?? {}).toString();
    const response = await fetch(`${url}${filled}${search === '' ? '' : `?${search}`}`, {
      method: operation.method.toUpperCase(),
      headers: { 'Content-Type': 'application/json', ...(token !== null && { Authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.status !== operation.status)
      throw new Error(`${operation.id}: ${response.status} ${await response.text()}`);
    return (await response.json()) as AnswerOf<O>;
  }

  token = signUp ? (await call(signup, { body: { ...OWNER, client: 'console' } })).token : '';
  return {
    url,
    owner: token,
    call,
    async stop() {
      server.kill('SIGTERM');
      await exited;
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The address that the server prints once it answers. @throws where it ends without one */
async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = /listening on (http:\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('The server ended before it listened.');
}
