import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OTHER, OWNER, queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';

const LANE = { tenantId: 1, accountId: 1 };
const HOUR_MS = 3_600_000;

describe('the chores of the queue', () => {
  let world: QueueWorld;

  beforeAll(async () => {
    world = await queueWorld();
  });
  afterEach(async () => {
    expect(world.database.deadlocks).toBe(0);
    await world.reset();
  });
  afterAll(() => world.close());

  it('promote what is due and nothing else, and wake its lane', async () => {
    await world.open({ ...LANE, maxRunning: 4 });
    await world.put({ jobId: 1, delayMs: 60_000 }, { jobId: 2, delayMs: 60_000 }, { jobId: 3, parked: true });
    await world.database.query(`update public.job_queue set run_at = now() where job_id <> 2`);
    expect(await world.promote.due()).toBe(1);
    expect(await world.promote.due()).toBe(0);
    expect(await world.pointers()).toEqual({ 1: 'ready', 2: 'scheduled', 3: 'parked' });
    expect(await world.ids(10)).toEqual([1]);
  });

  it('promote in lots, until nothing is due', async () => {
    await world.open(LANE, { tenantId: 2, accountId: 1 });
    await world.put(
      ...Array.from({ length: 1200 }, (_, index) => ({
        tenantId: 1 + (index % 2),
        accountId: 1,
        jobId: index + 1,
        delayMs: 60_000,
      })),
    );
    await world.database.query(`update public.job_queue set run_at = now()`);
    const lots: number[] = [];
    for (let lot = await world.promote.due(); lot > 0; lot = await world.promote.due()) lots.push(lot);
    expect(lots).toEqual([500, 500, 200]);
    expect(await world.sweep.run()).toBe(0);
  });

  it('promote each job once, although several instances do it', async () => {
    await world.open(LANE);
    await world.put(...Array.from({ length: 400 }, (_, index) => ({ jobId: index + 1, delayMs: 60_000 })));
    await world.database.query(`update public.job_queue set run_at = now()`);
    const lots = await Promise.all(Array.from({ length: 6 }, () => world.promote.due()));
    expect(lots.reduce((sum, lot) => sum + lot, 0)).toBe(400);
  });

  it('tell when something will be due', async () => {
    await world.open(LANE);
    expect(await world.promote.nextDueInMs()).toBeNull();
    await world.put({ jobId: 1, delayMs: 60_000 }, { jobId: 2, delayMs: 30_000 });
    const next = await world.promote.nextDueInMs();
    expect(next).toBeGreaterThan(25_000);
    expect(next).toBeLessThanOrEqual(30_000);
  });

  it('raise what has waited an hour by one level, again after another, and never beside delisting', async () => {
    await world.open(LANE);
    await world.put(
      { jobId: 1, priority: 4 },
      { jobId: 2, priority: 3 },
      { jobId: 3, priority: 2 },
      { jobId: 4 },
    );
    const waited = `enqueued_at = now() - interval '61 minutes'`;
    await world.database.query(`update public.job_queue set ${waited} where job_id <> 4`);
    const priorities = async (): Promise<number[]> => {
      const rows = await world.database.query<{ priority: number }>(
        'select priority from public.job_queue order by job_id',
      );
      return rows.map(({ priority }) => priority);
    };
    expect(await world.ageing.run(HOUR_MS)).toBe(2);
    expect(await world.ageing.run(HOUR_MS)).toBe(0);
    expect(await priorities()).toEqual([3, 2, 2, 3]);
    await world.database.query(`update public.job_queue set ${waited}`);
    expect(await world.ageing.run(HOUR_MS)).toBe(2);
    expect(await priorities()).toEqual([2, 2, 2, 2]);
  });

  it('find what is past its time, unless somebody holds it', async () => {
    await world.open({ ...LANE, maxRunning: 1 });
    await world.put({ jobId: 1, expiresInMs: 1, priority: 1 }, { jobId: 2, expiresInMs: 1 });
    await world.put(
      { jobId: 3, expiresInMs: 60_000 },
      { jobId: 4 },
      { jobId: 5, expiresInMs: 1, parked: true },
    );
    await world.database.query(
      `update public.job_queue set expires_at = now() where expires_at < now() + interval '1 s'`,
    );
    expect(await world.ids(1)).toEqual([1]);
    expect((await world.expiring.find(10)).map(({ jobId }) => jobId).sort()).toEqual([2, 5]);
    expect(await world.expiring.find(1)).toHaveLength(1);
  });

  it.each([
    ['a slot was lost', `running = 2, ready_at = null`],
    ['a slot was counted twice', `running = 0`],
    ['a lane sleeps although it has work', `ready_at = null`],
    ['a lane is awake although it is held', `holds = '{account}', ready_at = now()`],
    ['a lane is awake although it is full', `max_running = 1, ready_at = now()`],
  ])('find and count it when %s, and put it right', async (_, damage) => {
    await world.open({ ...LANE, maxRunning: 2 }, { tenantId: 2, accountId: 1 });
    await world.put({ jobId: 1 }, { jobId: 2 });
    await world.claim.take(OWNER, 1);
    expect(await world.sweep.run()).toBe(0);
    const before = world.sweep.corrections;
    await world.database.query(`update public.lanes set ${damage} where tenant_id = 1`);
    expect(await world.sweep.run()).toBe(1);
    expect(world.sweep.corrections).toBe(before + 1);
    expect(await world.sweep.run()).toBe(0);
    const [lane] = await world.database.query<{ held: boolean }>(
      `select holds <> '{}' or max_running = 1 as held from public.lanes where tenant_id = 1`,
    );
    expect(await world.lane(LANE)).toMatchObject({ running: 1, ready: lane?.held !== true });
  });

  it('find the leases of instances that died or were never there, by the database’s clock', async () => {
    await world.open({ ...LANE, maxRunning: 4 });
    await world.put({ jobId: 1 }, { jobId: 2 });
    const facts = { role: 'worker', host: 'here', pid: 1 };
    await world.instances.register({ ...facts, id: OWNER }, 60_000);
    await world.claim.take(OWNER, 1);
    await world.claim.take(OTHER, 1);
    const orphans = async (): Promise<string[]> => (await world.orphans.find(10)).map(({ owner }) => owner);
    expect(await orphans()).toEqual([OTHER]);
    await world.database.query(`update public.instances set lease_until = clock_timestamp()`);
    expect((await orphans()).sort()).toEqual([OWNER, OTHER]);
  });

  it('renew a lease that lasts, and never one that has run out', async () => {
    const facts = { id: OWNER, role: 'worker', host: 'here', pid: 1 };
    expect(await world.instances.renew(OWNER, 1000)).toBe(false);
    await world.instances.register(facts, 60_000);
    expect(await world.instances.renew(OWNER, 120_000)).toBe(true);
    const [row] = await world.database.query<{ seconds: number }>(
      `select extract(epoch from lease_until - clock_timestamp())::int as seconds from public.instances`,
    );
    expect(row?.seconds).toBeGreaterThan(115);
    await world.database.query(`update public.instances set lease_until = clock_timestamp()`);
    expect(await world.instances.renew(OWNER, 60_000)).toBe(false);
  });

  it('forget the dead only when they hold nothing, and the living never', async () => {
    await world.open(LANE);
    await world.put({ jobId: 1 });
    const facts = { role: 'worker', host: 'here', pid: 1 };
    await world.instances.register({ ...facts, id: OWNER }, 60_000);
    await world.instances.register({ ...facts, id: OTHER }, 60_000);
    const { leases } = await world.claim.take(OWNER, 1);
    await world.database.query(`update public.instances set lease_until = clock_timestamp() where id = $1`, [
      OWNER,
    ]);
    const known = async (): Promise<number> =>
      (await world.database.query('select from public.instances')).length;
    await world.instances.forgetDead();
    expect(await known()).toBe(2);
    await world.end(leases);
    await world.instances.forgetDead();
    expect(await known()).toBe(1);
  });

  it('remember open batches, once each', async () => {
    const batch = { tenantId: 1, batchId: 7 };
    await world.openBatches.open(world.database, batch);
    await world.openBatches.open(world.database, batch);
    await world.openBatches.open(world.database, { tenantId: 2, batchId: 7 });
    expect(await world.openBatches.list()).toHaveLength(2);
    // It was opened again since somebody found it over.
    await world.openBatches.forget({ ...batch, reopened: 0 });
    expect(await world.openBatches.list()).toHaveLength(2);
    await world.openBatches.forget({ ...batch, reopened: 1 });
    expect(await world.openBatches.list()).toEqual([{ tenantId: 2, batchId: 7, reopened: 0 }]);
  });
});
