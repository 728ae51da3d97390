import { Injectable } from '@nestjs/common';
import { MarketplaceFacts } from '../accounts/marketplace-facts.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { MarketplaceJob } from '../ledger/marketplace-job.entity.ts';
import type { MarketplaceTask } from '../ledger/marketplace-task.entity.ts';
import { LaneReader } from '../queue/lane-reader.ts';
import type { LaneState } from '../queue/lane-reader.ts';
import { MarketplaceTaskService } from '../tasks/tasks.service.ts';
import { waitingOf } from './waiting.ts';
import type { NamedLane, Waiting } from './waiting.ts';

/** A job with what is looked up when somebody looks at it. */
export interface JobView {
  readonly job: MarketplaceJob;
  readonly tenantId: number;
  readonly waiting: Waiting | null;
  /** Description of the step in hand. */
  readonly step: string | null;
  readonly tasks?: readonly MarketplaceTask[];
}

/** What is looked up of jobs. */
export interface Surroundings {
  /** Lanes of those that have not ended. */
  readonly lanes: readonly LaneState[];
  /** Which of them wait for another job of the same product. */
  readonly behind: readonly { readonly jobId: number; readonly behindJobId: number }[];
  /** Their steps, those in hand at least. */
  readonly tasks: readonly MarketplaceTask[];
}

/** Adds to jobs what is not stored on them: what their lanes wait for, and the step in hand. */
@Injectable()
export class JobViews {
  constructor(
    private readonly lanes: LaneReader,
    private readonly tasks: MarketplaceTaskService,
    private readonly facts: MarketplaceFacts,
  ) {}

  /**
   * Looks up what belongs to some jobs, in a fixed number of statements.
   * @param tenant whose jobs
   * @param jobs the jobs
   * @returns a view of each, in the same order
   */
  async of(tenant: TenantRef, jobs: readonly MarketplaceJob[]): Promise<readonly JobView[]> {
    const open = jobs.filter((job) => job.status === 'pending' || job.status === 'processing');
    const waiting = open.filter((job) => job.status === 'pending' && job.productId !== null);
    const [lanes, behind, tasks] = await Promise.all([
      this.lanes.lanes(tenant.id, [...new Set(open.map((job) => job.accountId))]),
      this.lanes.busyProducts(waiting.map((job) => ({ tenantId: tenant.id, jobId: job.id }))),
      this.tasks.inHand(open.map((job) => job.id)),
    ]);
    return this.compose(tenant, jobs, { lanes, behind, tasks });
  }

  /**
   * @param tenant whose jobs
   * @param jobs the jobs
   * @param surroundings what was looked up of them
   * @returns a view of each, in the same order
   */
  compose(
    tenant: TenantRef,
    jobs: readonly MarketplaceJob[],
    { lanes, behind, tasks }: Surroundings,
  ): readonly JobView[] {
    const inHand = tasks.filter(isInHand);
    return jobs.map((job) => ({
      job,
      tenantId: tenant.id,
      waiting: waitingOf(
        job,
        this.named(lanes.find((lane) => lane.accountId === job.accountId)),
        behind.find((entry) => entry.jobId === job.id)?.behindJobId,
      ),
      step: inHand.find((task) => task.jobId === job.id)?.description ?? null,
    }));
  }

  private named(lane: LaneState | undefined): NamedLane | undefined {
    return lane && { lane, title: this.facts.title(lane.marketplace) };
  }
}

function isInHand({ status }: MarketplaceTask): boolean {
  return status === 'processing' || status === 'unknown';
}
