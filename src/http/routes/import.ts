import { parse } from 'csv-parse';
import type { Context } from 'koa';
import { Transform } from 'node:stream';
import { BoxOfficeError } from '../../shared/errors.ts';
import { importOrders, MOST_IMPORT_BYTES, type ImportField } from '../../shared/import.ts';
import { columnsOf, formatOf, rowOf, type ImportRow } from '../../usecases/import-columns.ts';
import { importOrders as takeOver, type NumberedRow } from '../../usecases/import-orders.ts';
import type { RouteTable } from '../route-table.ts';

type Mapping = Partial<Record<ImportField, string>>;

/** Cuts the stream off behind the largest body that the import takes. */
function capped(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > MOST_IMPORT_BYTES) done(new BoxOfficeError('body_too_large', 'The file is larger than 64 MiB.'));
      else done(null, chunk);
    },
  });
}

/** The comma, the semicolon of a European spreadsheet, or the tab: whichever the header has most. */
const DELIMITERS = [',', ';', '\t'];

/** Rows of a CSV body as they arrive. A quote that never closes, or a line that is not CSV, ends the file with one bad line. */
async function* csvRows(
  ctx: Context,
  mapping: Mapping,
  onFormat: (format: string) => void,
): AsyncGenerator<NumberedRow> {
  const source = ctx.req.pipe(capped());
  const parser = parse({
    bom: true,
    delimiter: DELIMITERS,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 100_000,
    info: true,
  });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let columns: ReturnType<typeof columnsOf> | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (columns) {
        yield { line: info.lines, row: rowOf(record, columns) };
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
  routes.upload(importOrders, 'text/csv', async ({ house, actor, now, ctx }, { query, body }) => {
    let format = 'json';
    const rows = body === undefined ? csvRows(ctx, query.mapping ?? {}, (found) => (format = found)) : jsonRows(body);
    const report = await takeOver(house.ledger, { actor, now }, query.eventId, rows, query.dryRun ?? false);
    return { eventId: query.eventId, dryRun: query.dryRun ?? false, format, ...report };
  });
}
