import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { kyselyOver } from '../../src/db/kysely-driver.ts';
import type { Ledger } from '../../src/db/ledger.ts';
import { openTestLedger, type TestLedger } from '../support/ledger.ts';

describe('the connection for reads', () => {
  let opened: TestLedger;
  let ledger: Ledger;
  beforeEach(async () => {
    opened = await openTestLedger();
    ledger = opened.ledger;
  });
  afterEach(() => opened.close());

  const row = { key: 'a', value: '1' };
  const count = async (): Promise<number> => (await ledger.reads.selectFrom('settings').selectAll().execute()).length;

  it.each([
    ['insert', () => ledger.reads.insertInto('settings').values(row).execute()],
    ['update', () => ledger.reads.updateTable('settings').set({ value: '2' }).execute()],
    ['delete', () => ledger.reads.deleteFrom('settings').execute()],
    ['change the schema', () => sql`DROP TABLE settings`.execute(ledger.reads)],
    ['begin a transaction that writes', () => sql`BEGIN IMMEDIATE`.execute(ledger.reads)],
  ])('cannot %s', async (_what, attempt) => {
    await ledger.write((trx) => trx.insertInto('settings').values(row).execute());
    await expect(attempt()).rejects.toThrow('attempt to write a readonly database');
    expect(await ledger.reads.selectFrom('settings').selectAll().execute()).toEqual([row]);
  });

  it('sees a change when it is committed, not before, and never one that was undone', async () => {
    const undone = ledger.write(async (trx) => {
      await trx.insertInto('settings').values(row).execute();
      expect(await count()).toBe(0);
      throw new Error('on second thoughts');
    });
    await expect(undone).rejects.toThrow('on second thoughts');
    expect(await count()).toBe(0);
    await ledger.write(async (trx) => {
      await trx.insertInto('settings').values(row).execute();
      expect(await count()).toBe(0);
    });
    expect(await count()).toBe(1);
  });

  it('answers while a change is under way', async () => {
    const { promise: held, resolve: letGo } = Promise.withResolvers<undefined>();
    const changing = ledger.write(async (trx) => {
      await trx.insertInto('settings').values(row).execute();
      await held;
    });
    expect(await count()).toBe(0);
    letGo(undefined);
    await changing;
  });
});

describe('the statement cache', () => {
  let database: Sqlite.Database;
  beforeEach(() => {
    database = new Sqlite(':memory:');
    database.exec('CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  });
  afterEach(() => {
    vi.restoreAllMocks();
    database.close();
  });

  it('prepares a statement once, whatever its values', async () => {
    const prepare = vi.spyOn(database, 'prepare');
    const db = kyselyOver(database);
    for (const key of ['a', 'b', 'c']) await db.insertInto('settings').values({ key, value: '1' }).execute();
    for (const key of ['a', 'b', 'c']) await db.selectFrom('settings').selectAll().where('key', '=', key).execute();
    expect(prepare).toHaveBeenCalledTimes(2);
  });

  it('does not grow without end', async () => {
    const prepare = vi.spyOn(database, 'prepare');
    const db = kyselyOver(database);
    for (let number = 0; number < 1_001; number += 1) await sql.raw(`SELECT ${number}`).execute(db);
    await sql.raw('SELECT 0').execute(db);
    expect(prepare).toHaveBeenCalledTimes(1_002);
  });

  it('sees columns that a migration adds', async () => {
    const db = kyselyOver(database);
    const all = () => db.selectFrom('settings').selectAll().execute();
    await db.insertInto('settings').values({ key: 'a', value: '1' }).execute();
    expect(await all()).toEqual([{ key: 'a', value: '1' }]);
    database.exec('ALTER TABLE settings ADD COLUMN note TEXT');
    expect(await all()).toEqual([{ key: 'a', value: '1', note: null }]);
  });
});
