import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../src/common/database/database.ts';
import type { Sql } from '../../../src/common/database/sql.ts';
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
      return rowsRead(sql);
    });
    expect(read).toBeLessThan(10 * ASKED);
  });

  it(`a job is put into its lane without reading the other ${POINTERS}, whatever is planned for it`, async () => {
    for (const lookups of [true, false]) {
      const read = await world.database.transaction(
        async (sql) => {
          const pointer = { tenantId: 1, accountId: 1, jobId: lookups ? 90_001 : 90_002, productId: 90_000 };
          // What the connection has read before is counted with it until PostgreSQL has taken it over.
          const before = await rowsRead(sql);
          const rest = { batchId: null, priority: 2, epoch: 0, delayMs: 0, expiresInMs: null };
          await world.enqueue.put(sql, [{ ...pointer, ...rest, parked: false, unresolved: false }]);
          return (await rowsRead(sql)) - before;
        },
        { lookups },
      );
      expect(read).toBeLessThan(20);
    }
    const [put] = await world.database.query<{ turn: string }>(
      'select turn from public.job_queue where job_id = 90001',
    );
    // It stands beside the first of the lane, which are of another priority.
    expect(Number(put?.turn)).toBe(1);
  });
});

/** Rows of the queue that a transaction has read so far. */
async function rowsRead(sql: Sql): Promise<number> {
  const [count] = await sql.query<{ rows: number }>(
    `select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables
     where relid = 'public.job_queue'::regclass`,
  );
  return count?.rows ?? Number.NaN;
}
