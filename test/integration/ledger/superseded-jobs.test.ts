import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Journal } from '../../../src/ledger/journal.ts';
import { SettlementReader } from '../../../src/ledger/settlement.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { ledgerWorld } from '../../support/ledger-world.ts';
import type { BegunRun, LedgerWorld } from '../../support/ledger-world.ts';

describe('a running job beside which a newer request for the same thing waits', () => {
  let world: LedgerWorld;
  let old: BegunRun;
  let newer: number;

  beforeEach(async () => {
    world = await ledgerWorld();
    old = await world.begun();
    const [answer] = await world.request(world.api, [1]);
    newer = answer?.jobId ?? 0;
    expect(answer).toMatchObject({ created: true });
  });
  afterEach(() => world.close());

  it('gives way to it when it would have to wait itself', async () => {
    expect(await world.release(old, { waitingFor: 'backoff', delayMs: 1000, costsAttempt: true })).toBe(
      'cancelled',
    );
    expect(await world.job(world.api, old.fence.jobId)).toMatchObject({ error: { code: 'job.superseded' } });
    expect((await world.tasks(world.api, old.fence.jobId)).map(({ status }) => status)).toEqual(
      Array(3).fill('cancelled'),
    );
    expect(await world.job(world.api, newer)).toMatchObject({ status: 'pending' });
  });

  it('gives way to it when it is paused at a step’s end, and the step’s result is kept', async () => {
    await world.api.get(Wishes).pause(world.tenant, [old.fence.jobId], 'test');
    expect(await world.finish(old, 1)).toBe('cancelled');
    expect(await world.job(world.api, old.fence.jobId)).toMatchObject({
      status: 'cancelled',
      error: { code: 'job.superseded' },
      done_tasks: 1,
    });
    expect((await world.tasks(world.api, old.fence.jobId)).map(({ status }) => status)).toEqual([
      'success',
      'cancelled',
      'cancelled',
    ]);
    expect(await world.job(world.api, newer)).toMatchObject({ status: 'pending' });
  });

  it('gives way to it when its holder is gone and a person paused it', async () => {
    await world.api.get(Wishes).pause(world.tenant, [old.fence.jobId], 'test');
    expect(await world.api.get(SettlementReader).of(old.fence, 0)).toEqual({ to: 'gone' });
    expect(await world.job(world.api, old.fence.jobId)).toMatchObject({
      status: 'cancelled',
      error: { code: 'job.superseded' },
    });
  });

  it('does not give way while one of its steps is unknown, and runs first', async () => {
    await world.finish(old, 1);
    await world.api.get(Journal).markUnknown(old.fence, 2, { code: 'test.lost', message: 'no answer' });
    expect(await world.release(old, { position: 2, waitingFor: 'reconciling', delayMs: 60_000 })).toBe(
      'pending',
    );
    await world.settle(old.lease, { to: 'scheduled', delayMs: 60_000, unresolved: true });
    // The product is not free while nobody knows what the marketplace did with it.
    expect(await world.take()).toEqual([]);
    await world.database.query(`update public.job_queue set run_at = now() where state = 'scheduled'`);
    await world.promote();
    expect((await world.take()).map(({ jobId }) => jobId)).toEqual([old.fence.jobId]);
  });

  it('runs first after a person’s retry as well, when it failed with a step unknown', async () => {
    await world.finish(old, 1);
    await world.api.get(Journal).markUnknown(old.fence, 2, { code: 'test.lost', message: 'no answer' });
    await world.fail(old, 'unknown');
    await world.settle(old.lease, { to: 'gone' });
    expect(await world.retry(old.fence.jobId)).toEqual({ reopened: [old.fence.jobId], conflicts: [] });
    expect((await world.take()).map(({ jobId }) => jobId)).toEqual([old.fence.jobId]);
  });
});
