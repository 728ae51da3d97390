import { MikroOrmModule } from '@mikro-orm/nestjs';
import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { ClockModule } from '../../src/common/clock.ts';
import { DatabaseModule } from '../../src/common/database/database.module.ts';
import { Database } from '../../src/common/database/database.ts';
import { ConfigModule } from '../../src/config/config.module.ts';
import { tenantRef } from '../../src/domain/tenant-ref.ts';
import { HandlersModule } from '../../src/handlers/handlers.module.ts';
import { ActionCatalogue } from '../../src/ledger/action-catalogue.ts';
import { BatchRows } from '../../src/ledger/batch-rows.ts';
import { JobCreation } from '../../src/ledger/job-creation.ts';
import { templateOf } from '../../src/ledger/wanted-job.ts';
import { LedgerModule } from '../../src/ledger/ledger.module.ts';
import { Retry } from '../../src/ledger/retry.ts';
import { SaleRecorder } from '../../src/ledger/sales/sale-recorder.ts';
import { Wishes } from '../../src/ledger/wishes.ts';
import { ormOptions } from '../../src/mikro-orm.config.ts';
import { ProcessingModule } from '../../src/processing/processing.module.ts';
import { Upkeep } from '../../src/processing/recovery/upkeep.ts';
import { InstanceLease } from '../../src/queue/instance-lease.ts';
import { Lanes } from '../../src/queue/lanes.ts';
import { QueueModule } from '../../src/queue/queue.module.ts';
import { Sweep } from '../../src/queue/sweep.ts';
import { rememberingModule } from './remembering-handlers.ts';
import { RememberingMarket } from './remembering-market.ts';
import { testConfig } from './test-config.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';
import { waitFor } from './wait-for.ts';

/** Marketplaces of the world; its account ids count from 1 in this order. */
const NAMES = ['alpha', 'beta', 'gamma'] as const;
const ACTIONS = ['publish', 'update', 'delete', 'relist', 'sync_orders', 'sync'];
const TENANT = tenantRef(1);
const ACTOR = 'test';

/** A job of the product, as the property looks at it. */
export interface ProductJob {
  readonly id: number;
  readonly accountId: number;
  readonly action: string;
  readonly status: string;
  readonly unresolved: boolean;
  readonly error: { readonly code: string } | null;
}

/** A working instance that crashes on request, and a seller with one account on each of three marketplaces with memories. */
export class InterleavingWorld {
  readonly markets = NAMES.map((name) => new RememberingMarket(name));
  /** Deadlocks of instances that are gone. */
  private deadlocks = 0;
  private corrections = 0;

  private constructor(
    private readonly testDatabase: TestDatabase,
    private module: TestingModule,
  ) {}

  /** @returns a world whose instance runs jobs */
  static async build(): Promise<InterleavingWorld> {
    const testDatabase = await createTestDatabase();
    const world = new InterleavingWorld(testDatabase, undefined as unknown as TestingModule);
    world.module = await world.compile();
    await world.seed();
    await world.module.init();
    return world;
  }

  /** Ends the instance and the database. */
  async close(): Promise<void> {
    await this.module.close();
    await this.testDatabase.drop();
  }

  get database(): Database {
    return this.get(Database);
  }

  /** @returns id and SKU of a new product of so many pieces */
  async product(quantity: number): Promise<{ readonly id: number; readonly sku: string }> {
    const [row] = await this.database.query<{ id: number; sku: string }>(
      `insert into user_1.products (sku, title, price, currency, quantity)
       select 'COAT-' || coalesce(max(id), 0) + 1, 'Coat', 10, 'EUR', $1 from user_1.products returning id, sku`,
      [quantity],
    );
    if (row === undefined) throw new Error('no product');
    return row;
  }

