import { sql } from 'kysely';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Ledger } from '../../src/db/ledger.ts';
import { openLedger } from '../../src/db/open.ts';
import { login } from '../../src/shared/auth.ts';
import { buildEvent } from '../support/build-event.ts';
import { buildClient } from '../support/client.ts';
import { removeFolder } from '../support/ledger.ts';
import { NO_LIMITS } from '../support/no-limits.ts';
import { OWNER } from '../support/owner.ts';
import { startProgram } from '../support/program.ts';
import { startTestServer } from '../support/server.ts';

const LONG = process.env['BOX_OFFICE_LONG'] === '1';
const CUSTOMERS = LONG ? 1_000_000 : 20_000;
const MEBIBYTE = 1024 * 1024;

/** So many customers with an order each, copied within SQLite from one real sale. */
async function fill(ledger: Ledger, count: number): Promise<void> {
  const step = 20_000;
  for (let from = 1; from <= count; from += step) {
    const to = Math.min(count, from + step - 1);
    await ledger.write(async (trx) => {
      const numbers = sql`WITH RECURSIVE n(i) AS (VALUES (${from}) UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`;
      await sql`${numbers} INSERT INTO customers (id, name, email, phone, email_key, phone_key, created_at)
        SELECT printf('cus_%09d', i), 'Guest ' || i, 'guest' || i || '@example.com', NULL, 'guest' || i || '@example.com', NULL,
        '2026-07-01T00:00:00.000Z' FROM n`.execute(trx);
      await sql`${numbers} INSERT INTO orders (id, number, event_id, customer_id, customer_name, status, channel, currency, subtotal, discount, total,
        tax, paid, paid_at, created_at)
        SELECT printf('ord_%09d', i), 'X-' || i, (SELECT id FROM events LIMIT 1), printf('cus_%09d', i), 'Guest ' || i, 'paid', 'import', 'EUR',
        2500, 0, 2500, 0, 2500, '2026-07-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z' FROM n`.execute(trx);
    });
  }
}

/** What a process holds of the machine's memory, in bytes. */
const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

test.runIf(process.platform === 'linux')(
  `an export of ${CUSTOMERS} customers streams within 150 MiB, and others are answered meanwhile`,
  async () => {
    const first = await startTestServer();
    await buildEvent(first);
    const { dataDir } = first;
    await first.boxOffice.stop();
    const ledger = await openLedger(dataDir);
    await fill(ledger, CUSTOMERS);
    await ledger.close();
    const program = startProgram('serve', { dataDir, env: { BOX_OFFICE_RATE_LIMITS: JSON.stringify(NO_LIMITS) } });
    const [, url = ''] = await program.says(/listening on (\S+)/);
    const { token } = await buildClient(url, null).call(login, {
      body: { email: OWNER.email, password: OWNER.password },
    });
    const pid = program.child.pid ?? 0;
    const before = memoryOf(pid);
    let most = before;
    let lines = 0;
    let others = 0;
    let finished = false;
    const asking = (async () => {
      while (!finished) {
        await (await fetch(`${url}/api/health`)).text();
        others += 1;
        most = Math.max(most, memoryOf(pid));
      }
    })();
    const response = await fetch(`${url}/api/admin/customers/export`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    if (!response.body) throw new Error('No body');
    for await (const chunk of response.body) {
      lines += Buffer.from(chunk).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
    }
    finished = true;
    await asking;
    console.log(
      `${CUSTOMERS} customers: ${((most - before) / MEBIBYTE).toFixed(0)} MiB more, ${others} others answered`,
    );
    expect(lines).toBe(CUSTOMERS + 1);
    expect(most - before).toBeLessThan(150 * MEBIBYTE);
    // Pages of 200 customers with a turn of the event loop after each: others get in between, again and again.
    expect(others).toBeGreaterThan(CUSTOMERS / 200 / 20);
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    removeFolder(dataDir);
  },
  LONG ? 900_000 : 60_000,
);
