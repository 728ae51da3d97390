import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { testConfig } from '../../support/test-config.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('pooled connections', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function withPool(
    seconds: string,
    work: (backend: () => Promise<number>, database: Database) => Promise<void>,
  ): Promise<void> {
    const config = testConfig({
      DATABASE_URL: database.url,
      DB_POOL_MAX: '2',
      DB_MAX_LIFETIME_SECONDS: seconds,
    });
    const orm = await MikroORM.init(ormOptions(config));
    try {
      const pool = new Database(orm);
      await work(async () => {
        const [row] = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
        return row?.pid ?? 0;
      }, pool);
    } finally {
      await orm.close(true);
    }
  }

  it('are replaced after their time, and the old ones are closed', async () => {
    await withPool('1', async (backend, pool) => {
      const first = await backend();
      await waitFor(async () => (await backend()) !== first, { what: 'a new connection' });
      await waitFor(
        async () => (await pool.query('select from pg_stat_activity where pid = $1', [first])).length === 0,
        { what: 'the old one is closed' },
      );
    });
  });

  it('are used again until then', async () => {
    await withPool('3600', async (backend) => {
      const first = await backend();
      for (let turn = 0; turn < 20; turn += 1) expect(await backend()).toBe(first);
    });
  });
});
