import type { Readable } from 'node:stream';
import { BoxOfficeError } from '../../shared/errors.ts';
import { importOrders, MOST_IMPORT_BYTES, type ImportField } from '../../shared/import.ts';
import { columnsOf, formatOf, rowOf, type ImportRow } from '../../shared/import-columns.ts';
import { importOrders as takeOver, type NumberedRow } from '../../usecases/import-orders.ts';
import { parsed, textOf } from '../csv-upload.ts';
import type { RouteTable } from '../route-table.ts';

type Mapping = Partial<Record<ImportField, string>>;

/** Rows of a CSV body as they arrive. A quote that never closes ends the file with one bad line. @throws 413, 400 */
async function* csvRows(
  source: Readable,
  mapping: Mapping,
  onFormat: (format: string) => void,
): AsyncGenerator<NumberedRow> {
  // The connection may have ended while an earlier call under the same key was waited for.
  if (source.errored) throw source.errored;
  const parser = await parsed(textOf(source));
  let columns: ReturnType<typeof columnsOf> | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (columns) {
        yield { line: info.lines, row: legible(record) ? rowOf(record, columns) : NOT_UTF_8 };
        continue;
      }
      onFormat(formatOf(record));
      columns = columnsOf(record, mapping);
      if (Object.keys(columns).length === 0)
        throw new BoxOfficeError('invalid_request', 'The first line names no column that is known. Map the columns.');
    }
  } catch (error) {
    if (error instanceof BoxOfficeError) throw error;
    const line = typeof error === 'object' && error !== null && 'lines' in error ? Number(error.lines) : 0;
    yield { line, row: new BoxOfficeError('invalid_request', 'From this line on the file is not valid CSV') };
  }
  if (!columns) throw new BoxOfficeError('invalid_request', 'The file is empty.');
}

const NOT_UTF_8 = new BoxOfficeError('invalid_request', 'The line is not UTF-8 text: save the file as CSV UTF-8');

/** What is no UTF-8 comes out of the decoder as replacement characters. */
const legible = (record: readonly string[]): boolean => !record.some((cell) => cell.includes('\u{fffd}'));

async function* jsonRows(
  rows: readonly Partial<Record<ImportField, string | null | undefined>>[],
): AsyncGenerator<NumberedRow> {
  for (const [index, cells] of rows.entries()) {
    const filled = Object.entries(cells).flatMap(([field, value]) =>
      value == null || value.trim() === '' ? [] : [[field, value.trim()]],
    );
    yield { line: index + 1, row: Object.fromEntries(filled) as ImportRow };
  }
}

export function importRoutes(routes: RouteTable): void {
  routes.upload(importOrders, MOST_IMPORT_BYTES, async ({ house, actor, now }, { query, body }, stream) => {
    let format = 'json';
    const rows = stream ? csvRows(stream, query.mapping ?? {}, (found) => (format = found)) : jsonRows(body);
    const report = await takeOver(house.ledger, { actor, now }, query.eventId, rows, query.dryRun ?? false);
    return { eventId: query.eventId, dryRun: query.dryRun ?? false, format, ...report };
  });
}
