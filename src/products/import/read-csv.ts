import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Info } from 'csv-parse';
import type { ImportRowError } from '../dto/import-result.ts';
import {
  MalformedImportError,
  MissingColumnError,
  TooManyRowsError,
  UnknownColumnError,
} from './import-errors.ts';
import { MAX_ROWS } from './import-row.ts';
import type { ImportRow, ReadRows } from './import-row.ts';

/** Columns that a file may have, in the order in which the documentation names them. */
export const CSV_COLUMNS = [
  'sku',
  'title',
  'description',
  'price',
  'currency',
  'quantity',
  'brand',
  'category',
  'size',
  'colour',
  'material',
  'condition',
  'gender',
  'made_year',
  'pictures',
] as const;
/** Columns that a file must have. */
const REQUIRED_COLUMNS = ['sku', 'title', 'price', 'currency'] as const;

const SLICE_CHARACTERS = 64 * 1024;
const HEADER_ROWS = 1;
/** A cell longer than every limit of a product ends the reading, so that one open quote cannot swallow the file. */
const MAX_RECORD_CHARACTERS = 128 * 1024;

interface Parsed {
  readonly record: readonly string[];
  readonly info: Info;
}

/**
 * Reads a CSV file with a header, in slices, so that a large one does not hold up other requests.
 * @param text the file; a byte order mark, CRLF, quoted line breaks and empty lines are fine
 * @returns its rows, and those with the wrong number of cells
 * @throws {UnknownColumnError} @throws {MissingColumnError} @throws {TooManyRowsError} @throws {MalformedImportError}
 */
export async function readCsv(text: string): Promise<ReadRows> {
  const parser = Readable.from(slices(text)).pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD_CHARACTERS,
    }),
  );
  const rows: ImportRow[] = [];
  const errors: ImportRowError[] = [];
  let header: readonly string[] | undefined;
  let row = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      // A spreadsheet counts empty lines as rows too.
      row = info.records + info.empty_lines;
      if (header === undefined) {
        header = checkedHeader(record);
        continue;
      }
      if (info.records - HEADER_ROWS > MAX_ROWS) throw new TooManyRowsError();
      if (record.length === header.length) rows.push({ row, fields: fieldsOf(header, record) });
      else errors.push(wrongLength(row, header, record));
    }
  } catch (error: unknown) {
    if (!(error instanceof CsvError)) throw error;
    throw new MalformedImportError(`The file is not CSV: ${error.code} in line ${String(error['lines'])}.`);
  }
  if (header === undefined) throw new MalformedImportError('The file is empty.');
  return { rows, errors };
}

function* slices(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    let end = start + SLICE_CHARACTERS;
    // Half of a surrogate pair would become a replacement character on its way through the stream.
    if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end += 1;
    yield text.slice(start, end);
    start = end;
  }
}

function checkedHeader(cells: readonly string[]): readonly string[] {
  const header = cells.map((cell) => cell.trim().toLowerCase());
  const known: readonly string[] = CSV_COLUMNS;
  const unknown = header.filter((name, index) => !known.includes(name) || header.indexOf(name) !== index);
  if (unknown.length > 0) throw new UnknownColumnError(unknown);
  const missing = REQUIRED_COLUMNS.filter((name) => !header.includes(name));
  if (missing.length > 0) throw new MissingColumnError(missing);
  return header;
}

function wrongLength(row: number, header: readonly string[], record: readonly string[]): ImportRowError {
  return {
    row,
    sku: record[header.indexOf('sku')] ?? null,
    field: null,
    code: 'column_count',
    message: `the row has ${record.length} cells, the header has ${header.length}`,
  };
}

/** An empty cell of a required field is a missing one; of another it empties the field. */
function fieldsOf(header: readonly string[], record: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [index, name] of header.entries()) {
    const value = fieldOf(name, record[index] ?? '');
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

function fieldOf(name: string, cell: string): unknown {
  const text = cell.trim();
  switch (name) {
    case 'pictures':
      return text === '' ? [] : text.split(/\s+/).map((url) => ({ url }));
    case 'description':
      return cell;
    case 'sku':
    case 'title':
    case 'price':
    case 'currency':
      return text === '' ? undefined : text;
    case 'quantity':
      return text === '' ? undefined : integerOrText(text);
    case 'made_year':
      return text === '' ? null : integerOrText(text);
    default:
      return text === '' ? null : text;
  }
}

/** What is no integer stays as it is and is refused by the field's own rule. */
function integerOrText(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}
