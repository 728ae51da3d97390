import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { BatchRecount } from '../../../src/ledger/batch-recount.ts';
import { Retention } from '../../../src/ops/retention/retention.ts';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody, Caller, JobBody } from '../../support/api-world.ts';

const AGED = `completed_at = now() - interval '91 days', created_at = now() - interval '91 days'`;

describe('retention', () => {
  let world: ApiWorld;
  let seller: Caller;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    await world.account(1);
    await world.account(1, 'secondmarket');
    await world.account(2);
  });
  afterAll(() => world.close());

  const due = (): Promise<unknown> =>
    world.db.query(`update public.tenants set retention_next_at = now() - interval '1 minute'`);
  const run = async (): Promise<number> => {
    await due();
    return world.get(Retention).run();
  };
  const ended = async (status: string, days = 91, more = ''): Promise<JobBody> => {
    const job = await world.job(1);
    await world.pretend(1, job.id, status);
    await world.db.query(
      `update user_1.marketplace_jobs set completed_at = now() - $2 * interval '1 day'${more} where id = $1`,
      [job.id, days],
    );
    return job;
  };
  const exists = async (job: JobBody): Promise<boolean> =>
    (await world.db.query('select from user_1.marketplace_jobs where id = $1', [job.id])).length > 0;

  it('removes ended jobs, and their batch shows the same progress as before', async () => {
    const products = await world.products(1, 5);
    const batch = await seller<BatchBody>('POST', '/api/batch-jobs', {
      marketplaces: ['testmarket', 'secondmarket'],
      action_code: 'publish',
      product_ids: products,
    });
    const jobs = await world.db.query<{ id: number }>(
      'select id from user_1.marketplace_jobs where batch_job_id = $1 order by id',
      [batch.body.id],
    );
    for (const [index, { id }] of jobs.entries())
      await world.pretend(1, id, index < 3 ? 'failed' : 'completed');
    await world.db.query(
      `insert into user_1.marketplace_tasks (job_id, position, task_type, step, effect, description)
       select id, 1, 'db_operation', 'x', 'none', 'x' from user_1.marketplace_jobs`,
    );
    const show = async (): Promise<BatchBody> => {
      // A retry of nothing counts anew, as the sweep over open batches does.
      await world.get(BatchRecount).run(tenantRef(1), batch.body.id);
      return (await seller<BatchBody>('GET', `/api/batch-jobs/${batch.body.id}`)).body;
    };
    const before = await show();
    expect(before).toMatchObject({ status: 'partially_failed', progress: { total: 10, ended: 10 } });
    await world.db.query(`update user_1.marketplace_jobs set ${AGED}`);
    // In two lots: what was counted before is counted on.
    await world.db.query(`update user_1.marketplace_jobs set completed_at = now() where id = $1`, [
      jobs[0]?.id,
    ]);
    await run();
    await world.db.query(`update user_1.marketplace_jobs set ${AGED}`);
    await run();
    for (const table of ['marketplace_jobs', 'marketplace_tasks']) {
      expect(await world.db.query(`select from user_1.${table}`)).toEqual([]);
    }
    const after = await show();
    expect(after.progress).toEqual(before.progress);
    expect(after['marketplaces']).toEqual(before['marketplaces']);
    expect(after.status).toBe(before.status);
    const summaries = await world.db.query(
      `select status, error_code, sum(jobs)::int as jobs from user_1.job_summaries group by 1, 2 order by 1`,
    );
    expect(summaries).toEqual([
      { status: 'completed', error_code: '', jobs: 7 },
      { status: 'failed', error_code: 'test.no', jobs: 3 },
    ]);
    expect((await world.db.query('select from user_1.products')).length).toBe(5);
  });

  it('leaves what has not ended, what is not resolved, and what a person is asked about', async () => {
    const open = await world.job(1);
    await world.db.query(
      `update user_1.marketplace_jobs set created_at = now() - interval '1 year' where id = $1`,
      [open.id],
    );
    const unresolved = await ended('failed', 91, ', unresolved = true');
    const asked = await ended('failed');
    await world.db.query(
      `insert into user_1.pending_actions (job_id, code, message) values ($1, 'test.look', 'Look.')`,
      [asked.id],
    );
    const recent = await ended('completed', 89);
    const old = await ended('expired');
    await run();
    expect(await Promise.all([open, unresolved, asked, recent, old].map(exists))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    await world.db.query(`update user_1.pending_actions set status = 'confirmed'`);
    await run();
    expect(await exists(asked)).toBe(false);
  });

  it('removes history earlier than jobs, but not that of a job which has not ended', async () => {
    const open = await world.job(1);
    const over = await ended('completed', 40);
    await world.db.query(`update user_1.job_events set at = now() - interval '31 days'`);
    await run();
    const left = await world.db.query<{ id: number }>(
      `select distinct job_id as id from user_1.job_events where job_id = any($1)`,
      [[open.id, over.id]],
    );
    expect(left).toEqual([{ id: open.id }]);
    expect(await exists(over)).toBe(true);
  });

  it('never waits for a job that somebody holds', async () => {
    const held = await ended('failed');
    const free = await ended('failed');
    const client = new Client({ connectionString: world.databaseUrl });
    await client.connect();
    await client.query('begin');
    await client.query('select from user_1.marketplace_jobs where id = $1 for update', [held.id]);
    await run();
    await client.query('rollback');
    await client.end();
    expect(await Promise.all([held, free].map(exists))).toEqual([true, false]);
  });

  it('obeys what an operator set for a tenant', async () => {
    const operator = world.as(null, 'admin');
    const path = '/api/admin/tenants/1/retention';
    const kept = await ended('completed');
    expect((await operator('PUT', path, { keep_jobs_days: 365 })).body).toMatchObject({
      keep_jobs_days: 365,
      keep_events_days: null,
    });
    await run();
    expect(await exists(kept)).toBe(true);
    expect((await operator('PUT', path, {})).body).toMatchObject({ keep_jobs_days: null });
    await run();
    expect(await exists(kept)).toBe(false);
    expect((await operator('PUT', path, { keep_jobs_days: 0 })).status).toBe(400);
    expect((await operator('PUT', '/api/admin/tenants/99/retention', {})).status).toBe(404);
    expect((await seller('PUT', path, {})).status).toBe(403);
  });

  it('is done once, however many instances look, and goes on to the next hour', async () => {
    await world.db.query(
      `insert into user_2.marketplace_jobs
         (action_type_id, marketplace, action_code, account_id, priority, max_attempts, status, completed_at)
       select 1, 'testmarket', 'a' || n, 1, 3, 3, 'completed', now() - interval '91 days'
       from generate_series(1, 1200) n`,
    );
    await due();
    const retention = world.get(Retention);
    const removed = await Promise.all([retention.run(), retention.run(), retention.run()]);
    expect(removed.reduce((sum, count) => sum + count, 0)).toBe(1200);
    expect(removed.filter((count) => count > 0)).toHaveLength(1);
    expect(await world.db.query(`select from user_2.marketplace_jobs`)).toEqual([]);
    expect(await retention.run()).toBe(0);
  });

  it('goes on with other tenants although the tables of one cannot be read', async () => {
    await world.db.query('alter table user_1.bulk_requests rename to gone');
    await world.db.query(
      `insert into user_2.bulk_requests (kind, selection, progress, requested_by, updated_at)
       values ('cancel', '{}', '{}', 'test', now() - interval '91 days')`,
    );
    try {
      expect(await run()).toBe(1);
    } finally {
      await world.db.query('alter table user_1.gone rename to bulk_requests');
    }
  });

  it('forgets connections of browsers that were not seen for long, and budgets that are full', async () => {
    await world.db.query(
      `insert into public.plugin_sessions (tenant_id, device_id, instance, seen_at)
       values (1, 1, null, now() - interval '91 days'), (1, 2, null, now()),
              (1, 3, gen_random_uuid(), now() - interval '91 days')`,
    );
    await world.db.query(
      `insert into public.rate_buckets (scope, tokens, capacity, refill_per_second, updated_at)
       values ('full', 0, 1, 1, now() - interval '8 days'), ('empty', -1000000, 1, 1, now() - interval '8 days')`,
    );
    expect(await world.get(Retention).shared()).toBe(2);
    expect(await world.db.query('select device_id from public.plugin_sessions order by 1')).toEqual([
      { device_id: 2 },
      { device_id: 3 },
    ]);
    expect(await world.db.query('select scope from public.rate_buckets')).toEqual([{ scope: 'empty' }]);
  });
});
