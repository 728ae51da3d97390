import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { Sweep } from '../../../src/queue/sweep.ts';
import { ledgerWorld } from '../../support/ledger-world.ts';
import type { BegunRun, LedgerWorld } from '../../support/ledger-world.ts';

describe('a begun job that waits to be taken up again, since its holder died', () => {
  let world: LedgerWorld;
  let run: BegunRun;
  let wishes: Wishes;

  beforeAll(async () => {
    world = await ledgerWorld();
    wishes = world.api.get(Wishes);
    await world.create(2);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.empty();
    await world.request(world.api, [1]);
    run = await world.begun();
    // The step after the first must not be repeated blindly, and is under way.
    await world.finish(run, 1);
    await world.settle(run.lease, { to: 'ready', recovered: true });
  });

  const job = async (): Promise<unknown> => world.job(world.api, run.fence.jobId);
  const steps = async (): Promise<string[]> =>
    (await world.tasks(world.api, run.fence.jobId)).map(({ status }) => status);

  it('is cancelled at once, and what may have been sent stays unknown', async () => {
    await wishes.cancel(world.tenant, [run.fence.jobId], 'test');
    expect(await job()).toMatchObject({ status: 'cancelled', unresolved: true });
    expect(await steps()).toEqual(['success', 'unknown', 'cancelled']);
    expect(await world.pointers()).toEqual({});
    await expect(world.finish(run, 2)).rejects.toThrow('no longer held');
  });

  it('is paused at once, and goes on after a resume by looking the unknown step up', async () => {
    await wishes.pause(world.tenant, [run.fence.jobId], 'test');
    expect(await job()).toMatchObject({ status: 'paused', waiting_for: 'paused', unresolved: true });
    expect(await world.pointers()).toEqual({ [run.fence.jobId]: 'parked' });
    await wishes.resume(world.tenant, [run.fence.jobId], 'test');
    const again = await world.begun();
    expect(again.run.next).toMatchObject({ position: 2, status: 'unknown' });
  });

  it('gives way when it cannot pause beside a newer request', async () => {
    await world.empty();
    await world.request(world.api, [1]);
    run = await world.begun();
    await world.settle(run.lease, { to: 'ready', recovered: true });
    const [newer] = await world.request(world.api, [1]);
    await wishes.pause(world.tenant, [run.fence.jobId], 'test');
    expect(await job()).toMatchObject({ status: 'cancelled', error: { code: 'job.superseded' } });
    expect(await world.pointers()).toEqual({ [newer?.jobId ?? 0]: 'ready' });
  });

  it('leaves the counters of its lane exact', async () => {
    await wishes.cancel(world.tenant, [run.fence.jobId], 'test');
    expect(await world.api.get(Sweep).run()).toBe(0);
  });
});
