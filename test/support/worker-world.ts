import { MikroOrmModule } from '@mikro-orm/nestjs';
import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { ClockModule } from '../../src/common/clock.ts';
import { Database } from '../../src/common/database/database.ts';
import { DatabaseModule } from '../../src/common/database/database.module.ts';
import { loadConfig } from '../../src/config/app-config.ts';
import { ConfigModule } from '../../src/config/config.module.ts';
import { tenantRef } from '../../src/domain/tenant-ref.ts';
import type { TenantRef } from '../../src/domain/tenant-ref.ts';
import { HandlersModule } from '../../src/handlers/handlers.module.ts';
import { ActionCatalogue } from '../../src/ledger/action-catalogue.ts';
import { BatchRows } from '../../src/ledger/batch-rows.ts';
import { JobCreation } from '../../src/ledger/job-creation.ts';
import { templateOf } from '../../src/ledger/wanted-job.ts';
import type { CreatedJob, JobTemplate } from '../../src/ledger/wanted-job.ts';
import { LedgerModule } from '../../src/ledger/ledger.module.ts';
import { ormOptions } from '../../src/mikro-orm.config.ts';
import { ProcessingModule } from '../../src/processing/processing.module.ts';
import { Lanes } from '../../src/queue/lanes.ts';
import { QueueModule } from '../../src/queue/queue.module.ts';
import { Sweep } from '../../src/queue/sweep.ts';
import { ScriptedMarket, ScriptedMarketplaceModule, seedScriptedCatalogue } from './scripted-marketplace.ts';
import type { JobState, TaskState } from './job-state.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';
import { waitFor } from './wait-for.ts';

/** One working instance: everything that runs jobs, without HTTP. */
export interface Worker {
  readonly module: TestingModule;
  get<T>(type: abstract new (...parameters: never[]) => T): T;
  /** Shuts it down as SIGTERM does. */
  close(): Promise<void>;
}

