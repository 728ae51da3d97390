/**
 * A connection that runs hand-written SQL with `$1` parameters. `bigint` columns arrive as numbers, `timestamptz`
 * as `Date`, `numeric` as text, `jsonb` parsed.
 */
export interface Sql {
  /**
   * Runs one statement.
   * @param text the statement; values are never placed in it
   * @param values its parameters
   * @param options how; {@link PREPARED} for a statement that runs all the time
   * @returns the rows
   */
  query<R extends object>(
    text: string,
    values?: readonly unknown[],
    options?: StatementOptions,
  ): Promise<R[]>;
}

/** How a statement is run. */
export interface StatementOptions {
  /** Whether the connection plans it once and remembers it. */
  readonly prepared: boolean;
}

/** For statements of which there are few and which run all the time: not where the text varies with more than the schema. */
export const PREPARED: StatementOptions = { prepared: true };
