import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildStale } from '../../tools/lib/build-stale.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';
import { type Program, type ProgramOptions, startProgram } from '../support/program.ts';

const ADDRESS = /^TicketWave Box Office listening on (http:\/\/127\.0\.0\.1:\d+)\n$/;

let dataDir: string;
const programs: Program[] = [];

const serve = (options: Partial<ProgramOptions> = {}): Program => {
  const program = startProgram('serve', { dataDir, ...options });
  programs.push(program);
  return program;
};

beforeAll(() => buildStale(), 300_000);
beforeEach(() => {
  dataDir = makeFolder();
});
afterEach(async () => {
  for (const { child, ended } of programs.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  removeFolder(dataDir);
});

test('it says where it listens, in these words alone, and answers there', async () => {
  const [, url] = await serve().says(ADDRESS);
  const answer = await fetch(`${url}/api/health`);
  expect(answer.status).toBe(200);
  expect(await fetch(`${url}/`).then((page) => page.text())).toContain('<title>');
});

test('a shutdown finishes what is under way and ends with 0', async () => {
  const program = serve();
  const [, url] = await program.says(ADDRESS);
  const body = JSON.stringify({ email: 'owner@example.com', password: 'correct horse battery', name: 'Olivia' });
  const signup = request(`${url}/api/auth/signup`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Content-Length': body.length },
  });
  signup.write(body.slice(0, 10));
  await new Promise((resume) => setTimeout(resume, 300));
  program.child.kill('SIGTERM');
  program.child.kill('SIGINT');
  await new Promise((resume) => setTimeout(resume, 300));
  const answered = once(signup, 'response');
  signup.end(body.slice(10));
  const [response] = (await answered) as [{ statusCode: number; resume(): void }];
  response.resume();
  expect(response.statusCode).toBe(201);
  expect(await program.ended).toBe(0);
});

test('a data folder that another box office has open is refused in one line', async () => {
  await serve().says(ADDRESS);
  const second = serve();
  expect(await second.ended).toBe(1);
  expect(second.said()).toMatch(/^Another TicketWave Box Office has this data folder open\. .+\n$/);
});

test('a port that another program has is refused in one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const port = String((other.address() as AddressInfo).port);
  const program = serve({ env: { BOX_OFFICE_PORT: port } });
  expect(await program.ended).toBe(1);
  expect(program.said()).toMatch(new RegExp(`^Port ${port} is taken by another program\\. .+\\n$`));
  other.close();
});

test('a data folder that cannot be one is refused in one line', async () => {
  const file = path.join(dataDir, 'a file');
  writeFileSync(file, '');
  const program = serve({ dataDir: file });
  expect(await program.ended).toBe(1);
  expect(program.said()).toBe(`${file} cannot be used (EEXIST).\n`);
});

test('what makes no sense is refused in one line', async () => {
  const program = serve({ env: { BOX_OFFICE_PORT: 'four' } });
  expect(await program.ended).toBe(1);
  expect(program.said()).toBe('BOX_OFFICE_PORT must be a number from 0 to 65535, not four\n');
});
