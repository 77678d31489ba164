import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { buildClient } from '../support/client.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';
import { signUp } from '../support/owner.ts';
import { serve, type Served } from '../support/served.ts';

const SCANS = 100;
const SCANNERS = 10;

const required = process.env['CI'] === 'true' || process.env['BOX_OFFICE_REQUIRE_DESKTOP'] === '1';
/** strace is Debian's, and a container may forbid it to look. */
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
if (!canTrace && !required)
  console.log('left out: whether answers wait for the disk, there is no strace that works here');

let folder: string;
let served: Served | undefined;
beforeAll(() => {
  folder = makeFolder();
});
afterAll(async () => {
  await served?.end('SIGKILL');
  removeFolder(folder);
});

/** One system call: what it did to which file or socket, and the text it wrote. */
interface SystemCall {
  readonly name: string;
  readonly line: string;
}

/** The calls in the order in which they ended: one that another thread interrupted is written in two lines, which count as the second. */
function readTrace(file: string): SystemCall[] {
  const begun = new Map<string, string>();
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text) => {
      const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(text) ?? [];
      if (rest.endsWith('<unfinished ...>')) {
        begun.set(thread, rest);
        return [];
      }
      const line = rest.startsWith('<... ') ? `${begun.get(thread) ?? ''}${rest}` : rest;
      const name = /^\w+/.exec(line)?.[0];
      return name === undefined ? [] : [{ name, line }];
    });
}

/** Where the scan with this nonce went to the write-ahead log, where that log was synchronised next, and where its answer left. */
function journey(calls: readonly SystemCall[], nonce: string) {
  const logged = calls.findIndex(
    ({ name, line }) => name === 'pwrite64' && line.includes('-wal>') && line.includes(nonce),
  );
  const synced = calls.findIndex(
    ({ name, line }, index) =>
      index > logged && /^f(data)?sync$/.test(name) && line.includes('-wal>') && line.endsWith(' = 0'),
  );
  const answered = calls.findIndex(
    ({ name, line }) =>
      /^(write|writev|sendto|sendmsg)$/.test(name) && line.includes('HTTP/1.1 200') && line.includes(nonce),
  );
  return { logged, synced, answered };
}

it.runIf(canTrace || required)(`0 of ${SCANS} scan answers leave before the sync that carries them`, async () => {
  const trace = path.join(folder, 'trace.txt');
  const calls = 'trace=pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg';
  // -D: strace watches from the side, so that a signal goes to the box office itself.
  const under = ['strace', '-D', '-f', '-y', '-s', '10000', '-e', calls, '-e', 'signal=none', '-o', trace];
  served = await serve({ dataDir: path.join(folder, 'data'), under });
  const client = buildClient(served.url, await signUp(buildClient(served.url, null)));
  const { tickets } = await sell(client, await buildEvent(client), { quantity: SCANS });
  const nonces = tickets.map((_, index) => `traced-scan-${String(index).padStart(3, '0')}`);
  const scanner = async (first: number): Promise<void> => {
    for (let index = first; index < SCANS; index += SCANNERS) {
      const body = { qrCode: tickets[index]?.qrCode, nonce: nonces[index] };
      expect((await client.api('POST', '/api/scan', { body })).status).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: SCANNERS }, (_, first) => scanner(first)));
  await served.end('SIGTERM');
  // The trace ends with the process, however that ended; the last line may be written a moment after.
  const ended = new RegExp(`^${served.child.pid} .*\\+\\+\\+ (exited|killed)`, 'm');
  for (let waited = 0; waited < 100 && !ended.test(readFileSync(trace, 'utf8')); waited += 1) await sleep(50);

  const traced = readTrace(trace);
  const journeys = nonces.map((nonce) => journey(traced, nonce));
  // All three were seen of every scan, else the trace says nothing.
  expect(journeys.filter(({ logged, synced, answered }) => Math.min(logged, synced, answered) < 0)).toEqual([]);
  expect(journeys.filter(({ synced, answered }) => answered < synced)).toEqual([]);
  const syncs = new Set(journeys.map(({ synced }) => synced)).size;
  console.log(`${SCANS} scans, ${syncs} syncs of the write-ahead log, 0 answers before their own`);
});
