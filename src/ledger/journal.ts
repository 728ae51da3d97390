import { Injectable } from '@nestjs/common';
import { Database, LOOKUPS } from '../common/database/database.ts';
import type { TransactionOptions } from '../common/database/database.ts';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import { AppConfig } from '../config/app-config.ts';
import type { Done, Failure, Unknown } from '../domain/outcome.ts';
import type { JobStatus } from '../domain/vocabulary.ts';
import { isAlreadyWaiting } from './already-waiting.ts';
import { EffectWriter } from './effect-writer.ts';
import { FencedError } from './fence.ts';
import type { Fence } from './fence.ts';
import { MARK_UNKNOWN, START_STEP, finishSteps } from './journal-sql.ts';
import type { StepEndRow } from './journal-sql.ts';
import { sayEnded } from './ledger-signals.ts';
import { PlanStore, readTasks } from './plan-store.ts';
import type { JobRow, TaskRow } from './rows.ts';
import { SharedCommits, byTenant } from './shared-commits.ts';

/** An execution that is about to begin. */
export interface StepStart {
  readonly position: number;
  /** Key of the execution: idempotency key towards the marketplace, command id towards a plugin. */
  readonly attemptKey: string;
  /** Longest time the execution may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** A step that is over, and what comes after it. */
export interface StepEnd {
  readonly job: JobRow;
  readonly position: number;
  readonly outcome: Done;
  /** Position of the job's last step so far; steps that the outcome appends come after it. */
  readonly lastPosition: number;
  /** The next step, when it begins in the same commit. */
  readonly next?: StepStart;
  /** The job's result, when this was its last step. */
  readonly summary?: Record<string, unknown>;
}

interface FinishedStep {
  readonly fence: Fence;
  readonly end: StepEnd;
}

/**
 * Writes the progress of a run: one durable commit per step. The end of a step, its effects and the beginning of the
 * next are one commit; the last step's commit also completes the job. Jobs whose steps end at the same moment
 * share a commit, and each waits until it is durable; one that is no longer held loses only its own write.
 */
@Injectable()
export class Journal {
  private readonly commits: SharedCommits<FinishedStep, JobStatus | undefined>;

  constructor(
    private readonly database: Database,
    private readonly effects: EffectWriter,
    private readonly plans: PlanStore,
    config: AppConfig,
  ) {
    this.commits = new SharedCommits((lot, options) => this.finish(lot, options), config, 'ends');
  }

  /**
   * Finishes a step.
   * @param fence the right to write
   * @param end the step, its outcome and what comes next
   * @returns the job's status after it: `processing` to go on, `completed`, or `cancelled` and `paused` where a
   *   person wished so in the meantime. A job that were to pause beside a newer request for the same thing gives way
   *   to it and is cancelled
   * @throws {FencedError} when the job is no longer held; nothing is written then
   */
  async finishStep(fence: Fence, end: StepEnd): Promise<JobStatus> {
    const { effects, then } = end.outcome;
    const plain = effects.length === 0 && then.length === 0;
    const status = await (plain ? this.commits.add({ fence, end }) : this.finishWithEffects(fence, end));
    if (status === undefined) throw new FencedError(fence);
    sayEnded(end.job, status);
    return status;
  }

  /** @returns the status of each job after it; undefined where it was no longer held */
  private async finish(
    lot: readonly FinishedStep[],
    options: TransactionOptions,
  ): Promise<readonly (JobStatus | undefined)[]> {
    try {
      return await this.writeAll(lot, options);
    } catch (error: unknown) {
      // Of several jobs, only one cannot be paused: they are tried one by one.
      if (lot.length > 1 || !isAlreadyWaiting(error)) throw error;
      return this.writeAll(lot, options, true);
    }
  }

  private async writeAll(
    lot: readonly FinishedStep[],
    options: TransactionOptions,
    givesWay = false,
  ): Promise<readonly (JobStatus | undefined)[]> {
    const lots = byTenant(lot);
    const rows = await this.database.transaction(
      (sql) =>
        Promise.all(
          lots.map((each, index) =>
            sql[index === lots.length - 1 ? 'last' : 'query']<EndedStep>(
              finishSteps(each.tenant, givesWay),
              valuesOf(each.lot),
              PREPARED,
            ),
          ),
        ),
      options,
    );
    const ofTenant = new Map(lots.map(({ tenant }, index) => [tenant.id, rows[index] ?? []]));
    return lot.map(({ fence }) => statusOf(fence, ofTenant.get(fence.tenant.id) ?? []));
  }

