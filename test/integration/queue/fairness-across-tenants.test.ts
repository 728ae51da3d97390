import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OWNER, queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';

describe('tenants that share the workers', () => {
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

  /** How much of the service each tenant gets, when jobs are taken and ended one by one. */
  const share = async (claims: number): Promise<Record<number, number>> => {
    const served: Record<number, number> = {};
    for (let turn = 0; turn < claims; turn += 1) {
      const { leases } = await world.claim.take(OWNER, 1);
      for (const lease of leases) served[lease.tenantId] = (served[lease.tenantId] ?? 0) + 1;
      await world.end(leases);
    }
    return served;
  };
  const fill = async (tenantId: number, accounts: number, jobs: number, weight = 1): Promise<void> => {
    for (let accountId = 1; accountId <= accounts; accountId += 1) {
      await world.open({ tenantId, accountId, maxRunning: 4, weight });
      await world.put(
        ...Array.from({ length: jobs }, (_, index) => ({
          tenantId,
          accountId,
          jobId: accountId * 10_000 + index,
        })),
      );
    }
  };

  it('get the same, although one has ten accounts and the other has one', async () => {
    await fill(1, 10, 30);
    await fill(2, 1, 300);
    const served = await share(200);
    // Ten lanes that all begin at the same time get one job each before they count as one.
    expect(served[2]).toBeGreaterThanOrEqual(90);
    expect(served[1]).toBeGreaterThanOrEqual(90);
  });

  it('get shares by their weight', async () => {
    await fill(1, 1, 200, 3);
    await fill(2, 1, 200, 1);
    expect(await share(100)).toEqual({ 1: 75, 2: 25 });
  });

  it('wait for nobody with ten thousand jobs when they have one', async () => {
    await world.open(
      { tenantId: 1, accountId: 1, maxRunning: 4 },
      { tenantId: 2, accountId: 1, maxRunning: 4 },
    );
    await world.put(...Array.from({ length: 10_000 }, (_, index) => ({ jobId: index + 1 })));
    await share(100);
    await world.put({ tenantId: 2, accountId: 1, jobId: 1 });
    const first = (await world.claim.take(OWNER, 1)).leases;
    const second = (await world.claim.take(OWNER, 1)).leases;
    expect([...first, ...second].map((lease) => lease.tenantId)).toContain(2);
    await world.end([...first, ...second]);
  });

  it('are left as they are by a claim that is full before it comes to them', async () => {
    for (const tenantId of [1, 2, 3]) await fill(tenantId, 1, 4);
    const versions = (): Promise<readonly { version: string; ready: boolean }[]> =>
      world.database.query(
        `select xmin::text as version, ready_at is not null as ready from public.lanes order by tenant_id`,
      );
    const before = await versions();
    const { leases, more } = await world.claim.take(OWNER, 4);
    expect([leases.map((lease) => lease.tenantId), more]).toEqual([[1, 1, 1, 1], true]);
    const after = await versions();
    expect(after.map(({ ready }) => ready)).toEqual([false, true, true]);
    expect(after.slice(1)).toEqual(before.slice(1));
    await world.end(leases);
  });

  it('do not catch up on the time they slept', async () => {
    await fill(1, 1, 300);
    await world.open({ tenantId: 2, accountId: 1, maxRunning: 4 });
    await share(100);
    await fill(2, 1, 300);
    const served = await share(40);
    expect(served).toEqual({ 1: 20, 2: 20 });
  });

  it('do not catch up after a hold either', async () => {
    await fill(1, 1, 300);
    await fill(2, 1, 300);
    const lane = { tenantId: 2, accountId: 1 };
    await world.database.transaction((sql) => world.lanes.hold(sql, lane, 'account'));
    await share(100);
    await world.database.transaction((sql) => world.lanes.unhold(sql, lane, 'account'));
    expect(await share(40)).toEqual({ 1: 20, 2: 20 });
  });
});
