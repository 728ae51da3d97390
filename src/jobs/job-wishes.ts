import { Injectable } from '@nestjs/common';
import { DomainError, IllegalTransitionError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { BatchProgress } from '../ledger/batch-progress.ts';
import { Retry } from '../ledger/retry.ts';
import { Wishes } from '../ledger/wishes.ts';
import { MarketplaceJobService } from './jobs.service.ts';
import type { JobView } from './job-view.ts';

/** A newer job for the same thing is waiting already. */
export class JobAlreadyActiveError extends DomainError {
  /**
   * @param id the job that was to be retried
   * @param activeJobId the job that waits
   */
  constructor(id: number, activeJobId: number) {
    super(
      'job.already_active',
      'conflict',
      `Job ${activeJobId} does the same as job ${id} and is waiting already.`,
      {
        extra: { active_job_id: activeJobId },
      },
    );
  }
}

/**
 * Carries out what a person wants of one job, and refuses what its state forbids. A wish that came too late, because
 * the job ended while it was on its way, is refused like one that was never possible.
 */
@Injectable()
export class JobWishes {
  constructor(
    private readonly jobs: MarketplaceJobService,
    private readonly wishes: Wishes,
    private readonly retries: Retry,
    private readonly progress: BatchProgress,
  ) {}

  /**
   * Cancels a job: at once while it waits, at its next step while it runs.
   * @param tenant whose job
   * @param id the job
   * @param actor who wants it
   * @returns the job after it
   * @throws {DomainError} `job.not_found`, also for another tenant's job
   * @throws {IllegalTransitionError} when it has ended
   */
  async cancel(tenant: TenantRef, id: number, actor: string): Promise<JobView> {
    await this.wishes.assertAllowed(tenant, id, 'cancelled');
    await this.wishes.cancel(tenant, [id], actor);
    const view = await this.shown(tenant, id);
    if (view.job.status === 'cancelled' || view.job.cancelRequested) return view;
    throw new IllegalTransitionError('job', view.job.status, 'cancelled');
  }

  /**
   * Pauses a job: at once while it waits, at its next step while it runs.
   * @param tenant whose job
   * @param id the job
   * @param actor who wants it
   * @returns the job after it
   * @throws {DomainError} `job.not_found`, also for another tenant's job
   * @throws {IllegalTransitionError} when it has ended or is paused
   */
  async pause(tenant: TenantRef, id: number, actor: string): Promise<JobView> {
    await this.wishes.assertAllowed(tenant, id, 'paused');
    await this.wishes.pause(tenant, [id], actor);
    const view = await this.shown(tenant, id);
    if (view.job.status === 'paused' || view.job.pauseRequested) return view;
    throw new IllegalTransitionError('job', view.job.status, 'paused');
  }

  /**
   * Lets a paused job run again.
   * @param tenant whose job
   * @param id the job
   * @param actor who wants it
   * @returns the job after it
   * @throws {DomainError} `job.not_found`, also for another tenant's job
   * @throws {IllegalTransitionError} when it is not paused
   */
  async resume(tenant: TenantRef, id: number, actor: string): Promise<JobView> {
    await this.wishes.assertAllowed(tenant, id, 'resumed');
    await this.wishes.resume(tenant, [id], actor);
    return this.shown(tenant, id);
  }

  /**
   * Reopens a job that failed, was cancelled or expired. What succeeded stays.
   * @param tenant whose job
   * @param id the job
   * @param actor who wants it
   * @returns the job after it
   * @throws {DomainError} `job.not_found`, also for another tenant's job
   * @throws {JobAlreadyActiveError} when a newer job for the same thing waits
   * @throws {IllegalTransitionError} when it has not ended, or is completed
   */
  async retry(tenant: TenantRef, id: number, actor: string): Promise<JobView> {
    const { job } = await this.jobs.get(tenant, id);
    const { reopened, conflicts } = await this.retries.run(tenant, [id], actor);
    const [conflict] = conflicts;
    if (conflict !== undefined) throw new JobAlreadyActiveError(id, conflict.activeJobId);
    if (!reopened.includes(id)) throw new IllegalTransitionError('job', job.status, 'pending');
    return this.shown(tenant, id);
  }

  private async shown(tenant: TenantRef, id: number): Promise<JobView> {
    const view = await this.jobs.get(tenant, id);
    this.progress.changed(tenant, view.job.batchJobId ?? null);
    return view;
  }
}
