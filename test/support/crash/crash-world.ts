import { MikroORM } from '@mikro-orm/postgresql';
import type { Client } from 'pg';
import { Database } from '../../../src/common/database/database.ts';
import { Upkeep } from '../../../src/processing/recovery/upkeep.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { Sweep } from '../../../src/queue/sweep.ts';
import type { ScriptedMarket } from '../scripted-marketplace.ts';
import { query } from '../query.ts';
import { waitFor } from '../wait-for.ts';
import { workerWorld } from '../worker-world.ts';
import type { Worker, WorkerWorld } from '../worker-world.ts';
import { holdJobRow } from './held-row.ts';
import { newInstance } from './instance-graph.ts';
import type { Instance } from './instance-graph.ts';
import { CrashPoints, Victim } from './victim.ts';

const ENDED = ['completed', 'failed', 'cancelled', 'expired'];

/** Something that happens in a job while it runs. */
export interface CrashScenario {
  readonly name: string;
  /** What the job may come to; with a crash in it, a step that was refused may be tried once more and succeed. */
  readonly ends: readonly string[];
  /** Tells the marketplace what to do. */
  set(world: CrashWorld, jobId: number): void;
  /** A moment at which an earlier program died, and what happened until this one takes over. */
  readonly earlier?: { readonly at: string; until?(world: CrashWorld, jobId: number): Promise<void> };
  /** What others do while the program stands at a moment. */
  readonly meanwhile?: { readonly at: string; does(world: CrashWorld, jobId: number): Promise<unknown> };
  /** What a person or the surroundings do before another program goes on. */
  rescue?(world: CrashWorld, jobId: number): Promise<void>;
}

/** One database on which program after program dies in the middle of a job, and another one goes on. */
export class CrashWorld {
  private released: Promise<void> = Promise.resolve();

  private constructor(
    private readonly world: WorkerWorld,
    private readonly worker: Worker,
    readonly points: CrashPoints,
    private rescuer: Instance,
  ) {}

  /** @returns a world in which nothing runs by itself */
  static async build(): Promise<CrashWorld> {
    const world = await workerWorld({ rateLimitMs: 20_000 });
    const worker = await world.start({
      ROLE: 'api',
      TIME_SCALE: '0.02',
      LEASE_SECONDS: '300',
      DB_POOL_MAX: '50',
    });
    const points = await CrashPoints.listen(worker.get(MikroORM));
    const rescuer = newInstance(worker);
    await rescuer.lease.begin();
    return new CrashWorld(world, worker, points, rescuer);
  }

  get market(): ScriptedMarket {
    return this.world.market;
  }

  get<T>(type: abstract new (...parameters: never[]) => T): T {
    return this.worker.get(type);
  }

  async close(): Promise<void> {
    this.points.stop();
    await this.world.close();
  }

  /**
   * Lets a new program run a job until it dies or has nothing left to do, and another one go on.
   * @param scenario what happens in the job
   * @param moment at which the program dies; it does not where absent
   * @returns the moments it passed, and what is wrong in the end, in words
   */
  async play(
    scenario: CrashScenario,
    moment?: string,
  ): Promise<{ readonly passed: ReadonlySet<string>; readonly wrong: readonly string[] }> {
    const [jobId = 0] = await this.world.createJobs(this.worker, 1);
    await this.fillBudgets();
    scenario.set(this, jobId);
    if (scenario.earlier !== undefined) {
      await this.runAndDie(new Victim(scenario.earlier.at), jobId);
      await scenario.earlier.until?.(this, jobId);
      await this.get(Upkeep).reap();
    }
    const { meanwhile } = scenario;
    const happens = (): Promise<unknown> =>
      this.points.outside(() => meanwhile?.does(this, jobId) ?? Promise.resolve());
    const victim = new Victim(moment, meanwhile && { at: meanwhile.at, happens });
    const succeeded = await this.runAndDie(victim, jobId);
    await this.released;
    await scenario.rescue?.(this, jobId);
    await this.rescue(jobId);
    return { passed: victim.passed, wrong: await this.wrong(scenario, jobId, succeeded) };
  }

  /** Everybody takes the program that holds a job for dead; another one brings the job to its end. */
  async takeOver(jobId: number): Promise<void> {
    await this.endLeases();
    await this.rescue(jobId);
  }

  /** Another transaction has the job's row for longer than a joint commit waits; `last` is what it does in the end. */
  async holdRow(
    jobId: number,
    last: (client: Client) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    ({ released: this.released } = await holdJobRow(this.world.testDatabase.url, jobId, last));
  }