  private async finishWithEffects(fence: Fence, end: StepEnd): Promise<JobStatus | undefined> {
    try {
      return await this.finishInTransaction(fence, end, finishSteps(fence.tenant));
    } catch (error: unknown) {
      if (!isAlreadyWaiting(error)) throw error;
      return this.finishInTransaction(fence, end, finishSteps(fence.tenant, true));
    }
  }

  private finishInTransaction(fence: Fence, end: StepEnd, text: string): Promise<JobStatus | undefined> {
    const { effects, then } = end.outcome;
    return this.database.transaction(async (sql) => {
      // Accounts come before jobs in the lock order, hence first.
      await this.effects.applyToAccount(sql, fence.tenant, end.job, effects);
      const status = statusOf(fence, await sql.query<EndedStep>(text, valuesOf([{ fence, end }]), PREPARED));
      if (status === undefined) throw new FencedError(fence);
      await this.plans.append(sql, fence, end.lastPosition, then);
      await this.effects.applyRest(sql, fence.tenant, end.job, effects);
      return status;
    }, LOOKUPS);
  }

  /**
   * Begins a step on its own, where it could not begin with the end of the one before.
   * @param fence the right to write
   * @param start the step
   * @param sql a transaction to do it in; one of its own where absent
   * @returns the key of the execution: another than asked for where a browser may still hold an earlier one
   * @throws {FencedError} when the job is no longer held
   */
  async startStep(fence: Fence, start: StepStart, sql: Sql = this.database): Promise<string> {
    const [row] = await sql.query<{ attemptKey: string }>(
      START_STEP(fence),
      [fence.jobId, fence.epoch, start.position, start.attemptKey, start.timeoutMs],
      PREPARED,
    );
    if (row === undefined) throw new FencedError(fence);
    return row.attemptKey;
  }

  /**
   * Reads the job's steps again, after some were appended.
   * @param fence the job
   * @returns its steps in order
   */
  tasks(fence: Fence): Promise<readonly TaskRow[]> {
    return readTasks(this.database, fence.tenant, [fence.jobId]);
  }

  /**
   * Records that a step may have taken effect. From here it can only be looked up.
   * @param fence the right to write
   * @param position the step
   * @param outcome what happened, and whether it costs an attempt
   * @param sql a transaction to do it in; one of its own where absent
   * @throws {FencedError} when the job is no longer held
   */
  async markUnknown(
    fence: Fence,
    position: number,
    outcome: Failure & Pick<Unknown, 'costsAttempt'>,
    sql: Sql = this.database,
  ): Promise<void> {
    const { costsAttempt = true, ...failure } = outcome;
    const rows = await sql.query(MARK_UNKNOWN(fence), [
      fence.jobId,
      fence.epoch,
      position,
      JSON.stringify(failure),
      costsAttempt ? 1 : 0,
    ]);
    if (rows.length === 0) throw new FencedError(fence);
  }
}

/** A job that was still held, as {@link finishSteps} tells of it. */
interface EndedStep {
  readonly jobId: number;
  readonly epoch: number;
  readonly status: JobStatus;
}

/** A stopped run of this program may hand its step in beside its successor's: the epoch tells whose it was. */
function statusOf({ jobId, epoch }: Fence, rows: readonly EndedStep[]): JobStatus | undefined {
  return rows.find((row) => row.jobId === jobId && row.epoch === epoch)?.status;
}

function valuesOf(lot: readonly FinishedStep[]): readonly unknown[] {
  return [JSON.stringify(lot.map(toRow))];
}

function toRow({ fence, end }: FinishedStep): StepEndRow {
  return {
    job_id: fence.jobId,
    epoch: fence.epoch,
    position: end.position,
    result: end.outcome.result,
    appended: end.outcome.then.length,
    summary: end.summary ?? null,
    next: end.next?.position ?? null,
    attempt_key: end.next?.attemptKey ?? null,
    timeout_ms: end.next?.timeoutMs ?? null,
  };
}