/** A database with a scripted marketplace, on which any number of workers can be started. */
export interface WorkerWorld {
  readonly market: ScriptedMarket;
  readonly testDatabase: TestDatabase;
  readonly tenant: TenantRef;
  /** Starts another instance; ROLE=api makes one that runs nothing. */
  start(env?: Record<string, string>): Promise<Worker>;
  /** Makes products and jobs on the world's account, as intake does; one job per product. */
  createJobs(worker: Worker, count: number, more?: Partial<JobTemplate>): Promise<number[]>;
  /** Asks for jobs on products there are, as intake does; answers one per product. */
  request(
    worker: Worker,
    productIds: readonly (number | null)[],
    more?: Partial<JobTemplate>,
  ): Promise<readonly CreatedJob[]>;
  job(worker: Worker, id: number): Promise<JobState>;
  tasks(worker: Worker, id: number): Promise<TaskState[]>;
  /** Waits until jobs have a status. */
  until(worker: Worker, ids: readonly number[], status: string): Promise<void>;
  /** Waits until a job waits for something. */
  untilWaiting(worker: Worker, id: number, reason: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes a database with one account on the scripted marketplace.
 * @param catalogue columns of the scripted action's row
 * @returns the world
 */
export async function workerWorld(
  catalogue: Parameters<typeof seedScriptedCatalogue>[1] = {},
): Promise<WorkerWorld> {
  const testDatabase = await createTestDatabase();
  const market = new ScriptedMarket();
  const tenant = tenantRef(1);
  const workers: Worker[] = [];
  let seeded = false;
  let sku = 0;

  const start = async (env: Record<string, string> = {}): Promise<Worker> => {
    const config = loadConfig({
      NODE_ENV: 'test',
      RECURRING: 'false',
      DATABASE_URL: testDatabase.url,
      TIME_SCALE: '0.1',
      LOG_LEVEL: 'silent',
      ...env,
    });
    @Module({
      imports: [
        ConfigModule.forRoot(config),
        MikroOrmModule.forRoot(ormOptions(config)),
        ClockModule,
        DatabaseModule,
        QueueModule,
        LedgerModule,
        HandlersModule.forRoot([ScriptedMarketplaceModule.with(market, catalogue.further)]),
        ProcessingModule,
      ],
    })
    class World {}
    const module = await Test.createTestingModule({ imports: [World] }).compile();
    if (env.LOG_LEVEL === undefined) module.useLogger(false);
    const database = module.get(Database, { strict: false });
    if (!seeded) {
      seeded = true;
      await seedScriptedCatalogue(database, { ...catalogue, only: true });
      await openAccount(database, module.get(Lanes, { strict: false }), tenant);
    }
    await module.init();
    const worker: Worker = {
      module,
      get: (type) => module.get(type as never, { strict: false }),
      close: async () => {
        workers.splice(workers.indexOf(worker), 1);
        await module.close();
      },
    };
    workers.push(worker);
    return worker;
  };

  const request: WorkerWorld['request'] = async (worker, productIds, more = {}) => {
    // Rows of actions that no handler serves are made up by tests that run nothing.
    const known = catalogue.further?.find((action) => action === more.actionCode) ?? 'publish';
    const type = await worker.get(ActionCatalogue).get('testmarket', known);
    const template = templateOf(type, { accountId: 1, requestedBy: 'test', ...more });
    return worker.get(Database).transaction(async (sql) => {
      await worker.get(Lanes).lock(sql, [{ tenantId: tenant.id, accountId: template.accountId }]);
      return worker.get(JobCreation).create(
        sql,
        tenant,
        template,
        productIds.map((productId) => ({ productId })),
      );
    });
  };

  return {
    market,
    testDatabase,
    tenant,
    start,
    createJobs: async (worker, count, more = {}) => {
      const products = await worker.get(Database).query<{ id: number }>(
        `insert into ${tenant.schema}.products (sku, title, price, currency, quantity)
         select 'SKU' || n, 'Product ' || n, 10, 'EUR', 1 from generate_series($1::int, $2::int) n returning id`,
        [sku + 1, sku + count],
      );
      sku += count;
      const created = await request(
        worker,
        products.map((product) => product.id),
        more,
      );
      return created.map((job) => job.jobId).sort((a, b) => a - b);
    },
    request,
    job: async (worker, id) => {
      const [row] = await worker
        .get(Database)
        .query<JobState>(`select * from ${tenant.schema}.marketplace_jobs where id = $1`, [id]);
      if (row === undefined) throw new Error(`no job ${id}`);
      return row;
    },
    tasks: (worker, id) =>
      worker
        .get(Database)
        .query<TaskState>(
          `select * from ${tenant.schema}.marketplace_tasks where job_id = $1 order by position`,
          [id],
        ),
    until: async (worker, ids, status) => {
      await waitFor(
        async () => {
          const [row] = await worker
            .get(Database)
            .query<{ n: number }>(
              `select count(*) as n from ${tenant.schema}.marketplace_jobs where id = any($1) and status = $2`,
              [ids, status],
            );
          return row?.n === ids.length;
        },
        { what: `${ids.length} jobs ${status}` },
      );
    },
    untilWaiting: async (worker, id, reason) => {
      await waitFor(
        async () => {
          const [row] = await worker
            .get(Database)
            .query<{ waiting_for: string | null }>(
              `select waiting_for from ${tenant.schema}.marketplace_jobs where id = $1`,
              [id],
            );
          return row?.waiting_for === reason;
        },
        { what: `job ${id} waiting for ${reason}` },
      );
    },
    close: async () => {
      const sweep = workers[0]?.get(Sweep);
      const corrections = await sweep?.run();
      for (const worker of [...workers]) await worker.close();
      await testDatabase.drop();
      // Whatever a test did, the counters of the lanes must be exact without the sweeper's help.
      if (corrections !== undefined && corrections > 0)
        throw new Error(`the sweeper corrected ${corrections} lanes`);
    },
  };
}

/** Makes a batch without jobs. */
export async function createBatch(worker: Worker, tenant: TenantRef): Promise<number> {
  return worker.get(Database).transaction((sql) =>
    worker.get(BatchRows).create(sql, tenant, {
      marketplaces: ['testmarket'],
      actionCode: 'publish',
      kind: 'request',
      options: {},
      requestedBy: 'test',
    }),
  );
}

/**
 * Makes an account on the scripted marketplace, with its lane.
 * @param database a connection
 * @param lanes the lanes
 * @param tenant whose
 * @param externalId its name there
 */
export async function openAccount(
  database: Database,
  lanes: Lanes,
  tenant: TenantRef,
  externalId = 'test',
): Promise<void> {
  await database.transaction(async (sql) => {
    const [account] = await sql.query<{ id: number }>(
      `insert into ${tenant.schema}.marketplace_accounts (marketplace, name, external_id)
       values ('testmarket', 'Test', $1) returning id`,
      [externalId],
    );
    await lanes.open(sql, {
      tenantId: tenant.id,
      accountId: account?.id ?? 0,
      marketplace: 'testmarket',
      maxRunning: 4,
    });
  });
}
