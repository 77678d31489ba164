import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger, Trx } from '../../src/db/ledger.ts';
import { BoxOfficeError } from '../../src/shared/errors.ts';
import { openTestLedger, type TestLedger } from '../support/ledger.ts';

let opened: TestLedger;
let ledger: Ledger;
let groups: number[];

beforeEach(async () => {
  groups = [];
  opened = await openTestLedger({ onGroup: (changes) => groups.push(changes) });
  ledger = opened.ledger;
});
afterEach(() => opened.close());

const put = (trx: Trx, key: string, value = '1'): Promise<unknown> =>
  trx.insertInto('settings').values({ key, value }).execute();

const keys = async (): Promise<string[]> =>
  (await ledger.reads.selectFrom('settings').select('key').orderBy('key').execute()).map(({ key }) => key);

/** Leaves a row that points nowhere until the commit looks: the surest way to make COMMIT itself fail. */
async function spoilTheCommit(trx: Trx): Promise<void> {
  await sql`PRAGMA defer_foreign_keys = ON`.execute(trx);
  await trx
    .insertInto('retired_codes')
    .values({ code: 'TW-A-0000000000', ticket_id: 'tkt_nowhere', retired_at: '2026-07-15T20:00:00.000Z' })
    .execute();
}

/** The code that each of these was refused with, or `done`. */
async function outcomes(changes: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(changes);
  return settled.map((result) => {
    if (result.status === 'fulfilled') return 'done';
    return result.reason instanceof BoxOfficeError ? result.reason.code : String(result.reason);
  });
}

describe('changes that wait together', () => {
  it('share a commit', async () => {
    await Promise.all(Array.from({ length: 200 }, (_, index) => ledger.write((trx) => put(trx, `key-${index}`))));
    expect(await keys()).toHaveLength(200);
    expect(groups.reduce((sum, changes) => sum + changes, 0)).toBe(200);
    expect(groups.length).toBeLessThanOrEqual(10);
  });

  it('are at most 256 to a commit, so that the first is not kept waiting by the last', async () => {
    await Promise.all(Array.from({ length: 600 }, () => ledger.write(() => Promise.resolve())));
    expect(Math.max(...groups)).toBeLessThanOrEqual(256);
    expect(groups.reduce((sum, changes) => sum + changes, 0)).toBe(600);
  });

  it('run one after the other, in the order in which they came, each seeing the one before', async () => {
    const read = (trx: Trx) => trx.selectFrom('settings').select('value').where('key', '=', 'count').executeTakeFirst();
    await ledger.write((trx) => put(trx, 'count', '0'));
    const counts = await Promise.all(
      Array.from({ length: 50 }, () =>
        ledger.write(async (trx) => {
          const next = String(Number((await read(trx))?.value) + 1);
          await trx.updateTable('settings').set({ value: next }).where('key', '=', 'count').execute();
          return next;
        }),
      ),
    );
    expect(counts).toEqual(Array.from({ length: 50 }, (_, index) => String(index + 1)));
  });

  it('undo themselves alone when they fail', async () => {
    const changes = Array.from({ length: 10 }, (_, index) =>
      ledger.write(async (trx) => {
        await put(trx, `key-${index}`);
        if (index === 4) throw new BoxOfficeError('sold_out', 'No places are left.');
        if (index === 5) await put(trx, 'key-0');
      }),
    );
    const result = await outcomes(changes);
    expect(result[4]).toBe('sold_out');
    expect(result[5]).toContain('UNIQUE constraint failed: settings.key');
    expect(result.filter((outcome) => outcome === 'done')).toHaveLength(8);
    expect(await keys()).toEqual([0, 1, 2, 3, 6, 7, 8, 9].map((index) => `key-${index}`));
    expect(groups).toEqual([10]);
  });

  it('are all refused when their commit fails, and nothing of them is on the disk', async () => {
    const changes = [
      ledger.write((trx) => put(trx, 'before')),
      ledger.write(spoilTheCommit),
      ledger.write(() => Promise.reject(new BoxOfficeError('sold_out', 'No places are left.'))),
      ledger.write((trx) => put(trx, 'after')),
    ];
    // The refusal too: it rested on changes that are not there.
    expect(await outcomes(changes)).toEqual(Array(4).fill('storage_unavailable'));
    expect(await keys()).toEqual([]);
    expect(groups).toEqual([]);
    await ledger.write((trx) => put(trx, 'later'));
    expect(await keys()).toEqual(['later']);
  });
});

describe('an answer', () => {
  it('comes after the commit', async () => {
    let seenInside: string[] = ['?'];
    await ledger.write(async (trx) => {
      await put(trx, 'key');
      seenInside = await keys();
    });
    expect(seenInside).toEqual([]);
    expect(await keys()).toEqual(['key']);
  });

  it('is `unavailable` once the door is shut, and what waited is done', async () => {
    const waiting = ledger.write((trx) => put(trx, 'key'));
    const closing = opened.ledger.close();
    const late = ledger.write((trx) => put(trx, 'late'));
    expect(await outcomes([waiting, late])).toEqual(['done', 'unavailable']);
    await closing;
  });
});

describe('a full disk', () => {
  const LARGE = 'x'.repeat(1_000_000);
  const allow = (pages: number): Promise<unknown> =>
    ledger.write((trx) => sql.raw(`PRAGMA max_page_count = ${pages}`).execute(trx));
  const pages = (): Promise<number> =>
    ledger.write(async (trx) => {
      const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(trx);
      return rows[0]?.page_count ?? 0;
    });

  it('ends the group: its changes are refused and not there, and those that came after it stand for themselves', async () => {
    await allow((await pages()) + 2);
    const changes = [
      ledger.write((trx) => put(trx, 'before')),
      ledger.write((trx) => put(trx, 'too-large', LARGE)),
      ledger.write((trx) => put(trx, 'next')),
      ledger.write((trx) => put(trx, 'too-large-again', LARGE)),
      ledger.write((trx) => put(trx, 'last')),
    ];
    const refused = 'storage_unavailable';
    expect(await outcomes(changes)).toEqual([refused, refused, refused, refused, 'done']);
    expect(await keys()).toEqual(['last']);
    await allow(1_000_000);
    await ledger.write((trx) => put(trx, 'large', LARGE));
    expect(await keys()).toEqual(['large', 'last']);
  });

  it('is told to people as what it is', async () => {
    await allow((await pages()) + 2);
    const change = ledger.write((trx) => put(trx, 'too-large', LARGE));
    await expect(change).rejects.toThrow(
      'The disk is full or cannot be written. Nothing was changed; free some space and try again.',
    );
  });
});
