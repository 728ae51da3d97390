import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JOB_STATUSES } from '../../../src/domain/vocabulary.ts';
import { BatchRecount } from '../../../src/ledger/batch-recount.ts';
import { isBlocked, ledgerWorld } from '../../support/ledger-world.ts';
import type { LedgerWorld } from '../../support/ledger-world.ts';
import { createBatch } from '../../support/worker-world.ts';

const OPEN = ['pending', 'processing', 'paused'];

describe('the counts of a batch', () => {
  let world: LedgerWorld;

  beforeAll(async () => {
    world = await ledgerWorld();
    await world.create(1);
  });
  afterAll(() => world.close());

  /** A batch whose jobs stand as told. */
  const batchOf = async (statuses: readonly string[]): Promise<number> => {
    const batchId = await createBatch(world.api, world.tenant);
    await world.database.query(
      `insert into user_1.marketplace_jobs
         (batch_job_id, action_type_id, marketplace, action_code, account_id, priority, max_attempts, status)
       select $1::bigint, 1, 'testmarket', 'batch-' || $1::bigint || '-' || n, 1, 3, 3, status
       from unnest($2::text[]) with ordinality as s (status, n)`,
      [batchId, statuses],
    );
    return batchId;
  };
  const row = async (batchId: number): Promise<Record<string, unknown>> => {
    const rows = await world.database.query<Record<string, unknown>>(
      'select * from user_1.batch_jobs where id = $1',
      [batchId],
    );
    return rows[0] ?? {};
  };

  it('are exact for every mixture, and the batch is over exactly when no job is open', async () => {
    // Every subset of the seven statuses, each status that is in it twice.
    for (let subset = 0; subset < 2 ** JOB_STATUSES.length; subset += 1) {
      const present = JOB_STATUSES.filter((_, index) => (subset & (1 << index)) !== 0);
      const batchId = await batchOf([...present, ...present]);
      const status = await world.api.get(BatchRecount).run(world.tenant, batchId);
      const found = await row(batchId);
      const over = !present.some((each) => OPEN.includes(each));
      expect(found).toMatchObject({
        status,
        total_count: present.length * 2,
        ...Object.fromEntries(JOB_STATUSES.map((each) => [`${each}_count`, present.includes(each) ? 2 : 0])),
      });
      expect(['pending', 'processing'].includes(String(status))).toBe(!over);
      expect(found['completed_at'] !== null).toBe(over);
    }
  });

  it('see a job that ends while they wait for the batch’s row', async () => {
    const batchId = await batchOf(['processing']);
    let counting: Promise<unknown> = Promise.resolve();
    await world.database.transaction(async (sql) => {
      await sql.query('select from user_1.batch_jobs where id = $1 for update', [batchId]);
      counting = world.api.get(BatchRecount).run(world.tenant, batchId);
      expect(await isBlocked(world.database, counting)).toBe(true);
      await sql.query(`update user_1.marketplace_jobs set status = 'completed' where batch_job_id = $1`, [
        batchId,
      ]);
    });
    expect(await counting).toBe('completed');
    expect(await row(batchId)).toMatchObject({ status: 'completed', completed_count: 1 });
  });

  it('made by many at once while jobs end come to the truth', async () => {
    const batchId = await batchOf(Array<string>(24).fill('processing'));
    const ids = await world.database.query<{ id: number }>(
      'select id from user_1.marketplace_jobs where batch_job_id = $1',
      [batchId],
    );
    await Promise.all(
      ids.map(async ({ id }, index) => {
        await world.database.query('update user_1.marketplace_jobs set status = $2 where id = $1', [
          id,
          index % 3 === 0 ? 'failed' : 'completed',
        ]);
        await world.api.get(BatchRecount).run(world.tenant, batchId);
      }),
    );
    expect(await row(batchId)).toMatchObject({
      status: 'partially_failed',
      completed_count: 16,
      failed_count: 8,
      processing_count: 0,
    });
    expect(world.database.deadlocks).toBe(0);
  });

  it('of a batch without jobs complete it at once', async () => {
    const batchId = await createBatch(world.api, world.tenant);
    expect(await world.api.get(BatchRecount).run(world.tenant, batchId)).toBe('completed');
  });
});
