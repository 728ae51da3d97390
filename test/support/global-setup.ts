import { randomBytes } from 'node:crypto';
import { EmbeddedPostgres } from '../../src/common/database/embedded-postgres/embedded-postgres.ts';

const UNIT_TESTS = /(^|\/)test\/unit(\/|$)/;

/**
 * Starts the PostgreSQL server of a test run, unless STOFLOW_TEST_DATABASE_URL names one or only unit tests were asked for.
 * Its address reaches the workers through the same variable.
 * @param globalConfig jest's, with what was named on its command line
 */
export default async function globalSetup(globalConfig: {
  readonly nonFlagArgs: readonly string[];
}): Promise<void> {
  process.env['STOFLOW_TEST_RUN'] = randomBytes(4).toString('hex');
  const asked = globalConfig.nonFlagArgs;
  if (asked.length > 0 && asked.every((path) => UNIT_TESTS.test(path))) return;
  if (process.env['STOFLOW_TEST_DATABASE_URL'] !== undefined) return;
  const server = await EmbeddedPostgres.start({
    persistent: false,
    fsync: false,
    settings: { full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0' },
  });
  process.env['STOFLOW_TEST_DATABASE_URL'] = server.url;
  (globalThis as { testServer?: EmbeddedPostgres }).testServer = server;
}
