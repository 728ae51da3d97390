import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Sql, Transaction } from '../common/database/sql.ts';
import { wasRolledBack } from '../common/database/was-rolled-back.ts';
import { withAdvice } from '../domain/error-entry.ts';
import { endsListing } from '../domain/ending-actions.ts';
import { needsStock } from '../domain/selling-actions.ts';
import { refused } from '../domain/outcome.ts';
import type { Failure, Refused } from '../domain/outcome.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { NEUTRAL_ERRORS } from '../handlers/contract/neutral-error-catalogue.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import type { HandledAction } from '../handlers/registry/handler-registry.ts';
import { Endings } from '../ledger/endings.ts';
import type { Fence } from '../ledger/fence.ts';
import { Journal } from '../ledger/journal.ts';
import { PlanStore, plannedTask } from '../ledger/plan-store.ts';
import type { NewPlan } from '../ledger/plan-store.ts';
import type { TaskRow } from '../ledger/rows.ts';
import type { StartedJob } from '../ledger/start.ts';
import { unresolvedFirst } from '../ledger/unresolved-jobs.ts';
import { planContext, resultsOf } from './step-context.ts';
import type { StepResults } from './step-context.ts';
import type { PreparedRun } from './prepared-run.ts';
import { INTERRUPTED } from './interrupted.ts';
import { StepAdmission } from './step-admission.ts';

/** A sale that was found since the job was made. */
const SOLD_OUT: Failure = withAdvice(
  {
    code: 'product.sold_out',
    message: 'Nothing is left of this product: it was sold. Set its quantity if there is more of it.',
  },
  NEUTRAL_ERRORS['product.sold_out'],
);

/** What a job's start comes to: a run; null when the job ended here; an error that is its own. */
export type Preparation = PreparedRun | null | Error;

/** Jobs of a tenant that were taken in the same transaction. */
export interface StartedJobs {
  readonly tenant: TenantRef;
  readonly jobs: readonly StartedJob[];
}

/** A job whose plan is made and stored with those of the others. */
interface Planned {
  readonly fence: Fence;
  readonly started: StartedJob;
  readonly action: HandledAction;
  readonly plan: NewPlan;
}

/** Does what belongs into the commit that starts runs. */
@Injectable()
export class RunPreparation {
  constructor(
    private readonly registry: HandlerRegistry,
    private readonly endings: Endings,
    private readonly journal: Journal,
    private readonly plans: PlanStore,
    private readonly admission: StepAdmission,
  ) {}

  /**
   * Stores the plans of first starts, makes interrupted `once` steps unknown, and begins each job's first open step
   * where it may begin at once.
   * @param sql the transaction of the start; nothing may be added to it afterwards
   * @param started what was read, by tenant in the order in which everyone locks
   * @returns for each job of each tenant its run; null when it ended here, with nothing to do or with a refused plan;
   *   an error where it, or its handler, is broken
   */
  async prepare(
    sql: Transaction,
    started: readonly StartedJobs[],
  ): Promise<readonly (readonly Preparation[])[]> {
    const decided: (readonly (Preparation | Planned)[])[] = [];
    // One after the other, since a job that ends here locks what others may lock as well.
    for (const { tenant, jobs } of started) decided.push(await this.decideAll(sql, tenant, jobs));
    const last = decided.findLastIndex((each) => each.some(isPlanned));
    return Promise.all(
      started.map(({ tenant }, index) => this.store(sql, tenant, decided[index] ?? [], index === last)),
    );
  }

  private async decideAll(
    sql: Sql,
    tenant: TenantRef,
    jobs: readonly StartedJob[],
  ): Promise<readonly (Preparation | Planned)[]> {
    const decided: (Preparation | Planned)[] = [];
    for (const each of jobs) {
      const fence = { tenant, jobId: each.job.id, epoch: each.job.epoch };
      decided.push(await this.decideAlone(sql, fence, each));
    }
    return decided;
  }

  private async store(
    sql: Transaction,
    tenant: TenantRef,
    decided: readonly (Preparation | Planned)[],
    isLast: boolean,
  ): Promise<readonly Preparation[]> {
    const planned = decided.filter(isPlanned);
    const stored = await this.plans.store(
      sql,
      tenant,
      planned.map(({ plan }) => plan),
      isLast,
    );
    return decided.map((each) =>
      isPlanned(each) ? firstRun(each, stored[planned.indexOf(each)] ?? []) : each,
    );
  }

