import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { attention } from '../../src/shared/attention.ts';
import { createBackup } from '../../src/shared/backups.ts';
import type { EventOut } from '../../src/shared/events.ts';
import { DAY, HOUR, MINUTE, toInstant } from '../../src/shared/instant.ts';
import { checkout, releaseOrder } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { checkoutBody, hold } from '../support/build-order.ts';
import { withLedgerFile } from './support/ledger-file.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
let event: EventOut;

beforeAll(async () => {
  event = await buildEvent(office);
  await office.call(createBackup, { body: {} });
});

const told = async (token: string | null = office.owner) => {
  const items = await office.call(attention, { token });
  return Object.fromEntries(items.map(({ code, ...rest }) => [code, rest]));
};

test('all is well: nothing to do', async () => {
  expect(await told()).toEqual({});
});

test('it is for staff and above', async () => {
  expect((await office.api('GET', '/api/admin/attention', { token: null })).status).toBe(401);
  const scanner = await office.tokenOf('scanner');
  expect((await office.api('GET', '/api/admin/attention', { token: scanner })).status).toBe(403);
});

test('mail waits for a server; the owner is shown where one is set up', async () => {
  await office.call(checkout, { body: checkoutBody(event, { customerEmail: 'jane@example.com' }) });
  const waits = { count: 1, since: toInstant(office.clock.now()) };
  expect(await told()).toMatchObject({ mail_no_server: { ...waits, link: '/settings/mail' } });
  expect(await told(await office.tokenOf('staff'))).toEqual({ mail_no_server: { ...waits, link: '/mail' } });
  withLedgerFile(office, (db) => db.prepare('DELETE FROM mails').run());
});

test('a hold that ends within five minutes, until somebody sees to it', async () => {
  const { id } = await hold(office, event);
  expect(await told()).toEqual({});
  withLedgerFile(office, (db) =>
    db
      .prepare('UPDATE orders SET hold_expires_at = ? WHERE id = ?')
      .run(toInstant(office.clock.now() + 4 * MINUTE), id),
  );
  expect(await told()).toMatchObject({ holds_ending: { count: 1, link: '/orders' } });
  await office.call(releaseOrder, { params: { id } });
  expect(await told()).toEqual({});
});

test('webhooks that fail, are off or gone, and conflicts, are for managers', async () => {
  const at = toInstant(office.clock.now() - HOUR);
  withLedgerFile(office, (db) => {
    db.prepare(`INSERT INTO webhook_config (id, url, events, enabled, allow_private_address, secret, updated_at)
      VALUES ('endpoint', 'https://example.com', '[]', 1, 0, 's', ?)`).run(at);
    db.prepare(`INSERT INTO outbox (id, event, subject, body, status, first_in_line, failures, finished_at, created_at)
      VALUES ('whd_1', 'order.created', 'ord_1', '{}', 'failed', 0, 3, ?, ?)`).run(at, at);
  });
  const manager = await office.tokenOf('manager');
  expect(await told(manager)).toEqual({ webhook_failing: { count: 1, since: at, link: '/webhooks' } });
  expect(await told(await office.tokenOf('staff'))).toEqual({});
  withLedgerFile(office, (db) => db.prepare('UPDATE webhook_config SET enabled = 0').run());
  expect(await told(manager)).toEqual({ webhook_off: { count: 1, since: at, link: '/webhooks' } });
  withLedgerFile(office, (db) => db.prepare('UPDATE webhook_config SET gone_at = ?').run(at));
  expect(await told(manager)).toEqual({ webhook_gone: { count: 1, since: at, link: '/webhooks' } });
  withLedgerFile(office, (db) => {
    db.prepare('DELETE FROM webhook_config').run();
    db.prepare('DELETE FROM outbox').run();
    db.prepare(
      `INSERT INTO scans (id, at, arrived_at, code, mode, result, answer) VALUES ('scn_1', ?, ?, 'X', 'entry', 'x', '{}')`,
    ).run(at, at);
    db.prepare(`INSERT INTO conflicts (scan_id) VALUES ('scn_1')`).run();
  });
  expect(await told(manager)).toEqual({ conflicts_open: { count: 1, since: at, link: '/conflicts' } });
  withLedgerFile(office, (db) => db.prepare('UPDATE conflicts SET resolved_at = ?').run(at));
});

test('a print that failed, until it is printed again', async () => {
  const at = toInstant(office.clock.now());
  const insert = `INSERT INTO print_jobs (id, printer_name, kind, title, status, created_at, finished_at, retry_of)
    VALUES (?, 'Counter', 'test', 'Test', ?, ?, ?, ?)`;
  withLedgerFile(office, (db) => db.prepare(insert).run('pjob_1', 'failed', at, at, null));
  expect(await told(await office.tokenOf('staff'))).toEqual({
    prints_failed: { count: 1, since: at, link: '/printers' },
  });
  withLedgerFile(office, (db) => db.prepare(insert).run('pjob_2', 'printed', at, at, 'pjob_1'));
  expect(await told()).toEqual({});
});

test('a backup that is old or missing is for the owner', async () => {
  const folder = path.join(office.dataDir, 'backups');
  for (const file of readdirSync(folder)) rmSync(path.join(folder, file));
  mkdirSync(folder, { recursive: true });
  expect(await told()).toEqual({ backup_none: { count: 1, since: null, link: '/backups' } });
  expect(await told(await office.tokenOf('manager'))).toEqual({});
  const made = await office.call(createBackup, { body: {} });
  expect(await told()).toEqual({});
  office.clock.pass(DAY + MINUTE);
  expect(await told()).toMatchObject({ backup_old: { since: made.at } });
});
