import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FencedError } from '../../../src/ledger/fence.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { ledgerWorld } from '../../support/ledger-world.ts';
import type { BegunRun, LedgerWorld } from '../../support/ledger-world.ts';

const JOBS = 4;

describe('steps of several jobs that end at the same moment', () => {
  let world: LedgerWorld;

  beforeAll(async () => {
    world = await ledgerWorld();
    await world.create(JOBS);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.empty();
    await world.request(world.api, [1, 2, 3, 4]);
  });

  const beginAll = async (): Promise<readonly BegunRun[]> => {
    const begun = await Promise.all((await world.take()).map((lease) => world.begin(lease)));
    return begun.filter((run) => run !== undefined);
  };
  /** Transactions that changed a row, by the ids in the rows they left. */
  const commitsOf = async (table: string, where: string): Promise<number> => {
    const [row] = await world.database.query<{ n: number }>(
      `select count(distinct xmin::text)::int as n from user_1.${table} where ${where}`,
    );
    return row?.n ?? 0;
  };

  it('share the commit that begins them, and the commits of their steps', async () => {
    const runs = await beginAll();
    expect(runs).toHaveLength(JOBS);
    expect(await commitsOf('marketplace_tasks', 'true')).toBe(1);
    expect(await Promise.all(runs.map((run) => world.finish(run, 1)))).toEqual(
      Array(JOBS).fill('processing'),
    );
    expect(await commitsOf('marketplace_tasks', 'position = 1')).toBe(1);
    expect(await commitsOf('marketplace_jobs', 'true')).toBe(1);
  });

  it('lose nothing by one among them that is no longer held', async () => {
    const runs = await beginAll();
    const [zombie, ...others] = runs;
    if (zombie === undefined) throw new Error('nothing began');
    await world.settle(zombie.lease, { to: 'ready' });
    const successor = await world.begun();
    const ends = await Promise.allSettled([zombie, successor, ...others].map((run) => world.finish(run, 1)));
    expect(ends[0]).toMatchObject({ status: 'rejected', reason: expect.any(FencedError) as unknown });
    expect(ends.slice(1)).toEqual(Array(JOBS).fill({ status: 'fulfilled', value: 'processing' }));
    const done = await world.database.query(`select from user_1.marketplace_jobs where done_tasks = 1`);
    expect(done).toHaveLength(JOBS);
  });

  it('lose nothing by one among them that has to give way to a newer request', async () => {
    const runs = await beginAll();
    const [pausing] = runs;
    if (pausing === undefined) throw new Error('nothing began');
    const product = pausing.run.started.job.productId;
    await world.api.get(Wishes).pause(world.tenant, [pausing.fence.jobId], 'test');
    await world.request(world.api, [product]);
    const ends = await Promise.all(runs.map((run) => world.finish(run, 1)));
    expect(ends).toEqual(['cancelled', 'processing', 'processing', 'processing']);
  });

  it('are each refused where the plan of one handler breaks, and the others begin', async () => {
    const { plan } = world.market;
    let calls = 0;
    world.market.plan = (...context) => {
      if ((calls += 1) === 2) throw new Error('a mistake');
      return plan(...context);
    };
    try {
      const begun = await Promise.allSettled((await world.take()).map((lease) => world.begin(lease)));
      expect(begun.map(({ status }) => status).sort()).toEqual([
        'fulfilled',
        'fulfilled',
        'fulfilled',
        'rejected',
      ]);
    } finally {
      world.market.plan = plan;
    }
  });

  it('are begun although no handler serves one among them', async () => {
    const leases = await world.take();
    await world.database.query(
      `update user_1.marketplace_jobs set action_code = 'of_another_version' where id = $1`,
      [leases[1]?.jobId],
    );
    const begun = await Promise.allSettled(leases.map((lease) => world.begin(lease)));
    expect(begun.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });

  it('begin once where a claim and a later claim of the same job come in together', async () => {
    const [first] = await world.take();
    if (first === undefined) throw new Error('nothing was claimed');
    await world.settle(first, { to: 'ready' });
    const [second] = await world.take();
    if (second === undefined) throw new Error('nothing was claimed');
    const [early, late] = await Promise.all([world.begin(first), world.begin(second)]);
    expect(early).toBeUndefined();
    expect(late?.fence.epoch).toBe(second.epoch);
  });
});
