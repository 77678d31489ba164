import { sql } from 'kysely';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../src/db/migrations/index.ts';
import { openLedger } from '../../src/db/open.ts';
import { dueMessages, listDeliveries } from '../../src/db/webhooks.ts';
import { DAY, HOUR, toInstant, type Milliseconds } from '../../src/shared/instant.ts';
import { startServer } from '../../src/server.ts';
import { WEBHOOK_EVENTS } from '../../src/shared/webhooks.ts';
import { tellWebhooks } from '../../src/usecases/tell-webhooks.ts';
import { saveWebhookConfig } from '../../src/usecases/webhook-config.ts';
import { forgetOldDeliveries, recordAttempts, redeliver, type Attempt } from '../../src/usecases/webhook-deliveries.ts';
import { callAt } from '../support/build-in-ledger.ts';
import { fillOutbox } from '../support/fill-outbox.ts';
import { makeFolder, openTestLedger, removeFolder, type TestLedger } from '../support/ledger.ts';
import { startReceiver } from '../support/webhook-receiver.ts';

const NOW = Date.parse('2026-07-15T20:00:00Z');

const configure = (ledger: TestLedger['ledger'], url: string) =>
  ledger.write((trx) =>
    saveWebhookConfig(trx, callAt(NOW), { url, events: WEBHOOK_EVENTS, enabled: true, allowPrivateAddress: true }),
  );

const success = (at: Milliseconds): Attempt => ({
  at: toInstant(at),
  duration: 1.5,
  url: 'https://example.com/hook',
  requestHeaders: {},
  response: { status: 200, headers: {}, body: '', truncated: false },
  error: null,
  retryAfter: null,
});

