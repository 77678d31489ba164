import { stringify } from 'csv-stringify/sync';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

const PHONE = /^\+\d{6,15}$/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A cell that no spreadsheet runs as a formula: what begins like one gets an apostrophe in front (OWASP, CSV Injection). E.164 phones and
 * plain numbers are left as they are.
 */
export function defused(value: string): string {
  if (!/^[=+\-@\t\r]/.test(value) || PHONE.test(value) || NUMBER.test(value)) return value;
  return `'${value}`;
}

type Cell = string | number | null;

const lines = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? defused(cell) : cell))),
    { record_delimiter: '\r\n' },
  );

/** CSV by RFC 4180 in UTF-8 with a BOM, page by page; the event loop gets its turn between any two pages. */
export function csvStream(header: readonly string[], pages: AsyncIterable<readonly (readonly Cell[])[]>): Readable {
  async function* text(): AsyncGenerator<string> {
    yield `\u{feff}${lines([header])}`;
    for await (const page of pages) {
      if (page.length > 0) yield lines(page);
      await nextTurn();
    }
  }
  return Readable.from(text(), { objectMode: false });
}
