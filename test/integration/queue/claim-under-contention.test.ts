import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Lease } from '../../../src/queue/keys.ts';
import { queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';

const LANES = 4;
const CLAIMERS = 16;
const JOBS = 6000;

describe('sixteen claimers on four lanes', () => {
  let world: QueueWorld;

  beforeAll(async () => {
    world = await queueWorld();
  });
  afterAll(() => world.close());

  it('claim each of 6,000 jobs once, and every slot comes back', async () => {
    const lanes = Array.from({ length: LANES }, (_, index) => ({
      tenantId: 1 + (index % 2),
      accountId: index + 1,
    }));
    await world.open(...lanes.map((lane) => ({ ...lane, maxRunning: 4 })));
    await world.put(
      ...Array.from({ length: JOBS }, (_, index) => ({
        ...(lanes[index % LANES] ?? { tenantId: 0, accountId: 0 }),
        jobId: index + 1,
      })),
    );

    // Whoever hands out a slot that there is not fails, in the very statement.
    await world.database.query(
      'alter table public.lanes add constraint slots_there_are check (running <= max_running)',
    );
    const claimed = new Map<number, number>();
    const work = async (owner: string): Promise<void> => {
      while (claimed.size < JOBS) {
        const leases: readonly Lease[] = (await world.claim.take(owner, 8)).leases;
        for (const lease of leases) claimed.set(lease.jobId, (claimed.get(lease.jobId) ?? 0) + 1);
        await world.settle.apply(leases.map((lease) => ({ lease, settlement: { to: 'gone' } })));
      }
    };
    await Promise.all(Array.from({ length: CLAIMERS }, () => work(randomUUID())));

    expect([...claimed.values()].filter((times) => times !== 1)).toEqual([]);
    expect(claimed.size).toBe(JOBS);
    for (const lane of lanes) expect(await world.lane(lane)).toMatchObject({ running: 0, ready: false });
    expect(await world.sweep.run()).toBe(0);
    expect(world.database.deadlocks).toBe(0);
    expect(await world.database.query('select from public.job_queue')).toEqual([]);
  }, 120_000);
});
