import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OTHER, OWNER, queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';

import { HOLDS } from '../../../src/domain/vocabulary.ts';

const LANE = { tenantId: 1, accountId: 1 };
const NEIGHBOUR = { tenantId: 1, accountId: 2 };
const STRANGER = { tenantId: 2, accountId: 1 };

describe('a lane', () => {
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

  const one = async (): Promise<void> => {
    await world.open({ ...LANE, maxRunning: 4 });
    await world.put({ jobId: 1 });
  };

  it.each(HOLDS)('held for the reason %s gives no jobs until that is lifted', async (hold) => {
    await one();
    await world.database.transaction((sql) => world.lanes.hold(sql, LANE, hold));
    await world.put({ jobId: 2 });
    expect(await world.ids(10)).toEqual([]);
    await world.database.transaction((sql) => world.lanes.unhold(sql, LANE, hold));
    expect(await world.ids(10)).toEqual([1, 2]);
  });

  it.each(HOLDS)('whose hold %s is lifted stays held for every other reason', async (lifted) => {
    await one();
    await world.database.transaction(async (sql) => {
      for (const hold of HOLDS) await world.lanes.hold(sql, LANE, hold);
    });
    await world.database.transaction((sql) => world.lanes.unhold(sql, LANE, lifted));
    expect(new Set((await world.lane(LANE)).holds)).toEqual(new Set(HOLDS.filter((hold) => hold !== lifted)));
    expect(await world.ids(10)).toEqual([]);
    for (const hold of HOLDS.filter((reason) => reason !== lifted)) {
      expect(await world.ids(10)).toEqual([]);
      await world.database.transaction((sql) => world.lanes.unhold(sql, LANE, hold));
    }
    expect(await world.ids(10)).toEqual([1]);
  });

  it('held twice for a reason is lifted by once', async () => {
    await one();
    await world.database.transaction(async (sql) => {
      await world.lanes.hold(sql, LANE, 'plugin');
      await world.lanes.hold(sql, LANE, 'plugin');
    });
    await world.database.transaction((sql) => world.lanes.unhold(sql, LANE, 'plugin'));
    expect(await world.ids(10)).toEqual([1]);
  });

  it('that is opened held gives nothing', async () => {
    await world.open({ ...LANE, holds: ['plugin'] });
    await world.put({ jobId: 1 });
    expect(await world.ids(10)).toEqual([]);
  });

  it('of a tenant on hold stands still with all its siblings, and other tenants go on', async () => {
    await world.open(LANE, NEIGHBOUR, STRANGER);
    await world.put({ jobId: 1 }, { ...NEIGHBOUR, jobId: 2 }, { ...STRANGER, jobId: 3 });
    await world.database.transaction((sql) => world.lanes.hold(sql, NEIGHBOUR, 'reauth'));
    await world.database.transaction((sql) => world.lanes.holdTenant(sql, 1));
    expect(await world.ids(10)).toEqual([3]);
    await world.database.transaction((sql) => world.lanes.unholdTenant(sql, 1));
    expect(await world.ids(10)).toEqual([1]);
    expect(await world.lane(NEIGHBOUR)).toMatchObject({ holds: ['reauth'] });
  });

  it('that is held lets its running jobs end, and does not wake by that', async () => {
    await world.open(LANE);
    await world.put({ jobId: 1 }, { jobId: 2 });
    const { leases } = await world.claim.take(OWNER, 1);
    await world.database.transaction((sql) => world.lanes.hold(sql, LANE, 'challenge'));
    expect(await world.end(leases)).toBe(1);
    expect(await world.lane(LANE)).toMatchObject({ running: 0, ready: false });
    expect(await world.ids(10)).toEqual([]);
  });

  it('of a paused marketplace gives nothing, and other marketplaces go on', async () => {
    await world.open({ ...LANE, marketplace: 'ebay' }, { ...STRANGER, marketplace: 'etsy' });
    await world.put({ jobId: 1 }, { ...STRANGER, jobId: 2 });
    await world.switches.pause(world.database, 'ebay', { actor: 'test', reason: null });
    expect(await world.ids(10)).toEqual([2]);
    await world.switches.resume(world.database, 'ebay');
    expect(await world.ids(10)).toEqual([1]);
  });

  it('of a marketplace that is blocked for a time gives nothing until then, and a longer block stays', async () => {
    await one();
    await world.switches.block(world.database, 'ebay', 60_000);
    await world.switches.block(world.database, 'ebay', 1);
    expect(await world.ids(10)).toEqual([]);
    await world.database.query(`update public.marketplace_switches set blocked_until = now()`);
    expect(await world.ids(10)).toEqual([1]);
  });

  it('that is blocked for a time gives nothing until then, whatever happens to it meanwhile', async () => {
    await world.open({ ...LANE, maxRunning: 4 });
    await world.put({ jobId: 1 }, { jobId: 2 });
    const { leases } = await world.claim.take(OWNER, 1);
    await world.lanes.block(world.database, LANE, 60_000);
    await world.lanes.block(world.database, LANE, 1);
    await world.put({ jobId: 3 });
    await world.end(leases);
    await world.database.transaction((sql) => world.lanes.hold(sql, LANE, 'rate'));
    await world.database.transaction((sql) => world.lanes.unhold(sql, LANE, 'rate'));
    expect(await world.ids(10)).toEqual([]);
    await world.database.query(`update public.lanes set blocked_until = now(), ready_at = now()`);
    expect(await world.ids(10)).toEqual([2, 3]);
  });

  it('with an executor is claimed by that instance alone', async () => {
    await one();
    await world.database.query(`update public.lanes set executor = $1`, [OTHER]);
    expect(await world.ids(10, OWNER)).toEqual([]);
    expect(await world.ids(10, OTHER)).toEqual([1]);
  });
});
