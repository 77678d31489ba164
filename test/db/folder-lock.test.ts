import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FolderInUse } from '../../src/db/folder-lock.ts';
import { openLedger } from '../../src/db/open.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';

type Other = ChildProcessByStdio<Writable, Readable, null>;

let folder: string;
let others: Other[];

beforeEach(() => {
  folder = makeFolder();
  others = [];
});
afterEach(async () => {
  for (const other of others) await ended(other, () => other.kill('SIGKILL'));
  removeFolder(folder);
});

/** Starts another process that opens the folder; resolves with what it says first. */
async function startOther(): Promise<{ other: Other; said: string }> {
  const program = path.join(import.meta.dirname, '../support/programs/open-folder.ts');
  const other = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  others.push(other);
  const [said] = (await once(other.stdout, 'data')) as [Buffer];
  return { other, said: said.toString().trim() };
}

async function ended(other: Other, end: () => unknown): Promise<void> {
  if (other.exitCode !== null || other.signalCode !== null) return;
  const exit = once(other, 'exit');
  end();
  await exit;
}

async function timed<T>(work: Promise<T>): Promise<{ result: PromiseSettledResult<T>; took: number }> {
  const start = performance.now();
  const [result] = await Promise.allSettled([work]);
  return { result, took: performance.now() - start };
}

it('refuses a second process, in words', async () => {
  const ledger = await openLedger(folder);
  const { said } = await startOther();
  expect(said).toBe('Another TicketWave Box Office has this data folder open. Close it first, or name another folder.');
  await ledger.close();
  expect((await startOther()).said).toBe('open');
});

it('waits five seconds for a process that does not end', async () => {
  await startOther();
  const { result, took } = await timed(openLedger(folder));
  expect(result).toMatchObject({ status: 'rejected', reason: expect.any(FolderInUse) as FolderInUse });
  expect(took).toBeGreaterThan(4_900);
  expect(took).toBeLessThan(7_000);
});

it('takes the folder over as soon as the other process ends', async () => {
  const { other } = await startOther();
  setTimeout(() => other.stdin.end(), 500);
  const { result, took } = await timed(openLedger(folder));
  expect(result.status).toBe('fulfilled');
  expect(took).toBeLessThan(4_000);
  if (result.status === 'fulfilled') await result.value.close();
});

it('is free at once after a kill -9', async () => {
  const { other } = await startOther();
  await ended(other, () => other.kill('SIGKILL'));
  const ledger = await openLedger(folder, { patience: 0 });
  expect(ledger.healthy()).toBe(true);
  await ledger.close();
});
