import { MikroORM } from '@mikro-orm/postgresql';
import { Database } from '../../src/common/database/database.ts';
import { loadConfig } from '../../src/config/app-config.ts';
import type { AppConfig } from '../../src/config/app-config.ts';
import { ormOptions } from '../../src/mikro-orm.config.ts';
import { Claim } from '../../src/queue/claim.ts';
import { Enqueue } from '../../src/queue/enqueue.ts';
import type { NewPointer } from '../../src/queue/enqueue.ts';
import { Instances } from '../../src/queue/instances.ts';
import type { LaneKey } from '../../src/queue/keys.ts';
import { Lanes } from '../../src/queue/lanes.ts';
import type { NewLane } from '../../src/queue/lanes.ts';
import { Orphans } from '../../src/queue/orphans.ts';
import { Promote } from '../../src/queue/promote.ts';
import { Settle } from '../../src/queue/settle.ts';
import { Sweep } from '../../src/queue/sweep.ts';
import { Withdraw } from '../../src/queue/withdraw.ts';
import { createTestDatabase } from './test-database.ts';

/** The queue on a database of the test's own, without anything above it. */
export interface QueueWorld {
  readonly config: AppConfig;
  readonly orm: MikroORM;
  readonly database: Database;
  readonly lanes: Lanes;
  readonly enqueue: Enqueue;
  readonly claim: Claim;
  readonly settle: Settle;
  readonly promote: Promote;
  readonly withdraw: Withdraw;
  readonly instances: Instances;
  readonly orphans: Orphans;
  readonly sweep: Sweep;
  /** Opens lanes. */
  open(...lanes: (Partial<NewLane> & LaneKey)[]): Promise<void>;
  /** Enqueues jobs in a transaction of their own, as intake does. */
  put(...pointers: (Partial<NewPointer> & { readonly jobId: number })[]): Promise<void>;
  /** A lane's row. */
  lane(key: LaneKey): Promise<{ running: number; ready: boolean; vtime: number; holds: string[] }>;
  close(): Promise<void>;
}

const LANE = { tenantId: 1, accountId: 1 };

/**
 * Builds the queue on a fresh database.
 * @returns its parts, with shorthands for what every test does
 */
export async function queueWorld(): Promise<QueueWorld> {
  const testDatabase = await createTestDatabase();
  const config = loadConfig({ NODE_ENV: 'test', DATABASE_URL: testDatabase.url });
  const orm = (await MikroORM.init(ormOptions(config))) as unknown as MikroORM;
  const database = new Database(orm);
  const lanes = new Lanes();
  const enqueue = new Enqueue(lanes);
  return {
    config,
    orm,
    database,
    lanes,
    enqueue,
    claim: new Claim(database),
    settle: new Settle(database, lanes),
    promote: new Promote(database, lanes),
    withdraw: new Withdraw(lanes),
    instances: new Instances(database),
    orphans: new Orphans(database),
    sweep: new Sweep(database, lanes),
    open: async (...wanted) => {
      for (const lane of wanted) await lanes.open(database, { marketplace: 'ebay', maxRunning: 1, ...lane });
    },
    put: (...pointers) =>
      database.transaction(async (sql) => {
        const complete = pointers.map((pointer) => ({
          ...LANE,
          productId: null,
          batchId: null,
          priority: 3,
          epoch: 0,
          delayMs: 0,
          expiresInMs: null,
          parked: false,
          ...pointer,
        }));
        await lanes.lock(sql, complete);
        await enqueue.put(sql, complete);
      }),
    lane: async (key) => {
      const [row] = await database.query<{ running: number; ready: boolean; vtime: number; holds: string[] }>(
        `select running, ready_at <= now() as ready, vtime, holds from public.lanes
         where tenant_id = $1 and account_id = $2`,
        [key.tenantId, key.accountId],
      );
      if (row === undefined) throw new Error('no such lane');
      return { ...row, ready: row.ready === true };
    },
    close: async () => {
      await orm.close(true);
      await testDatabase.drop();
    },
  };
}
