import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../../src/common/database/database.ts';
import { done } from '../../../src/domain/outcome.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import type { JobStatus } from '../../../src/domain/vocabulary.ts';
import { ActionCatalogue } from '../../../src/ledger/action-catalogue.ts';
import { fenceOf } from '../../../src/ledger/fence.ts';
import { JobCreation } from '../../../src/ledger/job-creation.ts';
import { templateOf } from '../../../src/ledger/wanted-job.ts';
import { Journal } from '../../../src/ledger/journal.ts';
import { RunStart } from '../../../src/processing/run-start.ts';
import type { PreparedRun } from '../../../src/processing/prepared-run.ts';
import { Claim } from '../../../src/queue/claim.ts';
import type { Lease } from '../../../src/queue/keys.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { openAccount, workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

const OWNER = '00000000-0000-0000-0000-00000000000a';
const ONE = tenantRef(1);
const TWO = tenantRef(2);
const JOBS = 3;

/** Jobs of two tenants that begin, and whose steps end, at the same moment. */
describe('commits of several tenants', () => {
  let world: WorkerWorld;
  let worker: Worker;
  let database: Database;

  beforeAll(async () => {
    world = await workerWorld();
    worker = await world.start({ ROLE: 'api' });
    database = worker.get(Database);
    await openAccount(database, worker.get(Lanes), TWO);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await database.query('truncate public.job_queue');
    await database.query(`update public.lanes set running = 0, ready_at = null`);
    for (const { schema } of [ONE, TWO]) {
      await database.query(
        `truncate ${schema}.orders, ${schema}.stock_holds, ${schema}.listings, ${schema}.products,
                  ${schema}.marketplace_jobs, ${schema}.marketplace_tasks, ${schema}.job_events`,
      );
      await request(schema === ONE.schema ? ONE : TWO, JOBS);
    }
  });

  const request = async (tenant: TenantRef, count: number): Promise<void> => {
    const type = await worker.get(ActionCatalogue).get('testmarket', 'publish');
    await database.transaction(async (sql) => {
      await worker.get(Lanes).lock(sql, [{ tenantId: tenant.id, accountId: 1 }]);
      const products = await sql.query<{ id: number }>(
        `insert into ${tenant.schema}.products (sku, title, price, currency, quantity)
         select gen_random_uuid()::text, 'Product', 10, 'EUR', 1 from generate_series(1, $1::int) returning id`,
        [count],
      );
      await worker.get(JobCreation).create(
        sql,
        tenant,
        templateOf(type, { accountId: 1, requestedBy: 'test' }),
        products.map(({ id }) => ({ productId: id })),
      );
    });
  };
  const begin = async (by: Worker, lease: Lease): Promise<PreparedRun> => {
    const run = await by.get(RunStart).begin(fenceOf(lease), OWNER);
    if (run === undefined || run === null) throw new Error(`job ${lease.jobId} did not begin`);
    return run;
  };
  const finish = (by: Worker, lease: Lease, run: PreparedRun, position = 1): Promise<JobStatus> => {
    const { tasks, job } = run.started;
    return by.get(Journal).finishStep(fenceOf(lease), {
      job,
      position,
      outcome: done({}),
      lastPosition: tasks.length,
      ...(position === tasks.length && { summary: {} }),
    });
  };
  const take = async (): Promise<readonly Lease[]> => {
    const { leases } = await worker.get(Claim).take(OWNER, 100);
    expect(leases).toHaveLength(2 * JOBS);
    return leases;
  };
  /** How many transactions last changed steps of either tenant. */
  const commits = async (where = 'true'): Promise<number> => {
    const rows = await database.query(
      `select xmin::text from user_1.marketplace_tasks where ${where}
       union select xmin::text from user_2.marketplace_tasks where ${where}`,
    );
    return rows.length;
  };
  const runAll = async (by: Worker): Promise<readonly (readonly [Lease, PreparedRun])[]> =>
    Promise.all((await take()).map(async (lease) => [lease, await begin(by, lease)] as const));
  const byTenant = (
    leases: readonly Lease[],
    ends: readonly PromiseSettledResult<unknown>[],
    tenant: number,
  ) => ends.filter((_, index) => leases[index]?.tenantId === tenant).map(({ status }) => status);

  it('are one, for their beginnings and for their ends', async () => {
    const runs = await runAll(worker);
    expect(await commits()).toBe(1);
    const ends = await Promise.all(runs.map(([lease, run]) => finish(worker, lease, run)));
    expect(ends).toEqual(Array(2 * JOBS).fill('processing'));
    expect(await commits(`status = 'success'`)).toBe(1);
  });

  it.each([
    ['they are to be shared within a tenant only', { GROUP_COMMITS: 'tenant' }, 2],
    ['tenants may be on different machines', { CITUS: 'true' }, 2],
    ['none are to be shared', { GROUP_COMMITS: 'none' }, 2 * JOBS],
  ])('are several where %s', async (_why, env, expected) => {
    const other = await world.start({ ROLE: 'api', ...env });
    const runs = await runAll(other);
    expect(await commits()).toBe(expected);
    await Promise.all(runs.map(([lease, run]) => finish(other, lease, run)));
    expect(await commits(`status = 'success'`)).toBe(expected);
    await other.close();
  });

  it('lose nothing by a tenant whose writes are refused', async () => {
    const runs = await runAll(worker);
    await database.query(
      `create function user_2.refuse() returns trigger language plpgsql
       as 'begin raise exception ''no''; end'`,
    );
    await database.query(
      `create trigger refuse before update on user_2.marketplace_tasks execute function user_2.refuse()`,
    );
    const ends = await Promise.allSettled(runs.map(([lease, run]) => finish(worker, lease, run)));
    await database.query('drop function user_2.refuse() cascade');
    const leases = runs.map(([lease]) => lease);
    expect(byTenant(leases, ends, 1)).toEqual(Array(JOBS).fill('fulfilled'));
    expect(byTenant(leases, ends, 2)).toEqual(Array(JOBS).fill('rejected'));
    const [again] = runs.filter(([{ tenantId }]) => tenantId === 2);
    expect(again && (await finish(worker, ...again))).toBe('processing');
  });

  it('lose nothing by a tenant that is removed meanwhile', async () => {
    const leases = await take();
    await database.query('alter schema user_2 rename to removed');
    const begun = await Promise.allSettled(leases.map((lease) => begin(worker, lease)));
    await database.query('alter schema removed rename to user_2');
    expect(byTenant(leases, begun, 1)).toEqual(Array(JOBS).fill('fulfilled'));
    expect(byTenant(leases, begun, 2)).toEqual(Array(JOBS).fill('rejected'));
  });

  it('do not wait for a tenant whose tables are locked', async () => {
    const runs = await runAll(worker);
    const blocker = new Client({ connectionString: world.testDatabase.url });
    await blocker.connect();
    await blocker.query('begin; lock table user_2.marketplace_jobs in access exclusive mode');
    const ends = runs.map(([lease, run]) => ({ tenant: lease.tenantId, end: finish(worker, lease, run) }));
    const of = (tenant: number): Promise<readonly JobStatus[]> =>
      Promise.all(ends.filter((each) => each.tenant === tenant).map(({ end }) => end));
    // Nobody has given the lock back when these are there.
    expect(await of(1)).toEqual(Array(JOBS).fill('processing'));
    await blocker.query('rollback');
    expect(await of(2)).toEqual(Array(JOBS).fill('processing'));
    await blocker.end();
  });

  it('of two servers end in no deadlock', async () => {
    const other = await world.start({ ROLE: 'api' });
    const servers = [worker, other];
    const runs = await Promise.all(
      (await take()).map(async (lease, index) => {
        const by = servers[index % 2] ?? worker;
        return { by, lease, run: await begin(by, lease) };
      }),
    );
    for (let position = 1; position <= 3; position += 1) {
      // Each also hands in what the other one does: all of them lock the rows of both tenants.
      const ends = await Promise.all(
        runs.flatMap(({ lease, run }) =>
          servers.map((by) => finish(by, lease, run, position).catch((error: unknown) => error)),
        ),
      );
      expect(ends).toContain(position === 3 ? 'completed' : 'processing');
    }
    expect(servers.map((each) => each.get(Database).deadlocks)).toEqual([0, 0]);
    await other.close();
  });
});
