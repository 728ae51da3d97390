import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes a statement in the database that is looked into. */
type Look = <R extends object>(text: string) => Promise<R[]>;

/**
 * Reads a whole database.
 * @param look into it
 * @returns every row of every table as text, by table, but for what is sealed
 */
export async function everyRow(look: Look): Promise<ReadonlyMap<string, string>> {
  const tables = await look<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts = new Map<string, string>();
  for (const { name } of tables) {
    const sealed = name.endsWith('.marketplace_accounts') ? ` - 'credentials'` : '';
    const rows = await look<{ row: string }>(`select (to_jsonb(t)${sealed})::text as row from ${name} t`);
    texts.set(name, rows.map(({ row }) => row).join('\n'));
  }
  return texts;
}

/**
 * Reads what the database's server has written.
 * @param look into the database
 * @returns the log of a server of the test run's own; empty for one that was given, whose log is elsewhere
 */
export async function databaseLog(look: Look): Promise<string> {
  const [row] = await look<{ folder: string }>(`select current_setting('data_directory') as folder`);
  return readFile(join(row?.folder ?? '', '../../server.log'), 'utf8').catch(() => '');
}
