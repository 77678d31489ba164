import { cellsOf, delimiterOf, firstLineOf } from '../../../src/shared/csv-begin.ts';
import { columnsOf, formatOf, type ImportFormat } from '../../../src/shared/import-columns.ts';
import { IMPORT_FIELDS, type ImportField } from '../../../src/shared/import.ts';

/** Which column holds what, by its name in the file; an empty name for none. */
export type Mapping = Readonly<Record<ImportField, string>>;

/** A chosen file, and what its first lines tell. */
export interface ImportFile {
  readonly file: File;
  readonly format: ImportFormat;
  readonly header: readonly string[];
  /** The cells of the first row, as an example. */
  readonly example: readonly string[];
  readonly guessed: Mapping;
}

/** As much as a header and a row have. */
const BEGIN = 128 * 1024;

/** Looks into the beginning of a file; what the server is going to read, by the same rules. */
export async function lookInto(file: File): Promise<ImportFile> {
  const bytes = new Uint8Array(await file.slice(0, BEGIN).arrayBuffer());
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  const line = firstLineOf(text);
  const delimiter = delimiterOf(line);
  const header = cellsOf(line, delimiter).map((name) => name.trim());
  const columns = columnsOf(header, {});
  const nameOf = (field: ImportField): string => header[columns[field] ?? -1] ?? '';
  return {
    file,
    format: formatOf(header),
    header,
    example: cellsOf(firstLineOf(text.slice(line.length).trimStart()), delimiter),
    guessed: Object.fromEntries(IMPORT_FIELDS.map((field) => [field, nameOf(field)])) as Record<ImportField, string>,
  };
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}