  /** The database server ends every connection that is in use. */
  async dropConnections(): Promise<void> {
    await query(
      this.world.testDatabase.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name like 'stoflow%'
         and state <> 'idle'`,
    );
  }

  /** Tokens come back, as they would with time. */
  async fillBudgets(): Promise<void> {
    await this.get(Database).query('delete from public.rate_buckets');
    await this.get(Database).query(
      `update public.lanes set blocked_until = null, ready_at = least(ready_at, now())`,
    );
    await this.get(Database).query(`update public.job_queue set run_at = now()`);
  }

  /** Lets lanes that a scenario stopped run again. */
  async openLane(): Promise<void> {
    const key = { tenantId: this.world.tenant.id, accountId: 1 };
    await this.get(Database).transaction((sql) => this.get(Lanes).unhold(sql, key, 'challenge'));
    await this.get(Database).query(
      `update user_1.marketplace_accounts set connection = 'connected', status = 'connected'`,
    );
  }

  /** Lets a new program run until it dies or has nothing to do; what it holds is nobody's then. */
  private async runAndDie(victim: Victim, jobId: number): Promise<ReadonlyMap<string, number>> {
    const instance = newInstance(this.worker);
    await instance.lease.begin();
    this.points.as(victim, () => instance.dispatcher.nudge());
    // Who has not died takes nothing more either, or the next job would be its.
    const stopped = this.untilQuiet(jobId, instance).then(() => instance.dispatcher.stop());
    await Promise.race([victim.died, stopped]);
    const succeeded = await this.succeeded(jobId);
    await this.endLeases();
    // The time that a call of it could still take has passed, too.
    await this.get(Database).query(`update user_1.marketplace_tasks set not_after = least(not_after, now())`);
    return succeeded;
  }

  private async endLeases(): Promise<void> {
    await this.get(Database).query(`update public.instances set lease_until = '-infinity' where id <> $1`, [
      this.rescuer.lease.id,
    ]);
  }

  /** The victim has nothing left to do: the job is gone from the queue, or waits, or its lane does. */
  private async untilQuiet(jobId: number, { dispatcher }: Instance): Promise<void> {
    await waitFor(
      async () => {
        const busy = await this.get(Database).query(
          `select from public.job_queue q join public.lanes l using (tenant_id, account_id)
           where q.job_id = $1 and (q.state = 'leased' or (q.state = 'ready' and l.ready_at <= now()))`,
          [jobId],
        );
        return busy.length === 0 && dispatcher.runningJobs === 0;
      },
      { what: `job ${jobId} is not with the first program any more` },
    );
  }

  /** A program of its own, which takes nothing more once the job has ended: the next one is the next victim's. */
  private async rescue(jobId: number): Promise<void> {
    const upkeep = this.get(Upkeep);
    this.rescuer = newInstance(this.worker);
    const { lease, dispatcher } = this.rescuer;
    await lease.begin();
    await waitFor(
      async () => {
        await lease.renew();
        await upkeep.reap();
        await upkeep.promote();
        dispatcher.nudge();
        const job = await this.world.job(this.worker, jobId);
        return ENDED.includes(job.status) && (await this.isReleased(jobId));
      },
      { what: `job ${jobId} has ended` },
    );
    await dispatcher.stop();
  }

  private async isReleased(jobId: number): Promise<boolean> {
    const rows = await this.get(Database).query('select from public.job_queue where job_id = $1', [jobId]);
    return rows.length === 0;
  }

  /** Steps that are done, with how often they were executed until now. */
  private async succeeded(jobId: number): Promise<ReadonlyMap<string, number>> {
    const tasks = await this.world.tasks(this.worker, jobId);
    const done = tasks.filter(({ status }) => status === 'success');
    return new Map(done.map(({ step }) => [step, this.calls(jobId, step)]));
  }

  private calls(jobId: number, step: string): number {
    return this.market.calls.filter((call) => call === `${this.world.tenant.id}/${jobId}/${step}`).length;
  }

  private async wrong(
    scenario: CrashScenario,
    jobId: number,
    succeeded: ReadonlyMap<string, number>,
  ): Promise<readonly string[]> {
    const job = await this.world.job(this.worker, jobId);
    const tasks = await this.world.tasks(this.worker, jobId);
    const wrong: string[] = [];
    if (!scenario.ends.includes(job.status)) wrong.push(`the job is ${job.status}`);
    for (const [step, calls] of succeeded) {
      if (this.calls(jobId, step) !== calls) wrong.push(`${step} was executed again after it had succeeded`);
    }
    for (const { step, status, effect } of tasks) {
      const times = this.market.effects.get(`${this.world.tenant.id}/${jobId}/${step}`) ?? 0;
      if (effect === 'once' && times > 1) wrong.push(`${step} took effect ${times} times`);
      if (job.status === 'completed' && times === 0) wrong.push(`${step} took no effect, and is ${status}`);
      if (['processing', 'unknown'].includes(status)) wrong.push(`${step} is ${status} in an ended job`);
    }
    const lanes = await this.get(Database).query('select from public.lanes where running <> 0');
    if (lanes.length > 0) wrong.push('a slot of the lane was not given back');
    if ((await this.get(Sweep).run()) > 0) wrong.push('the sweeper had to correct a lane');
    return wrong;
  }
}
