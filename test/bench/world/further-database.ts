import { withClient } from './with-client.ts';

/**
 * Makes a further, empty database on a server.
 * @param url of another one there
 * @param name what it is called
 * @returns its url
 */
export async function furtherDatabase(url: string, name: string): Promise<string> {
  await withClient(url, (client) => client.query(`create database ${name}`));
  const further = new URL(url);
  further.pathname = `/${name}`;
  return further.href;
}
