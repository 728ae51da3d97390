import { Client } from 'pg';

/**
 * Runs one statement on a connection of its own.
 * @param url of the database
 * @param sql the statement
 * @returns its rows
 */
export async function query<R extends object = Record<string, unknown>>(
  url: string,
  sql: string,
): Promise<readonly R[]> {
  const client = new Client({ connectionString: url });
  // A connection that the server ends also rejects what waits for it; the event alone would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}
