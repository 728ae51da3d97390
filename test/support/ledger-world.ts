import { randomUUID } from 'node:crypto';
import { Database } from '../../src/common/database/database.ts';
import { done } from '../../src/domain/outcome.ts';
import type { Done } from '../../src/domain/outcome.ts';
import type { JobStatus } from '../../src/domain/vocabulary.ts';
import type { JobRelease } from '../../src/ledger/endings.ts';
import { Endings } from '../../src/ledger/endings.ts';
import type { Fence } from '../../src/ledger/fence.ts';
import type { StepEnd } from '../../src/ledger/journal.ts';
import { Journal } from '../../src/ledger/journal.ts';
import { Retry } from '../../src/ledger/retry.ts';
import type { RetryResult } from '../../src/ledger/retry.ts';
import { RunStart } from '../../src/processing/run-start.ts';
import type { PreparedRun } from '../../src/processing/prepared-run.ts';
import { Claim } from '../../src/queue/claim.ts';
import type { Lease } from '../../src/queue/keys.ts';
import { Promote } from '../../src/queue/promote.ts';
import { Settle } from '../../src/queue/settle.ts';
import type { Settlement } from '../../src/queue/settle.ts';
import { workerWorld } from './worker-world.ts';
import type { Worker, WorkerWorld } from './worker-world.ts';

/** The instance that tests claim for. */
export const OWNER = '00000000-0000-0000-0000-00000000000a';

/** A claimed job whose run has begun. */
export interface BegunRun {
  readonly lease: Lease;
  readonly fence: Fence;
  readonly run: PreparedRun;
}

/** The ledger and the queue with nobody working on them: a test makes every move of a run itself. */
export interface LedgerWorld extends WorkerWorld {
  readonly api: Worker;
  readonly database: Database;
  /** Makes jobs on products of their own. */
  create(count: number, more?: Parameters<WorkerWorld['createJobs']>[2]): Promise<number[]>;
  /** Claims what there is. */
  take(limit?: number): Promise<readonly Lease[]>;
  fenceOf(lease: Lease): Fence;
  /** Begins the run of a claimed job as a worker does; undefined where it is not to be run. */
  begin(lease: Lease): Promise<BegunRun | undefined>;
  /** Makes one job (or claims the one there is) and begins its run. */
  begun(): Promise<BegunRun>;
  /** Finishes the step at a position, which is the last one where `last` is set. */
  finish(
    begun: BegunRun,
    position: number,
    more?: Partial<StepEnd> & { readonly done?: Done },
  ): Promise<JobStatus>;
  release(begun: BegunRun, release?: Partial<JobRelease>): Promise<JobStatus>;
  /** Fails the job at a step. */
  fail(begun: BegunRun, taskStatus: 'failed' | 'unknown', position?: number): Promise<void>;
  settle(lease: Lease, settlement: Settlement): Promise<number>;
  /** Reopens jobs as a person does. */
  retry(...jobIds: number[]): Promise<RetryResult>;
  promote(): Promise<number>;
  /** Removes all jobs and pointers, so that a file's tests share one database; products and the account stay. */
  empty(): Promise<void>;
  /** The state of every pointer, by job. */
  pointers(): Promise<Record<number, string>>;
}

/**
 * Makes a database with one account on the scripted marketplace, and an instance that runs nothing by itself.
 * @returns the world
 */
export async function ledgerWorld(): Promise<LedgerWorld> {
  const world = await workerWorld();
  const api = await world.start({ ROLE: 'api' });
  const database = api.get(Database);
  const fenceOf = (lease: Lease): Fence => ({ tenant: world.tenant, jobId: lease.jobId, epoch: lease.epoch });
  const take = async (limit = 100): Promise<readonly Lease[]> =>
    (await api.get(Claim).take(OWNER, limit)).leases;
  const begin = async (lease: Lease): Promise<BegunRun | undefined> => {
    const fence = fenceOf(lease);
    const run = await api.get(RunStart).begin(fence, OWNER);
    return run === undefined || run === null ? undefined : { lease, fence, run };
  };
  return {
    ...world,
    api,
    database,
    fenceOf,
    take,
    begin,
    create: (count, more) => world.createJobs(api, count, more),
    begun: async () => {
      let [lease] = await take(1);
      if (lease === undefined) {
        await world.createJobs(api, 1);
        [lease] = await take(1);
      }
      const begun = lease && (await begin(lease));
      if (begun === undefined) throw new Error('no run could be begun');
      return begun;
    },
    finish: ({ fence, run }, position, { done: outcome = done({ of: position }), ...more } = {}) => {
      const next = run.started.tasks.find((task) => task.position === position + 1);
      return api.get(Journal).finishStep(fence, {
        job: run.started.job,
        position,
        outcome,
        lastPosition: run.started.tasks.length,
        ...(next === undefined
          ? outcome.then.length === 0 && { summary: { all: 'done' } }
          : { next: { position: next.position, attemptKey: randomUUID(), timeoutMs: 1000 } }),
        ...more,
      });
    },
    release: async ({ fence }, release = {}) => {
      const { status } = await api.get(Endings).release(fence, {
        position: 1,
        waitingFor: null,
        delayMs: 0,
        costsAttempt: false,
        failure: null,
        ...release,
      });
      return status;
    },
    fail: ({ fence, run }, taskStatus, position = 2) =>
      api.get(Endings).fail(fence, {
        job: run.started.job,
        position,
        taskStatus,
        failure: { code: 'test.failed', message: 'It failed.' },
      }),
    retry: (...jobIds) => api.get(Retry).run(world.tenant, jobIds, 'test'),
    promote: () => api.get(Promote).due(),
    empty: async () => {
      await database.query(
        `truncate public.job_queue, public.open_batches,
                  user_1.marketplace_jobs, user_1.marketplace_tasks, user_1.batch_jobs, user_1.job_events,
                  user_1.pending_actions, user_1.orders, user_1.stock_holds, user_1.listings`,
      );
      await database.query(
        `update public.lanes set running = 0, ready_at = null, holds = '{}', blocked_until = null`,
      );
    },
    settle: async (lease, settlement) => (await api.get(Settle).apply([{ lease, settlement }])).held,
    pointers: async () => {
      const rows = await database.query<{ job_id: number; state: string }>(
        'select job_id, state from public.job_queue order by job_id',
      );
      return Object.fromEntries(rows.map((row) => [row.job_id, row.state]));
    },
  };
}

/**
 * Waits until a promise is settled or its statement waits for a lock on some connection.
 * @param database any connection to the same database
 * @param promise what may block
 * @returns whether it is blocked
 */
export async function isBlocked(database: Database, promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  for (;;) {
    const [row] = await database.query<{ n: number }>(
      `select count(*) as n from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (settled) return false;
    if (row !== undefined && row.n > 0) return true;
  }
}
