import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import type { PendingActionEffect } from '../domain/effects.ts';
import type { Failure } from '../domain/outcome.ts';
import type { JobStatus, TaskStatus, WaitReason } from '../domain/vocabulary.ts';
import { isAlreadyWaiting } from './already-waiting.ts';
import { COMPLETE_JOB, FAIL_JOB, RELEASE_JOB, SUPERSEDE_JOB } from './endings-sql.ts';
import { FencedError } from './fence.ts';
import { sayEnded } from './ledger-signals.ts';
import type { EndedByRun } from './ledger-signals.ts';
import type { Fence } from './fence.ts';
import { PendingActionRows } from './pending-action-rows.ts';
import type { JobRow } from './rows.ts';

/** A job that ends for good, at a step or before its first. */
export interface JobFailure {
  readonly job: JobRow;
  /** The step that failed; null when none had begun. */
  readonly position: number | null;
  /** `unknown` keeps what could not be resolved for a person's retry to look up. */
  readonly taskStatus: Extract<TaskStatus, 'failed' | 'unknown'>;
  readonly failure: Failure;
  /** Something that a person must sort out beside it. */
  readonly pendingAction?: PendingActionEffect;
}

/** A job that goes back to waiting. */
export interface JobRelease {
  /** The step that goes back to waiting; null where none was under way. */
  readonly position: number | null;
  /** What is waited for; null when it may run again at once. */
  readonly waitingFor: WaitReason | null;
  readonly delayMs: number;
  readonly costsAttempt: boolean;
  readonly failure: Failure | null;
  /** True where the step's execution is over for good, so that its next one has a key of its own. */
  readonly concluded?: boolean;
}

/** A job after it went back to waiting. */
export interface ReleasedJob {
  readonly status: JobStatus;
  /** Whether one of its steps may have taken effect: until that is known, nobody else may touch the product. */
  readonly unresolved: boolean;
}

/** Ends of a run other than a finished step. Each is one fenced commit. */
@Injectable()
export class Endings {
  constructor(
    private readonly database: Database,
    private readonly pendingActions: PendingActionRows,
  ) {}

  /**
   * Fails the job. Finished steps keep their results; a person's retry goes on from there.
   * @param fence the right to write
   * @param end what failed and why
   * @throws {FencedError} when the job is no longer held
   */
  async fail(fence: Fence, end: JobFailure): Promise<void> {
    await this.database.transaction((sql) => this.failIn(sql, fence, end));
  }

  /**
   * Fails the job inside a transaction that has just taken it.
   * @param sql the transaction
   * @param fence the right to write
   * @param end what failed and why
   * @throws {FencedError} when the job is no longer held
   */
  async failIn(sql: Sql, fence: Fence, end: JobFailure): Promise<void> {
    const rows = await sql.query(FAIL_JOB(fence), [
      fence.jobId,
      fence.epoch,
      end.position,
      end.taskStatus,
      JSON.stringify(end.failure),
    ]);
    if (rows.length === 0) throw new FencedError(fence);
    sayEnded(end.job, 'failed');
    if (end.pendingAction !== undefined) {
      const { id: jobId, accountId, productId } = end.job;
      const pending = { jobId, accountId, productId, action: end.pendingAction };
      await this.pendingActions.add(sql, fence.tenant, pending);
    }
  }

  /**
   * Completes a job for which there is nothing (more) to do, inside a transaction that has just taken it.
   * @param sql the transaction
   * @param fence the right to write
   * @param summary the job's result
   * @throws {FencedError} when the job is no longer held
   */
  async completeIn(sql: Sql, fence: Fence, summary: Readonly<Record<string, unknown>>): Promise<void> {
    const [job] = await sql.query<EndedByRun>(COMPLETE_JOB(fence), [
      fence.jobId,
      fence.epoch,
      JSON.stringify(summary),
    ]);
    if (job === undefined) throw new FencedError(fence);
    sayEnded(job, job.status);
  }

  /**
   * Lets the job wait. When a newer request for the same thing is waiting already, this job gives way to it, unless
   * one of its steps is unknown: that must be looked up whatever was asked for since.
   * @param fence the right to write
   * @param release what is waited for
   * @returns the job's status after it: `pending`; or `cancelled` or `paused` by a person's wish or by a newer request;
   *   and whether one of its steps is unknown
   * @throws {FencedError} when the job is no longer held
   */
  async release(fence: Fence, release: JobRelease): Promise<ReleasedJob> {
    const values = [
      fence.jobId,
      fence.epoch,
      release.position,
      release.waitingFor,
      release.delayMs,
      release.costsAttempt ? 1 : 0,
      release.failure === null ? null : JSON.stringify(release.failure),
      release.concluded === true,
    ];
    try {
      return await this.write(fence, RELEASE_JOB(fence), values);
    } catch (error: unknown) {
      if (!isAlreadyWaiting(error)) throw error;
      return this.write(fence, SUPERSEDE_JOB(fence), [fence.jobId, fence.epoch, release.position]);
    }
  }

  private async write(fence: Fence, text: string, values: readonly unknown[]): Promise<ReleasedJob> {
    const [row] = await this.database.query<ReleasedJob>(text, values);
    if (row === undefined) throw new FencedError(fence);
    return row;
  }
}
