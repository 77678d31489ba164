import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { putWebhookConfig, WEBHOOK_EVENTS } from '../../src/shared/webhooks.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const tests = path.join(import.meta.dirname, '..');
const program = (name: string): string => path.join(tests, 'support', 'programs', name);
const SECRET = 'sécret of the reference’s receivers';

/** The reference's own code under "Signature Verification", as it came. */
const reference = readFileSync(path.join(tests, 'fixtures', 'ticketwave-api-reference.txt'), 'utf8');
const [, NODE = '', PYTHON = ''] =
  /Signature Verification[\s\S]*?Node\.js\n([\s\S]*?\n\}\);)Python\n([\s\S]*?return "OK", 200)/.exec(reference) ?? [];

let folder: string;
const receivers: ChildProcess[] = [];
beforeAll(() => {
  folder = makeFolder();
});
afterAll(() => removeFolder(folder));
afterEach(async () => {
  for (const receiver of receivers.splice(0)) {
    receiver.kill('SIGKILL');
    await once(receiver, 'close');
  }
});

/** Starts a receiver; its port, and what it says of each request from then on. */
async function startReceiver(command: string, ...args: string[]) {
  const receiver = spawn(command, args, {
    env: { ...process.env, WEBHOOK_SECRET: SECRET },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  receivers.push(receiver);
  const lines = createInterface({ input: receiver.stdout })[Symbol.asyncIterator]();
  const says = async (): Promise<string> => String((await lines.next()).value);
  return { port: await says(), says };
}

/** All six events, each over the API as it happens in a night. */
async function expectAllVerified({ port, says }: Awaited<ReturnType<typeof startReceiver>>): Promise<void> {
  const url = `http://127.0.0.1:${port}/webhook`;
  const body = { url, events: [...WEBHOOK_EVENTS], secret: SECRET, allowPrivateAddress: true };
  await office.call(putWebhookConfig, { body });
  expect(await says()).toBe('200 webhook.ping');
  const event = await buildEvent(office, { title: 'Noche de Música – 音楽の夜 🎶' });
  expect(await says()).toBe('200 event.published');
  const order = await sell(office, event, { quantity: 2, customerName: 'Zoë Škvorecký' });
  expect(await says()).toBe('200 order.created');
  await office.api('POST', '/api/scan', { body: { qrCode: order.tickets[0]!.qrCode } });
  expect(await says()).toBe('200 checkin.completed');
  await office.api('POST', `/api/admin/orders/${order.id}/refund`, { body: { reason: 'customer_request' } });
  expect(await says()).toBe('200 order.refunded');
  await office.api('POST', `/api/admin/events/${event.id}/cancel`, { body: { reason: 'weather' } });
  expect(await says()).toBe('200 event.cancelled');

  await office.call(putWebhookConfig, { body: { ...body, secret: 'another secret' } });
  await buildEvent(office);
  expect(await says()).toBe('401 event.published');
}

test('the reference’s receiver in Node.js, to the letter, verifies what is delivered and refuses another secret', async () => {
  const file = path.join(folder, 'receiver.cjs');
  const setting = `const { app } = require(${JSON.stringify(program('express-app.cjs'))});\nconst { WEBHOOK_SECRET } = process.env;\n`;
  writeFileSync(file, setting + NODE);
  await expectAllVerified(await startReceiver(process.execPath, file));
});

const hasPython = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;

test.skipIf(!hasPython && process.env['CI'] !== 'true')(
  'the reference’s receiver in Python verifies what is delivered and refuses another secret',
  async () => {
    const [, ours = ''] =
      /# The reference begins\.\n([\s\S]*?)\n# The reference ends\./.exec(
        readFileSync(program('webhook_receiver.py'), 'utf8'),
      ) ?? [];
    // The published text has lost its indentation.
    expect(ours.replaceAll(/^ +/gm, '')).toBe(PYTHON);
    await expectAllVerified(await startReceiver('python3', program('webhook_receiver.py')));
  },
);
