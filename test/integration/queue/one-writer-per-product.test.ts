import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OWNER, queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';

const LANE = { tenantId: 1, accountId: 1 };

describe('two jobs for one product on one account', () => {
  let world: QueueWorld;

  beforeAll(async () => {
    world = await queueWorld();
  });
  afterEach(async () => {
    // The counters of the lanes are exact without the sweeper's help, whatever a test did.
    expect(await world.sweep.run()).toBe(0);
    expect(world.database.deadlocks).toBe(0);
    await world.reset();
  });
  afterAll(() => world.close());

  const busy = { productId: 7 };

  it('published together run one after the other, in the order of the requests', async () => {
    await world.open({ ...LANE, maxRunning: 4 });
    await world.put({ jobId: 5, ...busy }, { jobId: 4, ...busy }, { jobId: 6, productId: 8 });
    const { leases } = await world.claim.take(OWNER, 10);
    expect(leases.map((lease) => lease.jobId).sort()).toEqual([5, 6]);
    expect(await world.ids(10)).toEqual([]);
    await world.end(leases.filter((lease) => lease.jobId === 5));
    expect(await world.ids(10)).toEqual([4]);
  });

  it('run in the order of the requests although the later one is more urgent', async () => {
    await world.open({ ...LANE, maxRunning: 4 });
    await world.put({ jobId: 1, ...busy, priority: 4 });
    await world.put({ jobId: 2, ...busy, priority: 1 });
    expect(await world.ids(10)).toEqual([1]);
    expect(await world.ids(10)).toEqual([]);
  });

  it('free the product at the release, and the lane wakes by it', async () => {
    await world.open({ ...LANE, maxRunning: 4 });
    await world.put({ jobId: 1, ...busy });
    const { leases } = await world.claim.take(OWNER, 10);
    await world.put({ jobId: 2, ...busy });
    expect(await world.lane(LANE)).toMatchObject({ running: 1, ready: false });
    await world.end(leases);
    expect(await world.lane(LANE)).toMatchObject({ running: 0, ready: true });
    expect(await world.ids(10)).toEqual([2]);
  });

  it('do not block the jobs behind them', async () => {
    await world.open({ ...LANE, maxRunning: 4 });
    await world.put({ jobId: 1, ...busy }, { jobId: 2, ...busy }, { jobId: 3, ...busy });
    await world.put({ jobId: 4 }, { jobId: 5, productId: 9 });
    expect(await world.ids(10)).toEqual([1, 4, 5]);
  });

  it('do not wait for one that is scheduled for later', async () => {
    await world.open({ ...LANE, maxRunning: 4 });
    await world.put({ jobId: 1, ...busy, delayMs: 60_000 });
    await world.put({ jobId: 2, ...busy });
    expect(await world.ids(10)).toEqual([2]);
  });

  it('are strangers on different accounts, of different tenants and without a product', async () => {
    const other = { tenantId: 1, accountId: 2 };
    const foreign = { tenantId: 2, accountId: 1 };
    await world.open({ ...LANE, maxRunning: 4 }, other, foreign);
    await world.put(
      { jobId: 1, ...busy },
      { ...other, jobId: 2, ...busy },
      { ...foreign, jobId: 1, ...busy },
    );
    await world.put({ jobId: 3 }, { jobId: 4 });
    expect(await world.ids(10)).toEqual([1, 1, 2, 3, 4]);
  });
});
