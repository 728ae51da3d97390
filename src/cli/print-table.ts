import type { Program } from './program.ts';

/** A value of a row as PostgreSQL gives it; arrays are of texts. */
type Cell = string | number | boolean | Date | null | readonly string[];

/**
 * Prints rows: as JSON for a program, else as columns separated by tabs under their names.
 * @param program where to
 * @param rows all with the same columns
 * @param asJson whether a program reads it
 */
export function printTable(
  program: Pick<Program, 'print'>,
  rows: readonly Readonly<Record<string, Cell>>[],
  asJson: boolean,
): void {
  if (asJson) {
    program.print(JSON.stringify(rows, null, 2));
    return;
  }
  const [first] = rows;
  if (first === undefined) return;
  program.print(Object.keys(first).join('\t'));
  for (const row of rows) program.print(Object.values(row).map(textOf).join('\t'));
}

/** A tab or a line's end in a text would look like another column or row. */
function textOf(cell: Cell): string {
  if (cell === null) return '-';
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'object') return cell.length === 0 ? '-' : cell.join(',');
  return String(cell).replace(/[\t\r\n]+/g, ' ');
}