  /** Asks for an action as intake does: one job, or nothing where an unresolved one has to be retried first. */
  async request(action: string, accountIds: readonly number[], productId: number | null): Promise<void> {
    const isBatch = accountIds.length > 1;
    const marketplaces = accountIds.map((id) => NAMES[id - 1] ?? '');
    const types = await Promise.all(marketplaces.map((name) => this.get(ActionCatalogue).get(name, action)));
    await this.database
      .transaction(async (sql) => {
        await this.get(Lanes).lock(
          sql,
          accountIds.map((accountId) => ({ tenantId: TENANT.id, accountId })),
        );
        const batchJobId = isBatch
          ? await this.get(BatchRows).create(sql, TENANT, {
              marketplaces,
              actionCode: action,
              kind: 'request',
              options: {},
              requestedBy: ACTOR,
            })
          : null;
        const skipped = [];
        for (const [index, accountId] of accountIds.entries()) {
          const type = types[index];
          if (type === undefined) throw new Error('no action');
          const jobs = await this.get(JobCreation).create(
            sql,
            TENANT,
            templateOf(type, { batchJobId, accountId, requestedBy: ACTOR }),
            [{ productId }],
          );
          if (!isBatch && jobs.some((job) => job.unresolvedBefore !== undefined)) throw new RefusedRequest();
          for (const job of jobs.filter(({ created }) => !created)) {
            skipped.push({
              product_id: productId,
              marketplace: type.marketplace,
              reason: 'already_active' as const,
              job_id: job.jobId,
            });
          }
        }
        if (batchJobId !== null) await this.get(BatchRows).finishCreation(sql, TENANT, batchJobId, skipped);
      })
      .catch((error: unknown) => {
        if (!(error instanceof RefusedRequest)) throw error;
      });
  }

  /** The seller says that a piece was sold somewhere else. */
  async tellSale(productId: number, accountId: number | null): Promise<void> {
    await this.database.transaction(async (sql) => {
      await this.get(Lanes).lockTenant(sql, TENANT.id);
      await this.get(SaleRecorder).record(sql, TENANT, {
        source: 'seller',
        accountId,
        productId,
        quantity: 1,
        actor: ACTOR,
      });
    });
  }

  /** Does to jobs what a person wants. */
  async wish(wish: 'cancel' | 'pause' | 'resume' | 'retry', jobIds: readonly number[]): Promise<void> {
    if (jobIds.length === 0) return;
    if (wish === 'retry') await this.get(Retry).run(TENANT, jobIds, ACTOR);
    else await this.get(Wishes)[wish](TENANT, jobIds, ACTOR);
  }

  /** The instance is taken for dead while it works: its lease is over, and others take its jobs over. */
  async loseLease(): Promise<void> {
    await this.database.query(`update public.instances set lease_until = now() - interval '1 second'`);
    await this.get(InstanceLease).renew();
    await this.get(Upkeep).reap();
  }

  /** The instance is closed, and another one started. */
  async restart(): Promise<void> {
    const { database, module } = this;
    this.corrections += this.get(Sweep).corrections;
    await module.close();
    this.deadlocks += database.deadlocks;
    this.module = await this.compile();
    await this.module.init();
  }

  /** @returns jobs of a product, oldest first */
  jobs(productId: number): Promise<readonly ProductJob[]> {
    return this.database.query<ProductJob>(
      `select id, account_id as "accountId", action_code as action, status, unresolved, error
       from user_1.marketplace_jobs where product_id = $1 or product_id is null and status not in ('completed')
       order by id`,
      [productId],
    );
  }

