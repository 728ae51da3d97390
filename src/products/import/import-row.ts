import type { ImportRowError } from '../dto/import-result.ts';

/** One product of an import as it was given, before any rule was checked. */
export interface ImportRow {
  /** Where the seller finds it: row of the spreadsheet, or place in the JSON list from 1. */
  readonly row: number;
  /** Fields by their API names. A field that is absent stays as it is when the product is there already. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What was read: rows that can be checked, and those that could not even be read. */
export interface ReadRows {
  readonly rows: readonly ImportRow[];
  readonly errors: readonly ImportRowError[];
}

/** Products that one import may hold. */
export const MAX_ROWS = 10_000;
