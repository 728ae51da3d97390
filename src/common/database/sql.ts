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

  /**
   * Runs a statement whose rows nobody needs. In a transaction it is only sent: what follows does not wait for its answer,
   * and where it fails, so does the transaction at its end. Not for a statement whose failure is caught.
   * @param text the statement
   * @param values its parameters
   * @param options how
   * @returns when it was sent; outside of a transaction, when it was carried out
   */
  send(text: string, values?: readonly unknown[], options?: StatementOptions): Promise<void>;
}

/** A connection inside a transaction. Statements may be sent side by side (`Promise.all`); they run in that order. */
export interface Transaction extends Sql {
  /**
   * Runs the last statement of the transaction, whose commit is sent right behind it. What is done with the rows must not
   * fail: the transaction is durable by then.
   * @param text the statement
   * @param values its parameters
   * @param options how
   * @returns the rows, before the commit is durable
   */
  last<R extends object>(text: string, values?: readonly unknown[], options?: StatementOptions): Promise<R[]>;

  /**
   * The same for several statements, none of which waits for another's answer.
   * @param send sends all of them before it waits for anything
   * @returns what `send` returns
   */
  lastOf<T>(send: () => Promise<T>): Promise<T>;
}

/** How a statement is run. */
export interface StatementOptions {
  /** Whether the connection plans it once and remembers it. */
  readonly prepared: boolean;
}

/** For statements of which there are few and which run all the time: not where the text varies with more than the schema. */
export const PREPARED: StatementOptions = { prepared: true };
