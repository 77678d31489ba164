import { parse, type Parser } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { delimiterOf, firstLineOf } from '../shared/csv-begin.ts';

/** A spreadsheet's "Unicode text" begins with its byte order; all else is taken for UTF-8. */
function encodingOf(begin: Buffer): string {
  if (begin[0] === 0xff && begin[1] === 0xfe) return 'utf-16le';
  return begin[0] === 0xfe && begin[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** The text of a stream of bytes as it arrives, without its byte order mark; what does not decode is U+FFFD. */
export async function* textOf(source: Readable): AsyncGenerator<string, void> {
  let decoder: TextDecoder | undefined;
  // Whoever gives up on the file may still have to hear the rest of it.
  for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

/** Far more than a header has; a file without a line break is read no further before its delimiter is settled. */
const LONGEST_HEADER = 64 * 1024;

/** A parser of CSV that is fed as it is read from. Whatever ends the text ends the parser. */
export async function parsed(text: AsyncGenerator<string, void>): Promise<Parser> {
  let begin = '';
  while (!/\n|\r[^\n]/.test(begin) && begin.length < LONGEST_HEADER) {
    const next = await text.next();
    if (next.done === true) break;
    begin += next.value;
  }
  const parser = parse({
    delimiter: delimiterOf(firstLineOf(begin)),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 100_000,
    info: true,
  });
  async function* whole(): AsyncGenerator<string> {
    yield begin;
    yield* text;
  }
  pipeline(Readable.from(whole()), parser, () => undefined);
  return parser;
}
