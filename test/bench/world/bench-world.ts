import { MikroOrmModule } from '@mikro-orm/nestjs';
import { Module } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { ClockModule } from '../../../src/common/clock.ts';
import { DatabaseModule } from '../../../src/common/database/database.module.ts';
import { Database } from '../../../src/common/database/database.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import { ConfigModule } from '../../../src/config/config.module.ts';
import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import { HandlersModule } from '../../../src/handlers/handlers.module.ts';
import { ActionCatalogue } from '../../../src/ledger/action-catalogue.ts';
import { JobCreation } from '../../../src/ledger/job-creation.ts';
import { LedgerModule } from '../../../src/ledger/ledger.module.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { ProcessingModule } from '../../../src/processing/processing.module.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { QueueModule } from '../../../src/queue/queue.module.ts';
import { benchDatabase, benchPostgres } from './bench-database.ts';
import type { BenchDatabase, BenchSize } from './bench-database.ts';
import { benchEnvironment } from './bench-environment.ts';
import { IdleMarketplaceModule } from './idle-marketplace.ts';

/** A working instance on an embedded PostgreSQL that waits for the disk at every commit. */
export interface BenchWorld {
  readonly app: INestApplicationContext;
  readonly database: Database;
  /** A connection of its own, so that looking on takes none from those who work. */
  readonly observer: Client;
  readonly tenants: readonly TenantRef[];
  /** The server, for whatever is measured beside it. */
  readonly url: string;
  /** Makes jobs in one lane, all in one transaction, as intake does. */
  enqueue(tenant: TenantRef, accountId: number, jobs: number, batchId?: number): Promise<readonly number[]>;
  /** Removes all jobs and products of all tenants. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a server, and a world on it.
 * @param size tenants, and lanes of each
 * @returns the world; its jobs run as soon as they are enqueued
 */
export async function benchWorld(size: BenchSize): Promise<BenchWorld> {
  const postgres = await benchPostgres();
  try {
    const world = await worldOn(await benchDatabase(postgres.url, size), 'worker');
    return {
      ...world,
      close: async () => {
        await world.close();
        await postgres.stop();
      },
    };
  } catch (error: unknown) {
    await postgres.stop();
    throw error;
  }
}

/**
 * Starts a world on a database.
 * @param where the database and its tenants
 * @param role `worker` runs jobs; `api` leaves them to whoever else works on the database
 * @param further variables that differ
 * @returns the world
 */
export async function worldOn(
  { url, tenants }: BenchDatabase,
  role: 'worker' | 'api',
  further: Readonly<Record<string, string>> = {},
): Promise<BenchWorld> {
  const config = loadConfig(benchEnvironment(url, { ROLE: role, ...further }));
  @Module({
    imports: [
      ConfigModule.forRoot(config),
      MikroOrmModule.forRoot({ ...ormOptions(config), registerRequestContext: false }),
      ClockModule,
      DatabaseModule,
      QueueModule,
      LedgerModule,
      HandlersModule.forRoot([IdleMarketplaceModule]),
      ProcessingModule,
    ],
  })
  class Bench {}
  const app = await NestFactory.createApplicationContext(Bench, { logger: ['error'], abortOnError: false });
  const database = app.get(Database, { strict: false });
  const observer = new Client({ connectionString: url });
  await observer.connect();
  return {
    app,
    database,
    observer,
    tenants,
    url,
    enqueue: (tenant, accountId, jobs, batchId) => enqueue(app, tenant, accountId, jobs, batchId),
    clear: async () => {
      await database.query('delete from public.open_batches');
      for (const { schema } of tenants) {
        // A batch may be counted for the last time just now: then it is tried again.
        await database.transaction((sql) =>
          sql.query(
            `truncate ${schema}.orders, ${schema}.stock_holds, ${schema}.marketplace_tasks, ${schema}.marketplace_jobs,
                      ${schema}.batch_jobs, ${schema}.job_events, ${schema}.listings, ${schema}.products`,
          ),
        );
      }
    },
    close: async () => {
      await observer.end();
      await app.close();
    },
  };
}

async function enqueue(
  app: INestApplicationContext,
  tenant: TenantRef,
  accountId: number,
  jobs: number,
  batchId?: number,
): Promise<readonly number[]> {
  const type = await app.get(ActionCatalogue, { strict: false }).get('idle', 'publish');
  return app.get(Database, { strict: false }).transaction(async (sql) => {
    await app.get(Lanes, { strict: false }).lock(sql, [{ tenantId: tenant.id, accountId }]);
    const products = await sql.query<{ id: number }>(
      `insert into ${tenant.schema}.products (sku, title, price, currency, quantity)
       select gen_random_uuid()::text, 'Product', 10, 'EUR', 1 from generate_series(1, $1::int) returning id`,
      [jobs],
    );
    const created = await app.get(JobCreation, { strict: false }).create(
      sql,
      tenant,
      {
        batchJobId: batchId ?? null,
        actionTypeId: type.id,
        marketplace: type.marketplace,
        actionCode: type.code,
        accountId,
        priority: type.priority,
        maxAttempts: type.maxAttempts,
        input: {},
        delayMs: 0,
        expiresInMs: null,
        requestedBy: 'bench',
      },
      products.map((product) => ({ productId: product.id })),
    );
    return created.map((job) => job.jobId);
  });
}
