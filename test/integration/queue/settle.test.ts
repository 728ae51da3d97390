import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OTHER, OWNER, queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';

import type { Lease } from '../../../src/queue/keys.ts';
import type { Settlement } from '../../../src/queue/settle.ts';

const LANE = { tenantId: 1, accountId: 1 };

describe('a lease', () => {
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

  const claimed = async (): Promise<Lease> => {
    await world.open(LANE);
    await world.put({ jobId: 1 });
    const [lease] = (await world.claim.take(OWNER, 1)).leases;
    if (lease === undefined) throw new Error('nothing was claimed');
    return lease;
  };
  const row = async (): Promise<unknown> => {
    const rows = await world.database.query<Record<string, unknown>>(
      `select state, owner, epoch, recoveries, run_at > now() + interval '30 seconds' as later from public.job_queue`,
    );
    return rows[0];
  };

  it('gives the holder the job at an epoch one higher than before', async () => {
    const lease = await claimed();
    expect(lease).toMatchObject({ ...LANE, jobId: 1, epoch: 1, owner: OWNER, recoveries: 0 });
    await world.end([lease], { to: 'ready' });
    expect((await world.claim.take(OTHER, 1)).leases).toMatchObject([{ jobId: 1, epoch: 2, owner: OTHER }]);
  });

  it.each<[Settlement, Record<string, unknown> | undefined, boolean]>([
    [{ to: 'gone' }, undefined, false],
    [{ to: 'ready' }, { state: 'ready', recoveries: 0, later: false }, true],
    [{ to: 'ready', recovered: true }, { state: 'ready', recoveries: 1, later: false }, true],
    [{ to: 'scheduled', delayMs: 60_000 }, { state: 'scheduled', recoveries: 0, later: true }, false],
    [
      { to: 'scheduled', delayMs: 60_000, recovered: true },
      { state: 'scheduled', recoveries: 1, later: true },
      false,
    ],
    [{ to: 'scheduled', delayMs: 0 }, { state: 'ready', recoveries: 0, later: false }, true],
    [{ to: 'parked' }, { state: 'parked', recoveries: 0, later: false }, false],
  ])('settled as %j leaves %j', async (settlement, pointer, ready) => {
    const lease = await claimed();
    expect(await world.end([lease], settlement)).toBe(1);
    if (pointer === undefined) expect(await row()).toBeUndefined();
    else expect(await row()).toMatchObject({ ...pointer, owner: null, epoch: 1 });
    expect(await world.lane(LANE)).toMatchObject({ running: 0, ready });
  });

  it.each<Settlement>([{ to: 'gone' }, { to: 'ready' }, { to: 'scheduled', delayMs: 1 }, { to: 'parked' }])(
    'of another owner or epoch is not settled as %j',
    async (settlement) => {
      const lease = await claimed();
      expect(await world.end([{ ...lease, owner: OTHER }], settlement)).toBe(0);
      expect(await world.end([{ ...lease, epoch: lease.epoch + 1 }], settlement)).toBe(0);
      expect(await world.end([{ ...lease, epoch: lease.epoch - 1 }], settlement)).toBe(0);
      expect(await world.end([{ ...lease, tenantId: 2 }], settlement)).toBe(0);
      expect(await row()).toMatchObject({ state: 'leased', owner: OWNER, epoch: 1 });
      expect(await world.lane(LANE)).toMatchObject({ running: 1 });
    },
  );

  it('is settled once: a second time finds nothing and gives no second slot back', async () => {
    await world.open({ ...LANE, maxRunning: 2 });
    await world.put({ jobId: 1 }, { jobId: 2 });
    const { leases } = await world.claim.take(OWNER, 2);
    const first = leases.slice(0, 1);
    expect(await world.end(first, { to: 'parked' })).toBe(1);
    expect(await world.end(first, { to: 'parked' })).toBe(0);
    expect(await world.end(first)).toBe(0);
    expect(await world.lane(LANE)).toMatchObject({ running: 1 });
  });

  it.each<[string, Settlement, { readonly waiting: readonly number[]; readonly wakes: boolean }]>([
    ['makes room for a job that waits', { to: 'gone' }, { waiting: [2], wakes: true }],
    ['may run again', { to: 'ready' }, { waiting: [], wakes: true }],
    ['leaves none that may run', { to: 'parked' }, { waiting: [], wakes: false }],
  ])('tells whether a claim is due: one that %s', async (_, settlement, { waiting, wakes }) => {
    const lease = await claimed();
    await world.put(...waiting.map((jobId) => ({ jobId })));
    const lot = [{ lease, settlement }];
    expect(await world.settle.apply(lot)).toEqual({ held: 1, wakes });
    expect(await world.settle.apply(lot)).toEqual({ held: 0, wakes: false });
  });

  it('is settled in lots of mixed kinds, over several lanes, the fenced ones left out', async () => {
    const other = { tenantId: 2, accountId: 1 };
    await world.open({ ...LANE, maxRunning: 3 }, { ...other, maxRunning: 3 });
    await world.put({ jobId: 1 }, { jobId: 2 }, { jobId: 3 }, { ...other, jobId: 1 }, { ...other, jobId: 2 });
    const { leases } = await world.claim.take(OWNER, 10);
    const kinds: Settlement[] = [{ to: 'gone' }, { to: 'ready' }, { to: 'parked' }];
    const lot = leases.map((lease, index) => ({
      lease: lease.jobId === 3 ? { ...lease, epoch: 99 } : lease,
      settlement: kinds[index % kinds.length] ?? { to: 'gone' as const },
    }));
    expect((await world.settle.apply(lot)).held).toBe(4);
    expect(await world.lane(LANE)).toMatchObject({ running: 1 });
    expect(await world.lane(other)).toMatchObject({ running: 0 });
  });
});