  /** @returns listings of a product that StoFlow takes for open, copies included, as `account item_id` */
  async openListings(productId: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ line: string }>(
      `select account_id || ' ' || coalesce(external_ids ->> 'item_id', '-') as line from user_1.listings
       where product_id = $1 and status in ('draft', 'live', 'unknown') order by id`,
      [productId],
    );
    return rows.map(({ line }) => line);
  }

  /** @returns pieces of a product that are left */
  async quantity(productId: number): Promise<number> {
    const [row] = await this.database.query<{ quantity: number }>(
      'select quantity from user_1.products where id = $1',
      [productId],
    );
    return row?.quantity ?? -1;
  }

  /** Waits until the marketplaces were called some more times, or nothing runs any more. */
  async after(calls: number): Promise<void> {
    const count = (): number => this.markets.reduce((sum, market) => sum + market.calls, 0);
    const before = count();
    if (calls === 0) return;
    await waitFor(async () => count() >= before + calls || (await this.isIdle()), { what: `${calls} calls` });
  }

  /** Waits until nothing is left to be run but what is paused. */
  async drain(): Promise<void> {
    await waitFor(() => this.isIdle(), { what: 'the queue has drained', timeoutMs: 60_000 });
  }

  /** @returns what is wrong with counters and batches, in words; none where all is right */
  async wrongCounts(): Promise<readonly string[]> {
    await this.get(Upkeep).recountOpenBatches();
    const wrong = await this.database.query<{ line: string }>(
      `select 'batch ' || b.id || ' ' || b.status || ' does not add up' as line from user_1.batch_jobs b
       left join lateral (
         select count(*) as total, count(*) filter (where status = 'completed') as completed,
                count(*) filter (where status = 'failed') as failed,
                count(*) filter (where status = 'cancelled') as cancelled,
                count(*) filter (where status = 'paused') as paused
         from user_1.marketplace_jobs j where j.batch_job_id = b.id
       ) c on true
       where (b.total_count, b.completed_count, b.failed_count, b.cancelled_count, b.paused_count)
             <> (c.total, c.completed, c.failed, c.cancelled, c.paused)
          or (c.paused = 0 and b.status not in ('completed', 'failed', 'partially_failed', 'cancelled'))`,
    );
    const swept = await this.get(Sweep).run();
    const corrections = this.corrections + this.get(Sweep).corrections;
    const deadlocks = this.deadlocks + this.database.deadlocks;
    return [
      ...wrong.map(({ line }) => line),
      ...(swept + corrections > 0 ? [`the sweeper corrected ${corrections} lanes`] : []),
      ...(deadlocks > 0 ? [`${deadlocks} deadlocks`] : []),
    ];
  }

  private async isIdle(): Promise<boolean> {
    const [row] = await this.database.query<{ busy: boolean }>(
      `select exists (select from public.job_queue where state <> 'parked')
           or exists (select from user_1.marketplace_jobs where status in ('pending', 'processing')) as busy`,
    );
    return row?.busy === false;
  }

  private get<T>(type: abstract new (...parameters: never[]) => T): T {
    return this.module.get(type as never, { strict: false });
  }

  private async compile(): Promise<TestingModule> {
    const config = testConfig({
      DATABASE_URL: this.testDatabase.url,
      ROLE: 'worker',
      RECURRING: 'false',
      TIME_SCALE: '0.05',
      LEASE_SECONDS: '60',
    });
    @Module({
      imports: [
        ConfigModule.forRoot(config),
        MikroOrmModule.forRoot(ormOptions(config)),
        ClockModule,
        DatabaseModule,
        QueueModule,
        LedgerModule,
        HandlersModule.forRoot(
          NAMES.map((name, index) => {
            const market = this.markets[index];
            if (market === undefined) throw new Error(`no market ${name}`);
            return rememberingModule(name, market);
          }),
        ),
        ProcessingModule,
      ],
    })
    class World {}
    const module = await Test.createTestingModule({ imports: [World] }).compile();
    module.useLogger(false);
    return module;
  }

  private async seed(): Promise<void> {
    const { database } = this;
    await database.query('delete from public.marketplace_action_types');
    await database.query(
      `insert into public.marketplace_action_types
         (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
          backoff_base_ms, backoff_cap_ms, needs_plugin)
       select marketplace, code, code, 'For tests', case code when 'delete' then 2 else 3 end, code like 'sync%', 0, 4,
              1, 100, 400, false
       from unnest($1::text[]) marketplace, unnest($2::text[]) code`,
      [NAMES, ACTIONS],
    );
    for (const name of NAMES) {
      await database.transaction(async (sql) => {
        const [account] = await sql.query<{ id: number }>(
          `insert into user_1.marketplace_accounts (marketplace, name, external_id) values ($1, $1, $1) returning id`,
          [name],
        );
        const key = { tenantId: TENANT.id, accountId: account?.id ?? 0 };
        await this.get(Lanes).open(sql, { ...key, marketplace: name, maxRunning: 2 });
      });
    }
  }
}

/** Rolls a request back that has to wait for a retry. */
class RefusedRequest extends Error {}
