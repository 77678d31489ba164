import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { listAudit } from '../../src/shared/audit.ts';
import type { AnswerOf } from '../../src/shared/operation.ts';
import { type BoxOffice, startServer } from '../../src/server.ts';
import { buildStale } from '../../tools/lib/build-stale.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';
import { type Program, startProgram } from '../support/program.ts';

const OWNER = { email: 'owner@example.com', password: 'correct horse battery', name: 'Olivia Owner' };
const FRESH = 'a fresh horse battery';
const DONE = `${OWNER.email} has a new password. Whoever was signed in with the old one is signed out.`;

let dataDir: string;

beforeAll(() => buildStale(), 300_000);
beforeEach(() => {
  dataDir = makeFolder();
});
afterEach(() => removeFolder(dataDir));

const open = (): Promise<BoxOffice> => startServer({ dataDir, port: 0, consoleDir: null, version: '0.0.0-test' });

async function post<T>(url: string, body: unknown, token = ''): Promise<{ status: number; body: T }> {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as T };
}

/** A box office with owners of these addresses that was closed again. */
async function setUp(...more: string[]): Promise<void> {
  const boxOffice = await open();
  const { body } = await post<{ token: string }>(`${boxOffice.url}/api/auth/signup`, OWNER);
  for (const email of more) {
    const owner = { email, name: email, role: 'owner', password: OWNER.password };
    await post(`${boxOffice.url}/api/admin/users`, owner, body.token);
  }
  await boxOffice.stop();
}

/** Signs in: the status, and the actions that the audit then shows. */
async function signIn(email: string, password: string): Promise<{ status: number; audited: string[] }> {
  const boxOffice = await open();
  const { status, body } = await post<{ token: string }>(`${boxOffice.url}/api/auth/login`, { email, password });
  const headers = { Authorization: `Bearer ${body.token}` };
  const audit = status === 200 ? await fetch(`${boxOffice.url}/api/admin/audit`, { headers }) : null;
  const entries = audit ? ((await audit.json()) as AnswerOf<typeof listAudit>) : [];
  await boxOffice.stop();
  return { status, audited: entries.map(({ action }) => action) };
}

describe('from a pipe', () => {
  async function pipe(input: string): Promise<{ code: number | null; said: string }> {
    const program = startProgram('reset-owner', { dataDir });
    program.child.stdin.end(input);
    return { code: await program.ended, said: program.said().trimEnd() };
  }

  test('one line is the password of the only owner; the change is in the audit', async () => {
    await setUp();
    expect(await pipe(`${FRESH}\n`)).toEqual({ code: 0, said: DONE });
    expect((await signIn(OWNER.email, OWNER.password)).status).toBe(401);
    expect(await signIn(OWNER.email, FRESH)).toEqual({
      status: 200,
      audited: expect.arrayContaining(['user.reset-owner']) as string[],
    });
  });

  test('two lines are an owner and the password; one is too few where there are several', async () => {
    await setUp('second@example.com');
    const unclear = { code: 1, said: `Say which owner is meant: ${OWNER.email}, second@example.com.` };
    expect(await pipe(`${FRESH}\n`)).toEqual(unclear);
    expect(await pipe(`nobody@example.com\n${FRESH}\n`)).toEqual(unclear);
    expect(await pipe(`Second@Example.com\r\n${FRESH}\r\n`)).toMatchObject({ code: 0 });
    expect((await signIn('second@example.com', FRESH)).status).toBe(200);
    expect((await signIn(OWNER.email, OWNER.password)).status).toBe(200);
  });

  test('a short password, no owner and a running box office are refused', async () => {
    expect(await pipe(FRESH)).toMatchObject({ code: 1, said: expect.stringContaining('There is no owner') as string });
    await setUp();
    expect(await pipe('short\n')).toEqual({ code: 1, said: 'The password must have at least 10 characters.' });

    const boxOffice = await open();
    const refused = await pipe(FRESH);
    await boxOffice.stop();
    expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(/^The box office is running\./) as string });
    expect((await signIn(OWNER.email, OWNER.password)).status).toBe(200);
  });
});

describe.runIf(process.platform === 'linux')('on a terminal', () => {
  const atTerminal = (): Program => startProgram('reset-owner', { dataDir, onTerminal: true });
  const type = (program: Program, text: string): void => void program.child.stdin.write(`${text}\r`);

  test('it asks whose, and twice for the password, which does not show', async () => {
    await setUp('second@example.com');
    const program = atTerminal();
    await program.says(/E-mail address of the owner: /);
    type(program, OWNER.email);
    await program.says(/New password for owner@example\.com .+: /);
    type(program, FRESH);
    await program.says(/Once more: /);
    type(program, FRESH);
    expect(await program.ended).toBe(0);
    expect(program.said()).toContain(DONE);
    expect(program.said()).not.toContain(FRESH);
    expect((await signIn(OWNER.email, FRESH)).status).toBe(200);
  });

  test('two that differ, and Ctrl+C, change nothing', async () => {
    await setUp();
    const differing = atTerminal();
    await differing.says(/New password .+: /);
    type(differing, FRESH);
    await differing.says(/Once more: /);
    type(differing, `${FRESH}!`);
    expect(await differing.ended).toBe(1);
    expect(differing.said()).toContain('The two differ. Nothing was changed.');

    const given = atTerminal();
    await given.says(/New password .+: /);
    type(given, '\u0003');
    expect(await given.ended).toBe(130);
    expect((await signIn(OWNER.email, OWNER.password)).status).toBe(200);
  });
});
