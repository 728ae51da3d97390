import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OWNER, queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';

const LANE = { tenantId: 1, accountId: 1 };

describe('taking jobs out of their lanes', () => {
  let world: QueueWorld;

  beforeAll(async () => {
    world = await queueWorld();
  });
  afterEach(async () => {
    expect(world.database.deadlocks).toBe(0);
    await world.reset();
  });
  afterAll(() => world.close());

  const KEYS = [1, 2, 3, 4].map((jobId) => ({ tenantId: 1, jobId }));
  /** One leased, one ready, one scheduled and one parked job. */
  const one = async (): Promise<void> => {
    await world.open(LANE);
    await world.put(
      { jobId: 1, priority: 1 },
      { jobId: 2 },
      { jobId: 3, delayMs: 60_000 },
      { jobId: 4, parked: true },
    );
    await world.put({ tenantId: 2, jobId: 2 });
    expect(await world.ids(1)).toEqual([1]);
  };
  const states = async (): Promise<unknown> =>
    world.database.query('select tenant_id, job_id, state from public.job_queue order by tenant_id, job_id');

  it('removes what nobody holds, and leaves the leased and other tenants alone', async () => {
    await world.open({ tenantId: 2, accountId: 1 });
    await one();
    const removed = await world.database.transaction(async (sql) => {
      await world.lanes.lock(sql, await world.withdraw.lanesOf(sql, KEYS));
      return world.withdraw.remove(sql, KEYS);
    });
    expect([...removed].sort()).toEqual([2, 3, 4]);
    expect(await states()).toEqual([
      { tenant_id: 1, job_id: 1, state: 'leased' },
      { tenant_id: 2, job_id: 2, state: 'ready' },
    ]);
    expect(await world.lane(LANE)).toMatchObject({ running: 1, ready: false });
    expect(await world.sweep.run()).toBe(0);
  });

  it('parks what waits, and leaves the leased alone', async () => {
    await one();
    await world.database.transaction(async (sql) => {
      await world.lanes.lock(sql, await world.withdraw.lanesOf(sql, KEYS));
      await world.withdraw.park(sql, KEYS);
    });
    expect(await states()).toEqual([
      { tenant_id: 1, job_id: 1, state: 'leased' },
      { tenant_id: 1, job_id: 2, state: 'parked' },
      { tenant_id: 1, job_id: 3, state: 'parked' },
      { tenant_id: 1, job_id: 4, state: 'parked' },
      { tenant_id: 2, job_id: 2, state: 'ready' },
    ]);
    expect(await world.sweep.run()).toBe(0);
  });

  it('frees the product for the next in line', async () => {
    await world.open({ ...LANE, maxRunning: 4 });
    await world.put({ jobId: 1, productId: 7, delayMs: 60_000, unresolved: true });
    await world.put({ jobId: 2, productId: 7 });
    expect((await world.claim.take(OWNER, 10)).leases).toEqual([]);
    expect(await world.lane(LANE)).toMatchObject({ ready: false });
    await world.database.transaction(async (sql) => {
      await world.lanes.lock(sql, [LANE]);
      await world.withdraw.remove(sql, [{ tenantId: 1, jobId: 1 }]);
    });
    expect(await world.ids(10)).toEqual([2]);
  });
});
