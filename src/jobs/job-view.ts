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
   * @param tasks all steps of all of them, where they were read already
   * @returns a view of each, in the same order
   */
  async of(
    tenant: TenantRef,
    jobs: readonly MarketplaceJob[],
    tasks?: readonly MarketplaceTask[],
  ): Promise<readonly JobView[]> {
    const open = jobs.filter((job) => job.status === 'pending' || job.status === 'processing');
    const waiting = open.filter((job) => job.status === 'pending' && job.productId !== null);
    const [lanes, busy, inHand] = await Promise.all([
      this.lanes.lanes(tenant.id, [...new Set(open.map((job) => job.accountId))]),
      this.lanes.busyProducts(waiting.map((job) => ({ tenantId: tenant.id, jobId: job.id }))),
      tasks?.filter(isInHand) ?? this.tasks.inHand(open.map((job) => job.id)),
    ]);
    return jobs.map((job) => ({
      job,
      tenantId: tenant.id,
      waiting: waitingOf(
        job,
        this.named(lanes.find((lane) => lane.accountId === job.accountId)),
        busy.find((entry) => entry.jobId === job.id)?.behindJobId,
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
