import { SqliteQueryCompiler } from 'kysely';
import { afterEach, expect, test, vi } from 'vitest';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
afterEach(() => vi.restoreAllMocks());

/** Of what a scan asks and writes. Which session was used last is noted for all of them together, every now and then. */
const isOfDoor = (text: string): boolean =>
  /"(?:settings|sessions|scans|tickets|admissions|audit|webhook_config)"/.test(text) &&
  !text.startsWith('update "sessions"');

test('100 scans compile no query anew: what the door asks and writes was built before', async () => {
  const event = await buildEvent(office);
  const codes = [];
  for (let left = 102; left > 0; left -= 6)
    codes.push(...(await sell(office, event, { quantity: 6 })).tickets.map(({ qrCode }) => qrCode));
  const token = await office.tokenOf('scanner');
  const scan = async (qrCode: string, index: number): Promise<number> =>
    (await office.api('POST', '/api/scan', { token, body: { qrCode, nonce: `n-${index}` } })).status;
  // The door opens: an entry, and one who is inside already.
  expect(await scan(codes[0]!, 0)).toBe(200);
  expect(await scan(codes[0]!, 1)).toBe(409);

  const compiled: string[] = [];
  const compile = SqliteQueryCompiler.prototype.compileQuery;
  vi.spyOn(SqliteQueryCompiler.prototype, 'compileQuery').mockImplementation(function (
    this: SqliteQueryCompiler,
    ...of
  ) {
    const query = compile.apply(this, of);
    compiled.push(query.sql);
    return query;
  });
  for (const [index, code] of codes.slice(1, 101).entries()) expect(await scan(code, index + 2)).toBe(200);
  expect(compiled.filter(isOfDoor)).toEqual([]);
  // The spy does see: a code that nobody sold is looked for among the retired ones, which is rare.
  expect(await scan('TW-NOBODY-SOLD-THIS', 200)).toBe(404);
  expect(compiled).toContainEqual(expect.stringContaining('from "retired_codes"'));
});
