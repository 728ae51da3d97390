import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OWNER, queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';

const LANE = { tenantId: 1, accountId: 1 };

describe('jobs of one lane', () => {
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

  /** Takes one job after another, as a lane with a single slot does. */
  const sequence = async (): Promise<number[]> => {
    const order: number[] = [];
    for (;;) {
      const { leases } = await world.claim.take(OWNER, 10);
      if (leases.length === 0) return order;
      expect(leases).toHaveLength(1);
      order.push(...leases.map((lease) => lease.jobId));
      await world.end(leases);
    }
  };

  it('run by priority first, the most urgent being 1', async () => {
    await world.open(LANE);
    await world.put({ jobId: 1, priority: 4 }, { jobId: 2, priority: 3 }, { jobId: 3, priority: 1 });
    await world.put({ jobId: 4, priority: 2 });
    expect(await sequence()).toEqual([3, 4, 2, 1]);
  });

  it('of the same batch and priority run in the order of the request', async () => {
    await world.open(LANE);
    await world.put({ jobId: 30, batchId: 1 }, { jobId: 10, batchId: 1 }, { jobId: 20, batchId: 1 });
    expect(await sequence()).toEqual([30, 10, 20]);
  });

  it('let batches take turns, so a small one does not wait for a large one', async () => {
    await world.open(LANE);
    await world.put(...Array.from({ length: 50 }, (_, index) => ({ jobId: 100 + index, batchId: 1 })));
    await world.put({ jobId: 201, batchId: 2 }, { jobId: 202, batchId: 2 });
    expect((await sequence()).slice(0, 5)).toEqual([100, 201, 101, 202, 102]);
  });

  it('let a batch join where the others stand, not where they began', async () => {
    await world.open(LANE);
    await world.put(...Array.from({ length: 20 }, (_, index) => ({ jobId: 100 + index, batchId: 1 })));
    for (let turn = 0; turn < 10; turn += 1) await world.end((await world.claim.take(OWNER, 1)).leases);
    await world.put({ jobId: 201, batchId: 2 }, { jobId: 202, batchId: 2 }, { jobId: 203, batchId: 2 });
    expect((await sequence()).slice(0, 6)).toEqual([110, 201, 111, 202, 112, 203]);
  });

  it('are claimed up to the lane’s limit and no further, and the rest as slots come back', async () => {
    await world.open({ ...LANE, maxRunning: 2 });
    await world.put({ jobId: 1 }, { jobId: 2 }, { jobId: 3 });
    const { leases } = await world.claim.take(OWNER, 10);
    expect(leases.map((lease) => lease.jobId).sort()).toEqual([1, 2]);
    expect(await world.ids(10)).toEqual([]);
    expect(await world.lane(LANE)).toMatchObject({ running: 2, ready: false });
    await world.end(leases.slice(0, 1));
    expect(await world.ids(10)).toEqual([3]);
  });

  it('stay claimable when only the limit of a claim cut them off', async () => {
    await world.open({ ...LANE, maxRunning: 10 });
    await world.put({ jobId: 1 }, { jobId: 2 }, { jobId: 3 }, { jobId: 4 });
    expect(await world.ids(3)).toEqual([1, 2, 3]);
    expect(await world.lane(LANE)).toMatchObject({ running: 3, ready: true });
    expect(await world.ids(3)).toEqual([4]);
    expect(await world.lane(LANE)).toMatchObject({ running: 4, ready: false });
  });

  it('of which a claim reached none because of its limit stay claimable as well', async () => {
    const second = { tenantId: 2, accountId: 1 };
    await world.open({ ...LANE, maxRunning: 4 }, { ...second, maxRunning: 4 });
    await world.put({ jobId: 1 }, { jobId: 2 }, { ...second, jobId: 3 });
    // Both lanes are locked for a claim of two, and the first one has enough for it.
    expect(await world.ids(2)).toHaveLength(2);
    expect(await world.lane(second)).toMatchObject({ running: 0, ready: true });
    expect(await world.ids(2)).toEqual([3]);
  });

  it('do not stop other lanes when the limit of their account is lowered below what runs', async () => {
    const second = { tenantId: 2, accountId: 1 };
    await world.open({ ...LANE, maxRunning: 4 }, second);
    await world.put({ jobId: 1 }, { jobId: 2 }, { jobId: 3 }, { jobId: 4 });
    const { leases } = await world.claim.take(OWNER, 3);
    await world.open({ ...LANE, maxRunning: 1 });
    await world.put({ ...second, jobId: 9 });
    expect(await world.ids(10)).toEqual([9]);
    await world.end(leases);
    expect(await world.ids(10)).toEqual([4]);
  });

  it('use a raised limit at once', async () => {
    await world.open(LANE);
    await world.put({ jobId: 1 }, { jobId: 2 });
    expect(await world.ids(10)).toEqual([1]);
    await world.open({ ...LANE, maxRunning: 2 });
    expect(await world.ids(10)).toEqual([2]);
  });
});
