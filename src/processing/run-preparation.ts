import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import { withAdvice } from '../domain/error-entry.ts';
import { needsStock } from '../domain/selling-actions.ts';
import { refused } from '../domain/outcome.ts';
import type { Failure } from '../domain/outcome.ts';
import { NEUTRAL_ERRORS } from '../handlers/contract/neutral-error-catalogue.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import type { HandledAction } from '../handlers/registry/handler-registry.ts';
import { Endings } from '../ledger/endings.ts';
import type { Fence } from '../ledger/fence.ts';
import { Journal } from '../ledger/journal.ts';
import { PlanStore } from '../ledger/plan-store.ts';
import type { TaskRow } from '../ledger/rows.ts';
import type { StartedJob } from '../ledger/start.ts';
import { unresolvedFirst } from '../ledger/unresolved-jobs.ts';
import { planContext, resultsOf } from './step-context.ts';
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

/** Does what belongs into the commit that starts a run. */
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
   * Stores the plan at the first start, makes an interrupted `once` step unknown, and begins the first open step
   * where it may begin at once.
   * @param sql the transaction of the start
   * @param fence the job
   * @param started what was read
   * @returns the run; null when the job ended here, with nothing to do or with a refused plan
   */
  async prepare(sql: Sql, fence: Fence, started: StartedJob): Promise<PreparedRun | null> {
    const { job } = started;
    const action = this.registry.resolve(job.marketplace, job.actionCode);
    const tasks = job.planVersion === null ? await this.plan(sql, fence, started, action) : started.tasks;
    if (tasks === null) return null;
    const next = tasks.find((task) => task.status !== 'success' && task.status !== 'skipped');
    if (next === undefined) {
      await this.endings.completeIn(sql, fence, action.handler.summarise(resultsOf(tasks)));
      return null;
    }
    if (job.planVersion !== null && isSoldOut(started) && !mayHaveHappened(next)) {
      // What another program left in the middle is not under way any more.
      const position = next.status === 'processing' ? next.position : null;
      await this.endings.failIn(sql, fence, { job, position, taskStatus: 'failed', failure: SOLD_OUT });
      return null;
    }
    const run = { ...action, started: { ...started, tasks } };
    if (next.status === 'processing' && next.effect === 'once') {
      await this.journal.markUnknown(fence, next.position, INTERRUPTED, sql);
      // The interrupted execution has cost an attempt in the row; the run counts on from there.
      const counted = { ...run.started, job: { ...job, attempts: job.attempts + 1 } };
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

  private async plan(
    sql: Sql,
    fence: Fence,
    started: StartedJob,
    { handler }: HandledAction,
  ): Promise<readonly TaskRow[] | null> {
    const { job, unresolvedBefore } = started;
    const refusal = isSoldOut(started)
      ? SOLD_OUT
      : unresolvedBefore === null
        ? undefined
        : unresolvedFirst(unresolvedBefore);
    const plan = refusal === undefined ? handler.plan(planContext(fence, started)) : refused(refusal);
    if ('kind' in plan) {
      const { kind: _, ...said } = plan;
      const failure = this.registry.errors.explained(said);
      await this.endings.failIn(sql, fence, { job, position: null, taskStatus: 'failed', failure });
      return null;
    }
    return this.plans.store(sql, fence, handler.planVersion, plan);
  }
}

function isSoldOut({ job, product }: StartedJob): boolean {
  return needsStock(job.actionCode) && product?.quantity === 0;
}

/** What may have happened is found out first, whatever was sold since: there may be a listing to end. */
function mayHaveHappened({ status, effect }: TaskRow): boolean {
  return status === 'unknown' || (status === 'processing' && effect === 'once');
}