test('a message costs the same to make, send and look up whether none waits or five thousand do', async () => {
  const folder = makeFolder();
  /** Processor time of a hundred orders, in microseconds; the first hundred only warm up. */
  const costOf = async (waiting: number): Promise<number> => {
    await fillOutbox(folder, { url: 'https://example.com/hook', orders: waiting, each: 1 });
    const ledger = await openLedger(folder);
    const work = async (name: string): Promise<number> => {
      const before = process.cpuUsage();
      const call = callAt(NOW);
      await ledger.write(async (trx) => {
        for (let order = 0; order < 100; order += 1) {
          const subject = `ord_${name}_${order}`;
          const filter = { subject, status: 'pending', event: 'order.created' } as const;
          await tellWebhooks(trx, call, 'order.created', subject, () => ({}));
          const { rows } = await listDeliveries(trx, filter, { limit: 9, offset: 0 });
          const { id } = rows[0]!;
          await dueMessages(trx, toInstant(NOW), 16);
          await redeliver(trx, call, id);
          await recordAttempts(trx, call, [{ message: { id, failures: 0 }, attempt: success(NOW) }]);
        }
      });
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await work(`warm${waiting}`);
    const cost = await work(`real${waiting}`);
    await ledger.close();
    return cost;
  };
  await costOf(1);
  const [none, many] = [await costOf(1), await costOf(5_000)];
  expect(many / none, `${none} µs, ${many} µs`).toBeLessThan(2);
  removeFolder(folder);
}, 60_000);

describe('what is kept', () => {
  let opened: TestLedger;
  beforeEach(async () => {
    opened = await openTestLedger();
    await configure(opened.ledger, 'https://example.com/hook');
    await opened.ledger.write((trx) => trx.deleteFrom('outbox').execute());
  });
  afterEach(() => opened.close());

  const tell = (subject: string, at: Milliseconds) =>
    opened.ledger.write((trx) => tellWebhooks(trx, callAt(at), 'order.created', subject, () => ({ orderId: subject })));
  const end = (subject: string, at: Milliseconds) =>
    opened.ledger.write(async (trx) => {
      const message = await trx
        .selectFrom('outbox')
        .select(['id', 'failures'])
        .where('subject', '=', subject)
        .where('status', '=', 'pending')
        .orderBy('seq')
        .executeTakeFirstOrThrow();
      await recordAttempts(trx, callAt(at), [{ message, attempt: success(at) }]);
    });
  const forget = (at: Milliseconds, most = 20) =>
    opened.ledger.write((trx) => forgetOldDeliveries(trx, callAt(at), most));
  const rows = () =>
    opened.ledger.reads.selectFrom('outbox').select(['subject', 'status', 'first_in_line']).orderBy('seq').execute();
  const count = async (table: 'outbox' | 'webhook_attempts') =>
    (
      await opened.ledger.reads
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n;

  test('of a finished delivery is forgotten 30 days after its end, with its attempts', async () => {
    await tell('ord_1', NOW);
    await end('ord_1', NOW + HOUR);
    await tell('ord_2', NOW);
    await end('ord_2', NOW + DAY);
    expect(await count('webhook_attempts')).toBe(2);
    expect(await forget(NOW + 30 * DAY)).toBe(0);
    expect(await forget(NOW + 30 * DAY + HOUR)).toBe(1);
    expect(await rows()).toEqual([{ subject: 'ord_2', status: 'delivered', first_in_line: 0 }]);
    expect(await count('webhook_attempts')).toBe(1);
  });

  test('waiting is given up after 30 days, and the next of its order stands first in line', async () => {
    await tell('ord_1', NOW);
    await tell('ord_1', NOW + DAY);
    await tell('ord_1', NOW + 2 * DAY);
    expect(await forget(NOW + 31 * DAY)).toBe(2);
    expect(await rows()).toEqual([
      { subject: 'ord_1', status: 'failed', first_in_line: 0 },
      { subject: 'ord_1', status: 'failed', first_in_line: 0 },
      { subject: 'ord_1', status: 'pending', first_in_line: 1 },
    ]);
  });

  test('goes in slices, so that whoever scans gets a turn in between', async () => {
    for (let order = 0; order < 45; order += 1) {
      await tell(`ord_${order}`, NOW);
      await end(`ord_${order}`, NOW);
    }
    const later = NOW + 31 * DAY;
    expect([await forget(later), await forget(later), await forget(later)]).toEqual([20, 20, 5]);
    expect(await count('outbox')).toBe(0);
    expect(await count('webhook_attempts')).toBe(0);
  });

  test('an attempt that ends after its message was forgotten leaves nothing', async () => {
    await opened.ledger.write((trx) =>
      recordAttempts(trx, callAt(NOW), [{ message: { id: 'whd_gone', failures: 0 }, attempt: success(NOW) }]),
    );
    expect(await count('webhook_attempts')).toBe(0);
  });
});

test('one message a subject stands first in line, by a unique index', async () => {
  const { ledger, close } = await openTestLedger();
  await configure(ledger, 'https://example.com/hook');
  const insert = (id: string) =>
    ledger.write((trx) =>
      sql`INSERT INTO outbox (id, event, subject, body, status, first_in_line, next_attempt_at, created_at)
          VALUES (${id}, 'order.created', 'ord_1', '{}', 'pending', 1, 'now', 'now')`.execute(trx),
    );
  await insert('whd_1');
  await expect(insert('whd_2')).rejects.toThrow(/UNIQUE/);
  await close();
});

test('an outbox of before keeps its messages and their order', async () => {
  const folder = makeFolder();
  const [ledger, ...others] = MIGRATIONS;
  const webhooks = others.filter(({ name }) => name === '0002-webhooks');
  const before = await openLedger(folder, { migrations: [ledger!] });
  for (const [id, subject] of [
    ['whd_a', 'ord_1'],
    ['whd_b', 'ord_2'],
    ['whd_c', 'ord_1'],
  ])
    await before.write((trx) =>
      sql`INSERT INTO outbox (id, event, subject, body, created_at) VALUES (${id}, 'order.created', ${subject}, '{}', ${toInstant(NOW)})`.execute(
        trx,
      ),
    );
  await before.close();
  const after = await openLedger(folder, { migrations: [ledger!, ...webhooks] });
  const rows = await after.reads
    .selectFrom('outbox')
    .select(['id', 'first_in_line', 'status', 'next_attempt_at'])
    .orderBy('seq')
    .execute();
  expect(rows.map((row) => [row.id, row.first_in_line])).toEqual([
    ['whd_a', 1],
    ['whd_b', 1],
    ['whd_c', 0],
  ]);
  expect(rows[0]).toMatchObject({ status: 'pending', next_attempt_at: toInstant(NOW) });
  await after.close();
  removeFolder(folder);
});

test('the demo tells nobody anything', async () => {
  const receiver = await startReceiver();
  const dataDir = makeFolder();
  const open = (demo: boolean) =>
    startServer({ dataDir, demo, port: 0, consoleDir: null, version: '0.0.0-test', clock: () => NOW });
  for (const folder of [dataDir, path.join(dataDir, 'demo')]) {
    const ledger = await openLedger(folder);
    await configure(ledger, receiver.url);
    await ledger.close();
  }
  const demo = await open(true);
  await new Promise((resume) => setTimeout(resume, 1_500));
  expect(receiver.received).toEqual([]);
  await demo.stop();

  const real = await open(false);
  await receiver.hears('webhook.ping');
  await real.stop();
  await receiver.stop();
  removeFolder(dataDir);
});
