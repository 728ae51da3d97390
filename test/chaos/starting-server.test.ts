import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { MIGRATION_LOCKS } from '../../src/tenancy/migrations/advisory-locks.ts';
import { ServerProcess } from '../support/server-process.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { TEST_JWT_SECRET } from '../support/tokens.ts';
import { waitFor } from '../support/wait-for.ts';

describe('a server that has to wait for a migration', () => {
  let database: TestDatabase;
  let other: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    other = new Client({ connectionString: database.url });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await database.drop();
  });

  it('lives and is not ready until that is over', async () => {
    await other.query('select pg_advisory_lock($1)', [MIGRATION_LOCKS.public]);
    const port = await freePort();
    const status = async (path: string): Promise<number | undefined> =>
      (await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined))?.status;
    const starting = ServerProcess.start({
      HTTP_PORT: String(port),
      DATABASE_URL: database.url,
      JWT_SECRET: TEST_JWT_SECRET,
      CREDENTIALS_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
      LOG_LEVEL: 'warn',
    });
    await waitFor(async () => (await status('/health/live')) === 200, {
      what: 'it lives',
    });
    expect(await status('/health/ready')).toBe(503);
    await other.query('select pg_advisory_unlock($1)', [MIGRATION_LOCKS.public]);
    const server = await starting;
    try {
      expect(await status('/health/ready')).toBe(200);
    } finally {
      expect(await server.end()).toBe(0);
    }
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
