import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BatchRecount } from '../../../src/ledger/batch-recount.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { Sweep } from '../../../src/queue/sweep.ts';
import { ledgerWorld } from '../../support/ledger-world.ts';
import type { LedgerWorld } from '../../support/ledger-world.ts';
import { JOB_COMMANDS } from '../../support/model/job-commands.ts';
import { JobModel } from '../../support/model/job-model.ts';
import { createBatch } from '../../support/worker-world.ts';

/** More runs, or another seed, by the environment; what fails prints both. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 25);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_241);

describe('jobs, their batch and their lane', () => {
  let world: LedgerWorld;
  beforeAll(async () => {
    world = await ledgerWorld();
    await world.database.query(
      `insert into user_1.products (sku, title, price, currency)
       select 'P' || n, 'Product', 10, 'EUR' from generate_series(1, 3) n`,
    );
  });
  afterAll(() => world.close());

  it(
    'are after any sequence of commands what a simple model says, and the batch ends and adds up',
    async () => {
      await fc.assert(
        fc.asyncProperty(JOB_COMMANDS, async (commands) => {
          await world.empty();
          const model = new JobModel();
          model.batchId = await createBatch(world.api, world.tenant);
          await fc.asyncModelRun(() => ({ model, real: world }), commands);
          await endsWell(model);
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
    },
    RUNS * 6000,
  );

  /** Whatever is open is cancelled; then every number must be right. */
  async function endsWell(model: JobModel): Promise<void> {
    const { api, tenant, database } = world;
    for (const { id } of model.jobs) await api.get(Wishes).cancel(tenant, [id], 'test');
    for (const job of model.jobs) {
      if (job.run === undefined) continue;
      await world.release(job.run, { position: job.done + 1 });
      await world.settle(job.run.lease, { to: 'gone' });
    }
    await endsLost();
    const status = await api.get(BatchRecount).run(tenant, model.batchId);
    expect(['completed', 'partially_failed', 'failed', 'cancelled']).toContain(status);
    const [batch] = await database.query<Record<string, number>>(
      `select b.total_count as total, b.completed_count + b.failed_count + b.cancelled_count as ended,
              (select count(*)::int from user_1.marketplace_jobs where batch_job_id = b.id) as jobs
       from user_1.batch_jobs b where id = $1`,
      [model.batchId],
    );
    expect(batch).toEqual({ total: batch?.['jobs'], ended: batch?.['jobs'], jobs: batch?.['jobs'] });
    expect(await database.query('select from public.lanes where running <> 0')).toEqual([]);
    expect(await database.query('select from public.job_queue')).toEqual([]);
    expect(await api.get(Sweep).run()).toBe(0);
  }

  /** Jobs whose holder died are asked to stop, too, and do so when they are taken up. */
  async function endsLost(): Promise<void> {
    for (;;) {
      await world.promote();
      const [lease] = await world.take(1);
      if (lease === undefined) return;
      const run = await world.begin(lease);
      if (run !== undefined) await world.release(run, { position: null });
      await world.settle(lease, { to: 'gone' });
    }
  }
});