  /** What is wrong with one job, or with its handler, must not keep the jobs that start beside it from starting. */
  private async decideAlone(sql: Sql, fence: Fence, started: StartedJob): Promise<Preparation | Planned> {
    try {
      return await this.decide(sql, fence, started);
    } catch (error: unknown) {
      // After an error of the database the transaction is over for all of them.
      if (wasRolledBack(error)) throw error;
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private async decide(sql: Sql, fence: Fence, started: StartedJob): Promise<Preparation | Planned> {
    const action = this.registry.resolve(started.job.marketplace, started.job.actionCode);
    return started.job.planVersion === null
      ? this.plan(sql, fence, started, action)
      : this.resume(sql, fence, started, action);
  }

  private async plan(
    sql: Sql,
    fence: Fence,
    started: StartedJob,
    action: HandledAction,
  ): Promise<Preparation | Planned> {
    const { job } = started;
    const plan = this.refusalOf(started) ?? action.handler.plan(planContext(fence, started));
    if ('kind' in plan) {
      const { kind: _, ...said } = plan;
      const failure = this.registry.errors.explained(said);
      await this.endings.failIn(sql, fence, { job, position: null, taskStatus: 'failed', failure });
      return null;
    }
    const [first] = plan;
    if (first === undefined) return this.completed(sql, fence, action, {});
    const task = plannedTask(first, 1);
    const begins = !this.admission.needsToken(action.type, task) && {
      first: { attemptKey: randomUUID(), timeoutMs: this.admission.timeoutOf(action.type, task) },
    };
    const { planVersion: version } = action.handler;
    return { fence, started, action, plan: { jobId: job.id, version, steps: plan, ...begins } };
  }

  /** There is nothing to do, or nothing left. */
  private async completed(
    sql: Sql,
    fence: Fence,
    { handler }: HandledAction,
    results: StepResults,
  ): Promise<null> {
    await this.endings.completeIn(sql, fence, handler.summarise(results));
    return null;
  }

  private refusalOf(started: StartedJob): Refused | undefined {
    if (isSoldOut(started)) return refused(SOLD_OUT);
    const { unresolvedBefore } = started;
    return unresolvedBefore === null ? undefined : refused(unresolvedFirst(unresolvedBefore));
  }

  private async resume(
    sql: Sql,
    fence: Fence,
    started: StartedJob,
    action: HandledAction,
  ): Promise<Preparation | Planned> {
    const { job, tasks } = started;
    const next = tasks.find((task) => task.status !== 'success' && task.status !== 'skipped');
    if (next === undefined) return this.completed(sql, fence, action, resultsOf(tasks));
    if (isOutdated(started) && !mayHaveHappened(next)) {
      await this.plans.discard(sql, fence);
      const anew = { ...job, planVersion: null, doneTasks: 0, totalTasks: 0 };
      return this.plan(sql, fence, { ...started, job: anew, tasks: [], listedSince: false }, action);
    }
    if (isSoldOut(started) && !mayHaveHappened(next)) {
      // What another program left in the middle is not under way any more.
      const position = next.status === 'processing' ? next.position : null;
      await this.endings.failIn(sql, fence, { job, position, taskStatus: 'failed', failure: SOLD_OUT });
      return null;
    }
    const run = { ...action, started };
    if (next.status === 'processing' && next.effect === 'once') {
      await this.journal.markUnknown(fence, next.position, INTERRUPTED, sql);
      // The interrupted execution has cost an attempt in the row; the run counts on from there.
      const counted = { ...started, job: { ...job, attempts: job.attempts + 1 } };
      const unknown = { ...next, status: 'unknown', error: INTERRUPTED } as const;
      return { ...run, started: counted, next: unknown, attemptKey: undefined };
    }
    if (next.status === 'unknown' || this.admission.needsToken(action.type, next)) {
      return { ...run, next, attemptKey: undefined };
    }
    const timeoutMs = this.admission.timeoutOf(action.type, next);
    const start = { position: next.position, attemptKey: randomUUID(), timeoutMs };
    return { ...run, next, attemptKey: await this.journal.startStep(fence, start, sql) };
  }
}

function isPlanned(decided: Preparation | Planned): decided is Planned {
  return decided !== null && 'plan' in decided;
}

function firstRun({ started, action, plan }: Planned, tasks: readonly TaskRow[]): PreparedRun {
  const [next] = tasks;
  if (next === undefined) throw new Error(`the plan of job ${plan.jobId} was not stored`);
  return { ...action, started: { ...started, tasks }, next, attemptKey: plan.first?.attemptKey };
}

function isSoldOut({ job, product }: StartedJob): boolean {
  return needsStock(job.actionCode) && product?.quantity === 0;
}

/**
 * What the job has found out and done was about another listing: going on would list the product beside the one it has
 * now. What ends a listing goes on, since it names the listing that it ends.
 */
function isOutdated({ job, listedSince }: StartedJob): boolean {
  return listedSince && !endsListing(job.actionCode);
}

/** What may have happened is found out first, whatever was sold since: there may be a listing to end. */
function mayHaveHappened({ status, effect }: TaskRow): boolean {
  return status === 'unknown' || (status === 'processing' && effect === 'once');
}
