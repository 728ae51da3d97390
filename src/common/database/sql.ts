/**
 * A connection that runs hand-written SQL with `$1` parameters. `bigint` columns arrive as numbers, `timestamptz`
 * as `Date`, `numeric` as text, `jsonb` parsed.
 */
export interface Sql {
  /**
   * Runs one statement.
   * @param text the statement; values are never placed in it
   * @param values its parameters
   * @returns the rows
   */
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
}
