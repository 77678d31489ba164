import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type BoxOffice } from '../../src/server.ts';
import { NO_LIMITS } from '../support/no-limits.ts';
import { request } from './support/raw-http.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'box-office-test-'));
const consoleDir = path.join(folder, 'console');
const SECRET = 'what lies beside the console';
let server: BoxOffice;

beforeAll(async () => {
  mkdirSync(path.join(consoleDir, 'assets'), { recursive: true });
  mkdirSync(path.join(consoleDir, 'folder.js'));
  writeFileSync(path.join(folder, 'secret.txt'), SECRET);
  writeFileSync(path.join(folder, 'console-secret.js'), SECRET);
  writeFileSync(path.join(consoleDir, '.hidden.js'), SECRET);
  writeFileSync(path.join(consoleDir, 'index.html'), '<p>The console</p>');
  writeFileSync(path.join(consoleDir, 'assets', 'app-Ab12Cd34.js'), 'run()');
  writeFileSync(path.join(consoleDir, 'odd%zz.js'), 'odd()');
  server = await startServer({
    dataDir: path.join(folder, 'data'),
    port: 0,
    consoleDir,
    version: '1',
    rateLimits: NO_LIMITS,
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const get = async (target: string, method = 'GET') => {
  const answer = await request(server.port, `${method} ${target}`, [`Host: 127.0.0.1:${server.port}`]);
  return {
    status: answer?.status,
    type: answer?.headers.get('content-type'),
    cache: answer?.headers.get('cache-control'),
    text: answer?.text ?? '',
  };
};

describe('the console', () => {
  test.each(['/', '/sell', '/orders/ord_1', '/manage/events', '/manage/events/evt_1', '/index.html', '/?x=1'])(
    '%s is its one page, asked for anew each time',
    async (target) => {
      expect(await get(target)).toMatchObject({
        status: 200,
        type: 'text/html; charset=utf-8',
        cache: 'no-cache',
        text: '<p>The console</p>',
      });
    },
  );

  test('keeps its files that carry a hash for good', async () => {
    const { status, cache, text } = await get('/assets/app-Ab12Cd34.js');
    expect({ status, text }).toEqual({ status: 200, text: 'run()' });
    expect(cache).toBe('public, max-age=31536000, immutable');
  });

  test.each(['/assets/gone-Ab12Cd34.js', '/favicon.ico', '/folder.js', '/odd%zz.js', '/.hidden.js'])(
    'has no %s',
    async (target) => {
      expect((await get(target)).status).toBe(404);
    },
  );

  test('is only read', async () => {
    expect(await get('/', 'HEAD')).toMatchObject({ status: 200, text: '' });
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) expect((await get('/', method)).status, method).toBe(404);
  });
});

describe('what lies beside it', () => {
  test.each([
    '/../secret.txt',
    '/../../secret.txt',
    '/assets/../../secret.txt',
    '/./../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e%252fsecret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/....//secret.txt',
    '/..;/secret.txt',
    '//../secret.txt',
    '/../console-secret.js',
    '/..%00/secret.txt',
    '/secret.txt%00.js',
    '/assets/app-Ab12Cd34.js/../../../secret.txt',
    `${path.join(folder, 'secret.txt')}`,
    `/${path.join(folder, 'secret.txt')}`,
    '/data/ledger.db',
    '/../data/ledger.db',
    '/etc/passwd',
    '/../../../../../../../../etc/passwd',
    '/.git/config',
    '/.env',
  ])('is not reached by %s', async (target) => {
    const { status, text } = await get(target);
    expect([200, 400, 404]).toContain(status);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('SQLite format');
    expect(text).not.toContain('root:');
    expect(text).not.toContain(folder);
    if (status === 200) expect(text).toBe('<p>The console</p>');
  });
});
