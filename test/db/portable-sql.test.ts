import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../../src');

/** What opens SQLite speaks SQLite; migrations are a database's own. */
const OPENS_SQLITE = new Set(['db/open.ts', 'db/folder-lock.ts', 'db/write-door.ts', 'db/kysely-driver.ts']);

/** Functions that SQLite and PostgreSQL both have, with the same meaning. */
const PORTABLE_FUNCTIONS = new Set([
  'abs',
  'coalesce',
  'count',
  'length',
  'lower',
  'max',
  'min',
  'substr',
  'sum',
  'upper',
]);
/** Words that may stand before a bracket without being a function. */
const KEYWORDS = new Set([
  'and',
  'as',
  'by',
  'exists',
  'from',
  'in',
  'not',
  'on',
  'or',
  'over',
  'select',
  'then',
  'values',
  'when',
  'where',
]);
const SQLITE_WORDS =
  /\b(pragma|rowid|glob|regexp|match|autoincrement|insert\s+or|replace\s+into|update\s+or|indexed\s+by|collate|json_\w+|attach|vacuum)\b|==|->/gi;
const SQLITE_CALLS = /\.(orReplace|orIgnore|orAbort|orFail|orRollback)\(|\bsql\.raw\(/g;

/** What of this source only SQLite understands. */
function notPortable(source: string): string[] {
  const statements = [...source.matchAll(/\bsql(?:<[^`]*?>)?`([^`]*)`/g)].map(([, text = '']) =>
    text.replaceAll(/\$\{[^}]*\}/g, '?'),
  );
  const named = [...source.matchAll(/\bfn(?:\.agg)?(?:<[^(]*>)?\('(\w+)'/g)].map(([, name = '']) => name);
  const called = statements.flatMap((text) => [...text.matchAll(/\b([a-z_]\w*)\s*\(/gi)].map(([, name = '']) => name));
  const foreign = [...named, ...called].filter((name) => {
    const word = name.toLowerCase();
    return !PORTABLE_FUNCTIONS.has(word) && !KEYWORDS.has(word);
  });
  const words = statements.flatMap((text) => [...text.matchAll(SQLITE_WORDS)].map(([word]) => word));
  return [...foreign, ...words, ...[...source.matchAll(SQLITE_CALLS)].map(([call]) => call)];
}

const files = globSync('{db,usecases,http,workers}/**/*.ts', { cwd: root })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => !file.startsWith('db/migrations/') && !OPENS_SQLITE.has(file));

describe('the SQL of the use cases', () => {
  it('is found', () => {
    expect(files).toContain('db/tickets.ts');
    expect(files).toContain('usecases/scan-ticket.ts');
    expect(files.some((file) => readFileSync(path.join(root, file), 'utf8').includes('sql<'))).toBe(true);
  });

  it('runs on PostgreSQL as well', () => {
    const found = files.flatMap((file) =>
      notPortable(readFileSync(path.join(root, file), 'utf8')).map((word) => `${file}: ${word}`),
    );
    expect(found).toEqual([]);
  });
});

it.each([
  ["sql`strftime('%Y', at)`", 'strftime'],
  ["sql<string>`date('now')`", 'date'],
  ['sql`SELECT ifnull(a, b)`', 'ifnull'],
  ['sql`INSERT OR IGNORE INTO a VALUES (1)`', 'INSERT OR'],
  ['sql`PRAGMA page_count`', 'PRAGMA'],
  ['sql`SELECT rowid FROM a`', 'rowid'],
  ["eb.fn<number>('julianday', ['at'])", 'julianday'],
  ["trx.insertInto('a').orReplace().values({})", '.orReplace('],
  ['sql.raw(`SELECT ${column}`)', 'sql.raw('],
])('finds what is SQLite’s alone: %s', (source, found) => {
  expect(notPortable(source)).toEqual([found]);
});
