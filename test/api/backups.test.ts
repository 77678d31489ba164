import Sqlite from 'better-sqlite3';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, afterEach, expect, onTestFinished, test } from 'vitest';
import { openLedger } from '../../src/db/open.ts';
import { swapLedger } from '../../src/db/swap-ledger.ts';
import { listAudit } from '../../src/shared/audit.ts';
import { me } from '../../src/shared/auth.ts';
import { createBackup, downloadBackup, listBackups, previewRestore, restoreBackup } from '../../src/shared/backups.ts';
import { checkout, getOrder, listOrders, refundOrder } from '../../src/shared/orders.ts';
import { scan } from '../../src/shared/scan.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody } from '../support/build-order.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { witness } from './support/contract.ts';

let office: TestServer;
beforeEach(async () => {
  office = await startTestServer({ witness });
});
afterEach(() => office.stop());

const NOTHING = { events: 0, orders: 0, payments: 0, refunds: 0, entries: 0, customers: 0 };

/** Two orders, a copy, and behind it an order, a refund and an entry. */
async function anEvening() {
  const event = await buildEvent(office);
  const sell = () => office.call(checkout, { body: checkoutBody(event) });
  const early = await sell();
  await sell();
  const copy = await office.call(createBackup, { body: {} });
  const { tickets } = await office.call(getOrder, { params: { id: (await sell()).id } });
  await office.call(scan, { body: { qrCode: tickets[0]?.qrCode ?? '' } });
  await office.call(refundOrder, { params: { id: early.id }, body: { reason: 'ill' } });
  return { event, copy, sell, lost: { ...NOTHING, orders: 1, payments: 1, refunds: 1, entries: 1 } };
}

test('a copy on demand is listed, audited and downloaded as it is', async () => {
  const made = await office.call(createBackup, { body: {} });
  expect(made).toMatchObject({ kind: 'manual', size: expect.any(Number) as number });
  expect(await office.call(listBackups)).toContainEqual(made);
  expect(await office.call(listAudit, { query: { action: 'backup.create' } })).toMatchObject([
    { after: { name: made.name } },
  ]);
  const answer = await fetch(`${office.url}${downloadBackup.path.replace(':name', made.name)}`, {
    headers: { Authorization: `Bearer ${office.owner}` },
  });
  expect(answer.headers.get('content-disposition')).toContain(made.name);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes).toHaveLength(made.size);
  const database = new Sqlite(bytes);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
});

test('what is lost is said row by row, the copy takes over, and the restore can be taken back', async () => {
  const { copy, lost } = await anEvening();
  const loss = await office.call(previewRestore, { params: { name: copy.name } });
  expect(loss).toEqual({ lost, receipts: { from: 3, to: 4 } });
  const { token, keptAside } = await office.call(restoreBackup, { params: { name: copy.name }, body: { lost } });
  // Every session ended but the one that this call was given.
  expect((await office.api('GET', '/api/auth/me', { token: office.owner })).body).toMatchObject({
    code: 'token_revoked',
  });
  expect(await office.call(me, { token })).toMatchObject({ role: 'owner' });
  const orders = await office.call(listOrders, { token });
  expect(orders).toHaveLength(2);
  expect(orders.map(({ status }) => status)).toEqual(['paid', 'paid']);
  expect(await office.call(listAudit, { token, query: { action: 'backup.restore' } })).toMatchObject([
    { before: { keptAside, ...lost }, after: { name: copy.name } },
  ]);
  expect(existsSync(path.join(office.dataDir, 'restore.making'))).toBe(false);

  const aside = (await office.call(listBackups, { token })).find(({ name }) => name === keptAside);
  expect(aside).toMatchObject({ kind: 'restore' });
  const back = await office.call(restoreBackup, { token, params: { name: keptAside }, body: { lost: NOTHING } });
  expect(await office.call(listOrders, { token: back.token })).toHaveLength(3);
  expect(
    readdirSync(path.join(office.dataDir, 'backups')).filter((name) => name.startsWith('before-restore')),
  ).toHaveLength(2);
});

