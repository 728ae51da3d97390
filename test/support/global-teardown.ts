import { once } from 'node:events';
import { Client } from 'pg';
import type { EmbeddedPostgres } from '../../src/common/database/embedded-postgres/embedded-postgres.ts';

/** What the parts of jest that run in its main process leave for each other. */
interface TestRun {
  /** Set by the global setup. */
  readonly testServer?: EmbeddedPostgres;
  /** Set by the reporter: absolute paths. */
  readonly failedTestFiles?: readonly string[];
}

/**
 * Removes what a test run leaves on its database server, and the server if it is the run's own. With KEEP_FAILED=1 the databases of
 * failed test files stay: on a server of the run's own until Ctrl-C.
 */
export default async function globalTeardown(): Promise<void> {
  const { testServer, failedTestFiles = [] } = globalThis as TestRun;
  const url = process.env['STOFLOW_TEST_DATABASE_URL'];
  if (url === undefined) return;
  const kept = await removeDatabases(url, process.env['KEEP_FAILED'] === '1' ? failedTestFiles : []);
  if (kept.length > 0) {
    console.log(`Databases of failed tests:\n${kept.join('\n')}`);
    if (testServer !== undefined) {
      console.log('They are there until you press Ctrl-C.');
      const held = setInterval(() => undefined, 60_000);
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      clearInterval(held);
    }
  }
  await testServer?.stop();
}

/** @returns the URLs, with their test files, of the databases that stay */
async function removeDatabases(url: string, keptFiles: readonly string[]): Promise<readonly string[]> {
  const server = new Client({ connectionString: url });
  await server.connect();
  try {
    const { rows } = await server.query<{ name: string; file: string | null }>(
      `select datname as name, shobj_description(oid, 'pg_database') as file
       from pg_database where starts_with(datname, $1)`,
      [`stoflow_test_${process.env['STOFLOW_TEST_RUN']}_`],
    );
    const kept = rows.filter(({ file }) => file !== null && keptFiles.includes(file));
    for (const row of rows) {
      if (!kept.includes(row)) await server.query(`drop database if exists ${row.name} with (force)`);
    }
    return kept.map(({ name, file }) => `  ${Object.assign(new URL(url), { pathname: name }).href}  ${file}`);
  } finally {
    await server.end();
  }
}
