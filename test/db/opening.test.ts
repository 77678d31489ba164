import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { closeSync, openSync, readdirSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../src/db/migrations/index.ts';
import type { Migration } from '../../src/db/migrations/migration.ts';
import { LedgerUnusable, openLedger } from '../../src/db/open.ts';
import { makeFolder, openTestLedger, removeFolder, type TestLedger } from '../support/ledger.ts';

describe('an open ledger', () => {
  let opened: TestLedger;
  beforeEach(async () => {
    opened = await openTestLedger();
  });
  afterEach(() => opened.close());

  /** The value of a pragma on the connection that writes. */
  const pragma = (name: string): Promise<unknown> =>
    opened.ledger.write(async (trx) => {
      const { rows } = await sql.raw<Record<string, unknown>>(`PRAGMA ${name}`).execute(trx);
      return Object.values(rows[0] ?? {})[0];
    });

  it('keeps what it acknowledged: a write-ahead log, synchronised at every commit', async () => {
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
  });

  it('keeps both so after closing and opening again', async () => {
    await opened.ledger.close();
    const again = await openLedger(opened.folder);
    opened = { ...opened, ledger: again };
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
  });

  it('checkpoints only where nobody waits for it', async () => {
    expect(await pragma('wal_autocheckpoint')).toBe(0);
    await opened.ledger.write((trx) => trx.insertInto('settings').values({ key: 'a', value: '1' }).execute());
    expect(opened.ledger.checkpoint()).toBe(0);
  });

  it('refuses a row that points nowhere', async () => {
    const orphan = opened.ledger.write((trx) =>
      trx
        .insertInto('retired_codes')
        .values({ code: 'TW-A-0000000000', ticket_id: 'tkt_nowhere', retired_at: '2026-07-15T20:00:00.000Z' })
        .execute(),
    );
    await expect(orphan).rejects.toThrow('FOREIGN KEY constraint failed');
  });

  it('has strict tables only, so that a text never lands in a column of money', async () => {
    const { rows } = await sql<{ name: string; strict: number }>`PRAGMA table_list`.execute(opened.ledger.reads);
    const ours = rows.filter(({ name }) => !name.startsWith('sqlite_'));
    expect(ours.length).toBeGreaterThan(20);
    expect(ours.filter(({ strict }) => strict !== 1)).toEqual([]);
    const text = opened.ledger.write((trx) =>
      sql`INSERT INTO sequences (name, value) VALUES ('receipt', 'twelve')`.execute(trx),
    );
    await expect(text).rejects.toThrow('cannot store TEXT value in INTEGER column');
  });

  it.skipIf(process.platform === 'win32')('is the owner’s alone to read', () => {
    expect(statSync(opened.ledger.file).mode & 0o777).toBe(0o600);
  });

  it('copies itself whole while it is in use', async () => {
    await opened.ledger.write((trx) => trx.insertInto('settings').values({ key: 'a', value: '1' }).execute());
    const copy = path.join(opened.folder, 'copy.db');
    await opened.ledger.backup(copy);
    const database = new Sqlite(copy, { readonly: true });
    expect(database.prepare('SELECT value FROM settings').pluck().all()).toEqual(['1']);
    database.close();
  });

  it('says whether it answers', async () => {
    expect(opened.ledger.healthy()).toBe(true);
    await opened.ledger.close();
    expect(opened.ledger.healthy()).toBe(false);
    opened = await openTestLedger();
  });
});

describe('a folder', () => {
  let folder: string;
  const file = (): string => path.join(folder, 'ledger.db');
  const backups = (): string[] =>
    readdirSync(path.join(folder, 'backups'))
      .filter((name) => name.endsWith('.db'))
      .sort();

  /** Opens the folder with these migrations and closes it. */
  async function visit(migrations: readonly Migration[]): Promise<void> {
    const ledger = await openLedger(folder, { migrations });
    await ledger.close();
  }

  const userVersion = (of = file()): unknown => {
    const database = new Sqlite(of, { readonly: true });
    const version = database.pragma('user_version', { simple: true });
    database.close();
    return version;
  };

  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => removeFolder(folder));

  const guests: Migration = { name: '0002-guests', statements: ['CREATE TABLE guests (name TEXT NOT NULL) STRICT'] };
  const broken: Migration = {
    name: '0002-broken',
    statements: ['CREATE TABLE half (name TEXT NOT NULL) STRICT', 'CREATE TABLE half (name TEXT NOT NULL) STRICT'],
  };

  it('is refused in words when its file is damaged, and is free again afterwards', async () => {
    await visit(MIGRATIONS);
    const handle = openSync(file(), 'r+');
    const page = 4096;
    for (let number = 1; number < 5; number += 1) writeSync(handle, Buffer.alloc(page, 0x5a), 0, page, number * page);
    closeSync(handle);
    await expect(openLedger(folder, { patience: 0 })).rejects.toThrow(LedgerUnusable);
    const refusal = openLedger(folder, { patience: 0 });
    await expect(refusal).rejects.toThrow(/^The ledger file is damaged.*Restore the newest backup\.$/s);
  });

  it('is refused in words when its file is no ledger at all', async () => {
    writeFileSync(file(), 'This is not a ledger. '.repeat(400));
    const refusal = openLedger(folder, { patience: 0 });
    await expect(refusal).rejects.toThrow(LedgerUnusable);
    await expect(refusal).rejects.toThrow('The ledger file is damaged. Restore the newest backup.');
  });

  it('needs no backup before its first migration', async () => {
    await visit(MIGRATIONS);
    expect(userVersion()).toBe(MIGRATIONS.length);
    expect(readdirSync(folder)).not.toContain('backups');
  });

  it('is copied before a migration touches it', async () => {
    await visit(MIGRATIONS);
    await visit([...MIGRATIONS, guests]);
    expect(userVersion()).toBe(MIGRATIONS.length + 1);
    const [copy = ''] = backups();
    expect(backups()).toHaveLength(1);
    expect(userVersion(path.join(folder, 'backups', copy))).toBe(MIGRATIONS.length);
    await visit([...MIGRATIONS, guests]);
    expect(backups()).toHaveLength(1);
  });

  it('keeps the newest five of those copies', async () => {
    const steps = Array.from({ length: 7 }, (_, step) => ({
      name: `step-${step}`,
      statements: [`CREATE TABLE step_${step} (name TEXT) STRICT`],
    }));
    for (let taken = 1; taken <= steps.length; taken += 1) await visit(steps.slice(0, taken));
    expect(backups().map((name) => name.slice(0, 'before-migration-v1'.length))).toEqual(
      [2, 3, 4, 5, 6].map((version) => `before-migration-v${version}`),
    );
  });

  it('stays as it was when a migration fails half-way', async () => {
    await visit(MIGRATIONS);
    await expect(visit([...MIGRATIONS, broken])).rejects.toThrow(
      'The ledger could not be brought to this version (0002-broken).',
    );
    expect(userVersion()).toBe(MIGRATIONS.length);
    const database = new Sqlite(file(), { readonly: true });
    expect(database.prepare("SELECT name FROM sqlite_master WHERE name = 'half'").all()).toEqual([]);
    database.close();
    await visit(MIGRATIONS);
  });

  it('is refused when a newer version made it', async () => {
    await visit([...MIGRATIONS, guests]);
    await expect(visit(MIGRATIONS)).rejects.toThrow(
      'This ledger was made by a newer TicketWave Box Office. Update this one.',
    );
    expect(userVersion()).toBe(MIGRATIONS.length + 1);
  });
});
