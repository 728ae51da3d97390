import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MikroORM } from '@mikro-orm/postgresql';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { Database } from '../../../src/common/database/database.ts';
import { done } from '../../../src/domain/outcome.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { RecurringJobs } from '../../../src/processing/recovery/recurring-jobs.ts';
import { Upkeep } from '../../../src/processing/recovery/upkeep.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { Recurring } from '../../../src/queue/recurring.ts';
import { scannedRows } from '../../support/statements/read-rows.ts';
import { StatementTap } from '../../support/statements/statement-tap.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { waitFor } from '../../support/wait-for.ts';
import { openAccount, workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('actions that are done again and again', () => {
  let world: WorkerWorld;
  beforeEach(async () => {
    world = await workerWorld({ further: ['sync_orders'] });
  });
  afterEach(() => world.close());

  const turnOf = (worker: Worker): Promise<void> =>
    worker.get(Database).transaction(async (sql) => {
      await sql.query('update public.marketplace_action_types set every_seconds = 300 where is_batch');
      await worker.get(Recurring).begin(sql, { tenantId: 1, accountId: 1 }, 'testmarket');
    });
  const due = (worker: Worker): Promise<object[]> =>
    worker.get(Database).query('update public.recurring_actions set next_at = now()');
  const jobs = async (worker: Worker): Promise<readonly string[]> => {
    const rows = await worker.get(Database).query<{ line: string }>(
      `select concat_ws(' ', action_code, status, requested_by) as line
         from user_1.marketplace_jobs order by id`,
    );
    return rows.map(({ line }) => line);
  };

  it('are taken once, however many instances look at the same moment', async () => {
    const instances: Worker[] = [];
    for (let count = 0; count < 3; count += 1) {
      instances.push(await world.start({ ROLE: 'api', RECURRING: 'true' }));
    }
    const [worker] = instances;
    if (worker === undefined) throw new Error('no instance');
    await turnOf(worker);
    await due(worker);
    await Promise.all(
      instances.flatMap((each) => [each.get(RecurringJobs).run(), each.get(RecurringJobs).run()]),
    );
    expect(await jobs(worker)).toEqual(['sync_orders pending schedule']);
  });

  it.each([
    ['1', 300],
    ['0.03', 9],
  ])('come again about an interval later, spread by a tenth, at scale %s', async (scale, interval) => {
    const worker = await world.start({ ROLE: 'api', RECURRING: 'true', TIME_SCALE: scale });
    await turnOf(worker);
    const waits: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      await due(worker);
      await worker.get(RecurringJobs).run();
      const [row] = await worker
        .get(Database)
        .query<{ seconds: number }>(
          `select extract(epoch from next_at - now())::float8 as seconds from public.recurring_actions`,
        );
      waits.push(row?.seconds ?? 0);
    }
    expect(Math.min(...waits)).toBeGreaterThan(interval * 0.9 - 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(interval * 1.1);
    expect(new Set(waits.map((wait) => Math.round((wait / interval) * 100))).size).toBeGreaterThan(1);
  });

  it('are left out while the last one waits or runs', async () => {
    const worker = await world.start({ ROLE: 'api', RECURRING: 'true' });
    await turnOf(worker);
    await due(worker);
    expect(await worker.get(RecurringJobs).run()).toBe(true);
    await due(worker);
    expect(await worker.get(RecurringJobs).run()).toBe(false);
    expect(await jobs(worker)).toEqual(['sync_orders pending schedule']);
  });

  it('never run twice at a time on one account, also where a person asks for one more', async () => {
    const worker = await world.start();
    let running = 0;
    let most = 0;
    world.market.plan = () => [step('look', 'none')];
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const slow = async (): Promise<ReturnType<typeof done>> => {
      running += 1;
      most = Math.max(most, running);
      await gate;
      running -= 1;
      return done();
    };
    world.market.script('look', slow);
    const ask = { actionCode: 'sync_orders' } as const;
    const [first] = await world.request(worker, [null], ask);
    await world.until(worker, [first?.jobId ?? 0], 'processing');
    const [second] = await world.request(worker, [null], ask);
    expect(second).toMatchObject({ created: true });
    // A job of a product of the same account gets its turn meanwhile: only the action is taken.
    const [publish = 0] = await world.createJobs(worker, 1);
    await waitFor(() => world.market.calls.includes(`1/${publish}/look`), { what: 'the other job' });
    expect(await world.job(worker, second?.jobId ?? 0)).toMatchObject({ status: 'pending' });
    letGo();
    await world.until(worker, [first?.jobId ?? 0, second?.jobId ?? 0], 'completed');
    expect(most).toBe(1);
  });

  it('are not done where they are switched off', async () => {
    const worker = await world.start({ ROLE: 'api' });
    await turnOf(worker);
    await due(worker);
    expect(await worker.get(RecurringJobs).run()).toBe(false);
    expect(await jobs(worker)).toEqual([]);
  });

  it.each([
    ['known', 'analyze public.recurring_actions, public.lanes, public.marketplace_action_types'],
    ['not known', 'select'],
  ])('are looked up however many are due, where figures of the tables are %s', async (_, figures) => {
    const worker = await world.start({ ROLE: 'api', RECURRING: 'true' });
    await turnOf(worker);
    await due(worker);
    const database = worker.get(Database);
    await database.query(
      `insert into public.lanes (tenant_id, account_id, marketplace, max_running)
       select 1, n, 'testmarket', 1 from generate_series(2, 20000) n`,
    );
    await database.query(
      `insert into public.recurring_actions (tenant_id, account_id, action_code, next_at)
       select 1, n, 'sync_orders', now() from generate_series(2, 20000) n`,
    );
    await database.query(figures);
    const tap = await StatementTap.on(worker.get(MikroORM), database);
    await worker.get(Recurring).takeDue(() => Promise.resolve());
    tap.stop();
    const client = new Client({ connectionString: world.testDatabase.url });
    await client.connect();
    const scans = [];
    for (const statement of tap.sent.flatMap(({ statements }) => statements))
      scans.push(...(await scannedRows(client, statement)));
    await client.end();
    expect(scans.map(({ relation }) => relation)).toContain('recurring_actions');
    expect(scans.filter(({ rows }) => rows > 10)).toEqual([]);
  });

  describe('beside a tenant that cannot be served', () => {
    let worker: Worker;
    let logged: object[];
    beforeEach(async () => {
      worker = await world.start({ ROLE: 'api', RECURRING: 'true' });
      await openAccount(worker.get(Database), worker.get(Lanes), tenantRef(2));
      await turnOf(worker);
      await worker
        .get(Database)
        .transaction((sql) => worker.get(Recurring).begin(sql, { tenantId: 2, accountId: 1 }, 'testmarket'));
      await query('alter table user_1.marketplace_jobs rename to gone');
      logged = [];
      const ignore = (): void => undefined;
      Logger.overrideLogger({
        error: (line: object) => void logged.push(line),
        warn: ignore,
        log: ignore,
      });
    });
    afterEach(async () => {
      Logger.overrideLogger(false);
      await query('alter table if exists user_1.gone rename to marketplace_jobs');
    });

    const query = <R extends object>(text: string): Promise<R[]> => worker.get(Database).query<R>(text);
    const dueInTurn = (): Promise<object[]> =>
      query(`update public.recurring_actions set next_at = now() - interval '1 hour' / tenant_id`);
    const othersJobs = (): Promise<object[]> =>
      query('select action_code as action, status from user_2.marketplace_jobs order by id');

    it('are queued for the others, and its own turn comes again an interval later', async () => {
      await dueInTurn();
      expect(await worker.get(RecurringJobs).run()).toBe(true);
      expect(await othersJobs()).toEqual([{ action: 'sync_orders', status: 'pending' }]);
      expect(logged).toEqual([{ err: expect.any(Error), tenant: 1, account: 1, action: 'sync_orders' }]);
      const [own] = await query<{ seconds: number }>(
        `select extract(epoch from next_at - now())::float8 as seconds
         from public.recurring_actions where tenant_id = 1`,
      );
      expect(own?.seconds).toBeGreaterThan(30 * 0.9 - 2);
      expect(own?.seconds).toBeLessThanOrEqual(30 * 1.1);
      expect(await worker.get(RecurringJobs).run()).toBe(false);
      expect(logged).toHaveLength(1);
    });

    it('are queued for the others while one of its accounts cannot act', async () => {
      await query(
        `update public.tenants set unreachable_policy = 'hold_elsewhere', unreachable_after_seconds = 0`,
      );
      await query('alter table user_1.listings rename to listings_gone');
      await query('alter table user_1.products rename to products_gone');
      for (const tenantId of [1, 2]) {
        await worker
          .get(Database)
          .transaction((sql) => worker.get(Lanes).hold(sql, { tenantId, accountId: 1 }, 'plugin'));
      }
      await dueInTurn();
      expect(await worker.get(Upkeep).repeat()).toBe(true);
      expect(await othersJobs()).toEqual([{ action: 'sync_orders', status: 'pending' }]);
      expect(
        await query(
          'select tenant_id as tenant, held_at is not null as held from public.unreachable_accounts order by 1',
        ),
      ).toEqual([
        { tenant: 1, held: false },
        { tenant: 2, held: true },
      ]);
      expect(logged).toContainEqual({ err: expect.any(Error), tenant: 1, account: 1 });
    });

    it('are queued where accounts that cannot act are not even found', async () => {
      await query('alter table public.unreachable_accounts rename to gone');
      await dueInTurn();
      expect(await worker.get(Upkeep).repeat()).toBe(true);
      expect(await othersJobs()).toEqual([{ action: 'sync_orders', status: 'pending' }]);
      expect(logged).toContainEqual({ err: expect.any(Error) });
    });

    it.each([
      ['whose account has no lane', 'delete from public.lanes where tenant_id = 1'],
      [
        'whose action comes no more',
        `update public.recurring_actions set action_code = 'publish' where tenant_id = 1`,
      ],
    ])('are queued behind a turn %s', async (_, make) => {
      await query(make);
      await dueInTurn();
      expect(await worker.get(RecurringJobs).run()).toBe(true);
      expect(await othersJobs()).toEqual([{ action: 'sync_orders', status: 'pending' }]);
      expect(logged).toEqual([]);
    });
  });
});
