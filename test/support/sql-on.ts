import type { Client } from 'pg';
import type { StatementOptions, Transaction } from '../../src/common/database/sql.ts';

type Query = <R extends object>(
  text: string,
  values?: readonly unknown[],
  options?: StatementOptions,
) => Promise<R[]>;

/**
 * @param query runs a statement and waits for its answer
 * @returns what runs every statement by it
 */
export function sqlThat(query: Query): Transaction {
  return {
    query,
    last: query,
    lastOf: (send) => send(),
    send: async (text, values, options) => {
      await query(text, values, options);
    },
  };
}

/**
 * @param client a connection of a test's own
 * @returns what runs statements there
 */
export function sqlOn(client: Client): Transaction {
  return sqlThat(
    async <R extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<R>(text, [...values])).rows,
  );
}
