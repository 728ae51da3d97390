import { Client } from 'pg';

/**
 * Does something on a connection of its own.
 * @param url the database
 * @param work what is done
 * @returns what it returned
 */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
