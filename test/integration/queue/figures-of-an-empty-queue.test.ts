import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../src/common/database/database.ts';
import { LaneReader } from '../../../src/queue/lane-reader.ts';
import { queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';

const POINTERS = 20_000;
const ASKED = 100;

describe('with figures from a moment when the queue was empty', () => {
  let world: QueueWorld;

  beforeAll(async () => {
    world = await queueWorld();
    // PostgreSQL looks at a table when it pleases, which may well be before a seller asks for very much.
    await world.database.query('alter table public.job_queue set (autovacuum_enabled = false)');
    await world.database.query('vacuum analyze public.job_queue');
    await world.open({ tenantId: 1, accountId: 1 });
    await world.database.query(
      `insert into public.job_queue (tenant_id, job_id, account_id, product_id, priority, turn, run_at, state)
       select 1, n, 1, n / 2, 3, n, now(), 'ready' from generate_series(1, $1::int) n`,
      [POINTERS],
    );
  });
  afterAll(() => world.close());

  it(`what ${ASKED} jobs wait for is found without reading the other ${POINTERS} of their lane`, async () => {
    const read = await world.database.transaction(async (sql) => {
      const reader = new LaneReader(sql as unknown as Database);
      // Odd jobs have a product of which an even one was asked for before them.
      const keys = Array.from({ length: ASKED }, (_, n) => ({ tenantId: 1, jobId: 10_001 + 2 * n }));
      expect(await reader.busyProducts(keys)).toEqual(
        keys.map((key) => ({ ...key, behindJobId: key.jobId - 1 })),
      );
      const [count] = await sql.query<{ rows: number }>(
        `select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables
         where relid = 'public.job_queue'::regclass`,
      );
      return count?.rows ?? Number.NaN;
    });
    expect(read).toBeLessThan(10 * ASKED);
  });
});
