import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';
import { RateBuckets } from '../../../src/queue/rate-buckets.ts';

/** So slow that nothing comes back while a test runs. */
const BUCKET = { scope: 'm/x/all', capacity: 3, refillPerSecond: 0.01 };

describe('a budget of calls', () => {
  let world: QueueWorld;

  beforeAll(async () => {
    world = await queueWorld();
  });
  afterEach(async () => {
    expect(world.database.deadlocks).toBe(0);
    await world.reset();
  });
  afterAll(() => world.close());

  const elapse = (seconds: number): Promise<unknown> =>
    world.database.query(
      `update public.rate_buckets set updated_at = updated_at - $1 * interval '1 second',
              blocked_until = blocked_until - $1 * interval '1 second'`,
      [seconds],
    );
  const take = (patienceMs = 0): Promise<{ taken: boolean; waitMs: number }> =>
    world.buckets.take(BUCKET, patienceMs);

  it('is full at first, then empty, and says how long until the next call', async () => {
    for (let call = 0; call < 3; call += 1) expect(await take()).toEqual({ taken: true, waitMs: 0 });
    const refused = await take();
    expect(refused.taken).toBe(false);
    expect(refused.waitMs).toBeGreaterThan(99_000);
    expect(refused.waitMs).toBeLessThanOrEqual(100_000);
  });

  it('comes back with time, up to its capacity and no further', async () => {
    for (let call = 0; call < 3; call += 1) await take();
    await elapse(100.5);
    expect(await take()).toMatchObject({ taken: true });
    expect(await take()).toMatchObject({ taken: false });
    await elapse(1_000_000);
    const calls = [await take(), await take(), await take(), await take()];
    expect(calls.map(({ taken }) => taken)).toEqual([true, true, true, false]);
  });

  it('promises tokens ahead to the patient, each later than the one before', async () => {
    for (let call = 0; call < 3; call += 1) await take();
    const waits: number[] = [];
    for (let call = 0; call < 3; call += 1) {
      const { taken, waitMs } = await take(301_000);
      expect(taken).toBe(true);
      waits.push(Math.round(waitMs / 10_000) * 10);
    }
    expect(waits).toEqual([100, 200, 300]);
    expect(await take(301_000)).toMatchObject({ taken: false });
    // What was promised is paid for first.
    await elapse(301);
    expect(await take()).toMatchObject({ taken: false });
    await elapse(100);
    expect(await take()).toMatchObject({ taken: true });
  });

  it('a refused caller takes nothing away from those who come after', async () => {
    for (let call = 0; call < 3; call += 1) await take();
    for (let call = 0; call < 10; call += 1) await take();
    await elapse(100.5);
    expect(await take()).toMatchObject({ taken: true });
  });

  it('that is blocked gives nothing to anybody, however patient, until then', async () => {
    await world.buckets.block(BUCKET, 60_000);
    await world.buckets.block(BUCKET, 1);
    const refused = await take(1_000_000);
    expect(refused.taken).toBe(false);
    expect(refused.waitMs).toBeGreaterThan(59_000);
    await elapse(61);
    expect(await take(1_000_000)).toMatchObject({ taken: true });
  });

  it('that is blocked while it is full loses what it had', async () => {
    await take();
    await world.buckets.block(BUCKET, 1);
    await elapse(1);
    expect(await take()).toMatchObject({ taken: false });
  });

  it('is shared by all instances, exactly', async () => {
    const other = new RateBuckets(world.database);
    const wide = { ...BUCKET, capacity: 20 };
    const calls = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? world.buckets : other).take(wide, 0)),
    );
    expect(calls.filter(({ taken }) => taken)).toHaveLength(20);
  });

  it('outlives those who use it', async () => {
    for (let call = 0; call < 3; call += 1) await take();
    await world.database.query(`select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()`);
    expect(await take()).toMatchObject({ taken: false });
  });

  it('follows changed numbers', async () => {
    for (let call = 0; call < 3; call += 1) await take();
    const faster = { ...BUCKET, refillPerSecond: 1000 };
    await elapse(100.5);
    expect(await world.buckets.take(faster, 0)).toMatchObject({ taken: true });
    expect((await world.buckets.take(faster, 1000)).waitMs).toBeLessThan(10);
  });

  it('of another scope is another one', async () => {
    for (let call = 0; call < 3; call += 1) await take();
    expect(await world.buckets.take({ ...BUCKET, scope: 'm/x/1/1' }, 0)).toMatchObject({ taken: true });
  });

  it('is lowered to what the marketplace says remains', async () => {
    await world.buckets.lower(BUCKET, 1);
    const calls = [await take(), await take()];
    expect(calls.map(({ taken }) => taken)).toEqual([true, false]);
  });

  it('is never raised by what the marketplace says, and keeps what it promised', async () => {
    for (let call = 0; call < 4; call += 1) expect(await take(101_000)).toMatchObject({ taken: true });
    await world.buckets.lower(BUCKET, 3);
    const [row] = await world.database.query<{ tokens: number }>(
      'select tokens from public.rate_buckets where scope = $1',
      [BUCKET.scope],
    );
    expect(row?.tokens).toBeLessThan(-0.9);
  });

  it('is lowered from what has come back since, and comes back from there', async () => {
    for (let call = 0; call < 3; call += 1) await take();
    await elapse(250);
    await world.buckets.lower(BUCKET, 0);
    expect(await take()).toMatchObject({ taken: false });
    await elapse(101);
    expect([(await take()).taken, (await take()).taken]).toEqual([true, false]);
  });

  it('is never fuller than its capacity, whatever the marketplace says', async () => {
    await world.buckets.lower(BUCKET, 50);
    const calls = [await take(), await take(), await take(), await take()];
    expect(calls.map(({ taken }) => taken)).toEqual([true, true, true, false]);
  });
});
