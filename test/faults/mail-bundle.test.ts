import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { listMail } from '../../src/shared/mail.ts';
import { buildStale } from '../../tools/lib/build-stale.ts';
import { sendBy } from '../api/support/use-mail.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { buildClient } from '../support/client.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';
import { startMailServer, type TestMailServer } from '../support/mail-server.ts';
import { signUp } from '../support/owner.ts';
import { codesOf, readPdf } from '../support/pdf.ts';
import { type Served, serve } from '../support/served.ts';

let dataDir: string;
let server: TestMailServer;
let served: Served | undefined;

beforeAll(() => buildStale(), 300_000);
beforeEach(async () => {
  dataDir = makeFolder();
  server = await startMailServer();
});
afterEach(async () => {
  await served?.end('SIGKILL');
  await server.close();
  removeFolder(dataDir);
});

const begin = async (): Promise<string> => {
  served = await serve({ dataDir, program: 'dist/main/serve.cjs' });
  return served.url;
};

test('the built program draws tickets with its own fonts, and sends after a kill -9 what waited before it', async () => {
  const url = await begin();
  const owner = await signUp(buildClient(url, null));
  const client = buildClient(url, owner);
  const year = new Date().getFullYear() + 1;
  const event = await buildEvent(client, { date: `${year}-07-15` });
  const holder = 'Nguyễn משה محمد 张伟';
  const order = await sell(client, event, { quantity: 2, customerName: holder, customerEmail: 'jane@example.com' });
  const codes = order.tickets.map(({ qrCode }) => qrCode);

  const printed = await fetch(`${url}/api/admin/orders/${order.id}/tickets.pdf?format=a6`, {
    headers: { Authorization: `Bearer ${owner}` },
  });
  const pdf = Buffer.from(await printed.arrayBuffer());
  expect(await codesOf(pdf)).toEqual(codes);
  expect(readPdf(pdf).fonts).toHaveLength(5);
  expect(await client.call(listMail)).toMatchObject([{ status: 'queued', waitingFor: 'No mail server is set.' }]);

  await served?.end('SIGKILL');
  const again = buildClient(await begin(), owner);
  await sendBy(again, server);
  const [received] = await server.wait(1);
  expect(received?.to).toEqual(['jane@example.com']);
  expect(await codesOf(Buffer.from(received?.mail.attachments[0]?.content as ArrayBuffer))).toEqual(codes);
});
