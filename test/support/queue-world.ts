import { MikroORM } from '@mikro-orm/postgresql';
import { Database } from '../../src/common/database/database.ts';
import { loadConfig } from '../../src/config/app-config.ts';
import type { AppConfig } from '../../src/config/app-config.ts';
import { ormOptions } from '../../src/mikro-orm.config.ts';
import { Claim } from '../../src/queue/claim.ts';
import { Enqueue } from '../../src/queue/enqueue.ts';
import type { NewPointer } from '../../src/queue/enqueue.ts';
import { Ageing } from '../../src/queue/ageing.ts';
import { Expiring } from '../../src/queue/expiring.ts';
import { Instances } from '../../src/queue/instances.ts';
import type { LaneKey, Lease } from '../../src/queue/keys.ts';
import { Lanes } from '../../src/queue/lanes.ts';
import type { NewLane } from '../../src/queue/lanes.ts';
import { Orphans } from '../../src/queue/orphans.ts';
import { OpenBatches } from '../../src/queue/open-batches.ts';
import { Promote } from '../../src/queue/promote.ts';
import { RateBuckets } from '../../src/queue/rate-buckets.ts';
import { Settle } from '../../src/queue/settle.ts';
import type { Settlement } from '../../src/queue/settle.ts';
import { Sweep } from '../../src/queue/sweep.ts';
import { Switches } from '../../src/queue/switches.ts';
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
  readonly switches: Switches;
  readonly buckets: RateBuckets;
  readonly ageing: Ageing;
  readonly expiring: Expiring;
  readonly openBatches: OpenBatches;
  readonly url: string;
  /** Opens lanes. */
  open(...lanes: (Partial<NewLane> & LaneKey)[]): Promise<void>;
  /** Enqueues jobs in a transaction of their own, as intake does. */
  put(...pointers: (Partial<NewPointer> & { readonly jobId: number })[]): Promise<void>;
  /** Claims for an owner; returns the jobs' ids, sorted. */
  ids(limit: number, owner?: string): Promise<number[]>;
  /** Ends leases, all in the same way. */
  end(leases: readonly Lease[], settlement?: Settlement): Promise<number>;
  /** The state of every pointer, by job. */
  pointers(): Promise<Record<number, string>>;
  /** Empties the queue, so that a file's tests share one database. */
  reset(): Promise<void>;
  /** A lane's row. */
  lane(key: LaneKey): Promise<{ running: number; ready: boolean; vtime: number; holds: string[] }>;
  close(): Promise<void>;
}

const LANE = { tenantId: 1, accountId: 1 };

/** An instance, where it does not matter which. */
export const OWNER = '00000000-0000-0000-0000-00000000000a';
/** Another one. */
export const OTHER = '00000000-0000-0000-0000-00000000000b';

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
  const claim = new Claim(database);
  const settle = new Settle(database, lanes);
  return {
    config,
    orm,
    database,
    lanes,
    enqueue,
    claim,
    settle,
    promote: new Promote(database, lanes),
    withdraw: new Withdraw(lanes),
    instances: new Instances(database),
    orphans: new Orphans(database),
    sweep: new Sweep(database, lanes),
    switches: new Switches(),
    buckets: new RateBuckets(database),
    ageing: new Ageing(database),
    expiring: new Expiring(database),
    openBatches: new OpenBatches(database),
    url: testDatabase.url,
    open: async (...wanted) => {
      for (const lane of wanted) {
        await database.transaction((sql) => lanes.open(sql, { marketplace: 'ebay', maxRunning: 1, ...lane }));
      }
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
          unresolved: false,
          ...pointer,
        }));
        await lanes.lock(sql, complete);
        await enqueue.put(sql, complete);
      }),
    ids: async (limit, owner = OWNER) =>
      (await claim.take(owner, limit)).leases.map((lease) => lease.jobId).sort((a, b) => a - b),
    end: async (leases, settlement = { to: 'gone' }) =>
      (await settle.apply(leases.map((lease) => ({ lease, settlement })))).held,
    pointers: async () => {
      const rows = await database.query<{ job_id: number; state: string }>(
        'select job_id, state from public.job_queue order by job_id',
      );
      return Object.fromEntries(rows.map((row) => [row.job_id, row.state]));
    },
    reset: async () => {
      await database.query(
        `truncate public.job_queue, public.lanes, public.marketplace_switches, public.instances,
                  public.rate_buckets, public.open_batches restart identity`,
      );
    },
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
