import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const read = (...parts: string[]): string => readFileSync(path.join(root, ...parts), 'utf8');

const PAGE = read('docs', 'contract.md');
const REFERENCE = read('test', 'fixtures', 'ticketwave-api-reference.txt');

/** Tests that the page names: `orders › title` is in test/api/orders.test.ts, `faults/kill › title` in test/faults/kill.test.ts. */
const named = [...PAGE.matchAll(/`([\w/-]+) › ([^`]+)`/g)].map(([, file = '', title = '']) => ({
  file: file.includes('/') ? `test/${file}.test.ts` : `test/api/${file}.test.ts`,
  title,
}));

test('every test that the page names is there', () => {
  const gone = named.filter(({ file, title }) => !existsSync(path.join(root, file)) || !read(file).includes(title));
  expect(named.length).toBeGreaterThan(60);
  expect(gone).toEqual([]);
});

test('every line of its tables names a test', () => {
  const lines = PAGE.split('\n').filter((line) => line.startsWith('| ') && !line.endsWith('| shown by |'));
  expect(lines.length).toBeGreaterThan(50);
  expect(lines.filter((line) => !line.includes(' › '))).toEqual([]);
});

/** What the reference names: a route, a header, a field, a status, a limit, a webhook. Its listing runs a route into its description. */
const NAMES: Record<string, RegExp> = {
  route: /\/api\/[a-z/-]+?(?=with|[^a-z/:-]|:id)(?::id(?:\/[a-z]+)?)?/g,
  header: /\b(?:X-[A-Za-z]+(?:-[A-Za-z]+)*|Authorization|Content-Type)\b/g,
  field: /(?<=")[a-z][A-Za-z]+(?=": )/g,
  status: /\b[24]\d\d\b(?= |,|\/|\))/g,
  limit: /\d+ requests \/ minute/g,
  webhook: /\b(?:order|event|checkin|webhook)\.[a-z]+\b(?= \||",$)/gm,
};

test.each(Object.entries(NAMES))('every %s that the reference names is on the page', (_, pattern) => {
  const names = [...new Set([...REFERENCE.matchAll(pattern)].map(([name]) => name.replace(/\/$/, '')))];
  expect(names.length).toBeGreaterThan(2);
  expect(names.filter((name) => !PAGE.includes(name))).toEqual([]);
});
