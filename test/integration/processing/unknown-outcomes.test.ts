import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Retry } from '../../../src/ledger/retry.ts';
import { Dispatcher } from '../../../src/processing/dispatcher.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('a step whose answer was lost', () => {
  let world: WorkerWorld;
  let worker: Worker;

  beforeEach(async () => {
    world = await workerWorld();
    worker = await world.start();
  });
  afterEach(() => world.close());

  it('is looked up, and what it did is adopted without repeating it', async () => {
    world.market.script('create', 'lost_but_done');
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');

    expect(world.market.effects.get(`1/${id}/create`)).toBe(1);
    expect(world.market.looks).toEqual([`1/${id}/create`]);
    expect((await world.tasks(worker, id))[1]).toMatchObject({
      status: 'success',
      result: { of: 'create', found: true },
      error: null,
    });
  });

  it('is repeated when the look finds nothing', async () => {
    world.market.script('create', 'lost_not_done');
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');

    expect(world.market.effects.get(`1/${id}/create`)).toBe(1);
    expect(world.market.calls.filter((call) => call.endsWith('create'))).toHaveLength(2);
  });

  it('is not repeated before the marketplace had time to show it', async () => {
    // The look misses the effect twice; at scale 0.1 the settle time of 10 s is one second.
    world.market.plan = () => [step('create', 'once', { settleSeconds: 10 })];
    world.market.indexLag = 1;
    world.market.script('create', 'lost_but_done');
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');

    expect(world.market.effects.get(`1/${id}/create`)).toBe(1);
    expect(world.market.calls).toHaveLength(1);
    expect(world.market.looks).toHaveLength(2);
  });

  it('waits visibly as reconciling when the settle time is long', async () => {
    world.market.plan = () => [step('create', 'once', { settleSeconds: 30 })];
    world.market.indexLag = 1;
    world.market.script('create', 'lost_but_done');
    const [id = 0] = await world.createJobs(worker, 1);
    await world.untilWaiting(worker, id, 'reconciling');

    expect(await world.job(worker, id)).toMatchObject({ status: 'pending', unresolved: true });
    expect((await world.tasks(worker, id))[0]).toMatchObject({ status: 'unknown' });
    await world.until(worker, [id], 'completed');
    expect(world.market.effects.get(`1/${id}/create`)).toBe(1);
  });

  it('is unknown as well when the handler throws, since the call may have been sent', async () => {
    world.market.script('create', 'throw');
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');

    expect(world.market.looks).toEqual([`1/${id}/create`]);
  });

  it('is unknown when the handler does not answer in time, and the run does not hang with it', async () => {
    world.market.plan = () => [step('create', 'once', { timeoutSeconds: 1 })];
    world.market.script('create', async (_task, context) => {
      world.market.effects.set(`1/${context.job.id}/create`, 1);
      return new Promise(() => undefined);
    });
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');

    expect(world.market.calls).toHaveLength(1);
    expect(world.market.looks).toHaveLength(1);
  });

  it('fails with the last failure when it was sent as often as allowed and never took effect', async () => {
    world.market.script('create', 'lost_not_done', 'lost_not_done', 'lost_not_done', 'lost_not_done');
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'failed');

    expect(await world.job(worker, id)).toMatchObject({ error: { code: 'test.lost' }, unresolved: false });
    expect(world.market.calls.filter((call) => call.endsWith('create'))).toHaveLength(3);
  });

  it('keeps the unknown step for a person’s retry, which looks before it does anything', async () => {
    world.market.script('create', 'lost_but_done');
    const look = world.market.look.bind(world.market);
    world.market.look = async () => ({ kind: 'undecided', message: 'the shop is closed' });
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'failed');
    expect(await world.job(worker, id)).toMatchObject({
      error: { code: 'outcome.unresolved' },
      unresolved: true,
    });
    expect((await world.tasks(worker, id))[1]).toMatchObject({ status: 'unknown' });

    world.market.look = look;
    world.market.calls.length = 0;
    await worker.get(Retry).run(world.tenant, [id], 'test');
    worker.get(Dispatcher).nudge();
    await world.until(worker, [id], 'completed');
    expect(world.market.calls).toEqual([`1/${id}/save`]);
    expect(world.market.effects.get(`1/${id}/create`)).toBe(1);
  });
});