test('what was sold since the loss was said stops the restore, and the box office goes on', async () => {
  const { copy, lost, sell } = await anEvening();
  await sell();
  const refused = await office.api('POST', `/api/admin/backups/${copy.name}/restore`, {
    token: office.owner,
    body: { lost },
  });
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ code: 'loss_changed', lost: { ...lost, orders: 2, payments: 2 } });
  await sell();
  expect(await office.call(listOrders)).toHaveLength(5);
});

test('a damaged copy and one that is not there are refused, and nothing changes', async () => {
  const { lost } = await anEvening();
  const damaged = 'ledger-2026-01-01T00-00.db';
  writeFileSync(path.join(office.dataDir, 'backups', damaged), 'not a ledger at all'.repeat(500));
  const restore = (name: string, token = office.owner) =>
    office.api('POST', `/api/admin/backups/${name}/restore`, { token, body: { lost } });
  expect((await restore(damaged)).body).toMatchObject({ code: 'backup_unusable' });
  expect((await office.api('GET', `/api/admin/backups/${damaged}/loss`, { token: office.owner })).body).toMatchObject({
    code: 'backup_unusable',
  });
  for (const name of ['ledger-2026-01-02T00-00.db', '..%2Fledger.db', 'ledger.db'])
    expect((await restore(name)).status).toBe(404);
  expect(
    (await office.api('POST', `/api/admin/backups/${damaged}/restore`, { token: office.owner, body: {} })).status,
  ).toBe(400);
  expect(await office.call(listOrders)).toHaveLength(3);
});

test.each([
  ['GET', listBackups.path],
  ['POST', createBackup.path],
  ['GET', downloadBackup.path],
  ['GET', previewRestore.path],
  ['POST', restoreBackup.path],
])('%s %s is for owners', async (method, at) => {
  const sent = method === 'POST' ? { body: {} } : {};
  const call = (token: string | null) => office.api(method, at.replace(':name', 'x'), { token, ...sent });
  expect((await call(null)).status).toBe(401);
  expect((await call(await office.tokenOf('manager'))).status).toBe(403);
});

/** A ledger's folder with one setting that tells which it is. */
async function ledgerNamed(name: string): Promise<string> {
  const folder = makeFolder();
  onTestFinished(() => removeFolder(folder));
  const ledger = await openLedger(folder);
  await ledger.write(async (trx) => {
    await trx
      .insertInto('settings')
      .values({ key: 'organization', value: JSON.stringify(name) })
      .execute();
  });
  await ledger.close();
  return folder;
}

test.each(['staged', 'cleared', 'kept', 'swapped'] as const)(
  'a crash after the step "%s" leaves one ledger whole, the old or the new',
  async (crash) => {
    const present = await ledgerNamed('present');
    const copy = await ledgerNamed('copy');
    const file = path.join(present, 'ledger.db');
    const aside = path.join(present, 'aside.db');
    const swap = () =>
      swapLedger(file, path.join(copy, 'ledger.db'), aside, (step) => {
        if (step === crash) throw new Error('power cut');
      });
    expect(swap).toThrow('power cut');
    const ledger = await openLedger(present);
    const row = await ledger.reads
      .selectFrom('settings')
      .select('value')
      .where('key', '=', 'organization')
      .executeTakeFirst();
    expect(row?.value).toBe(crash === 'swapped' ? '"copy"' : '"present"');
    await ledger.close();
    if (crash === 'kept' || crash === 'swapped') {
      const kept = new Sqlite(aside, { readonly: true });
      expect(kept.prepare("SELECT value FROM settings WHERE key = 'organization'").pluck().get()).toBe('"present"');
      kept.close();
    }
  },
);

test('a ledger whose last changes are still in its log is not swapped', async () => {
  const present = await ledgerNamed('present');
  const copy = await ledgerNamed('copy');
  const file = path.join(present, 'ledger.db');
  writeFileSync(`${file}-wal`, 'changes');
  expect(() => swapLedger(file, path.join(copy, 'ledger.db'), path.join(present, 'aside.db'))).toThrow(
    'still in its log',
  );
  expect(existsSync(path.join(present, 'aside.db'))).toBe(false);
});
