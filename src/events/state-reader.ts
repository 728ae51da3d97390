import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { BatchResponse } from '../batches/dto/batch-response.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { JobViews } from '../jobs/job-view.ts';
import { BatchJob } from '../ledger/batch-job.entity.ts';
import { MarketplaceJob } from '../ledger/marketplace-job.entity.ts';
import { MarketplaceTask } from '../ledger/marketplace-task.entity.ts';
import { TenantContext } from '../tenancy/tenant-context.ts';
import { AccountStates } from './account-states.ts';
import type { Wanted } from './wanted.ts';
import type { AccountState } from './dto/account-state.ts';
import type { BatchState } from './dto/events.ts';
import { jobState } from './dto/job-state.ts';
import type { JobState } from './dto/job-state.ts';

/** Jobs, batches and accounts as they stand at one moment. */
export interface States {
  /** All accounts, where they were asked for. */
  readonly accounts: readonly AccountState[];
  readonly jobs: ReadonlyMap<number, JobState>;
  readonly batches: ReadonlyMap<number, BatchState>;
}

/** Reads how jobs and batches stand, outside of any request and in a fixed number of statements. */
@Injectable()
export class StateReader {
  constructor(
    private readonly em: EntityManager,
    private readonly context: TenantContext,
    private readonly views: JobViews,
    private readonly accounts: AccountStates,
  ) {}

  /**
   * @param tenant whose jobs, batches and accounts
   * @param wanted which of them
   * @returns those that exist
   */
  async read(tenant: TenantRef, wanted: Readonly<Wanted>): Promise<States> {
    return this.context.run(tenant, async () => ({
      accounts: wanted.accounts ? await this.accounts.read(tenant) : [],
      jobs: await this.jobs(tenant, [...wanted.jobs]),
      batches: await this.batches([...wanted.batches]),
    }));
  }

  private async jobs(tenant: TenantRef, ids: number[]): Promise<ReadonlyMap<number, JobState>> {
    if (ids.length === 0) return new Map();
    const rows = await this.em.find(
      MarketplaceJob,
      { id: { $in: ids } },
      { exclude: ['inputData', 'resultData'], disableIdentityMap: true },
    );
    const tasks = Map.groupBy(await this.tasks(ids), ({ jobId }) => jobId);
    const views = await this.views.of(tenant, shown<MarketplaceJob>(rows));
    return new Map(
      views.map((view) => [view.job.id, jobState({ ...view, tasks: tasks.get(view.job.id) ?? [] })]),
    );
  }

  private async tasks(jobIds: number[]): Promise<readonly MarketplaceTask[]> {
    const rows = await this.em.find(
      MarketplaceTask,
      { jobId: { $in: jobIds } },
      { exclude: ['payload', 'result'], orderBy: { position: 'asc' }, disableIdentityMap: true },
    );
    return shown<MarketplaceTask>(rows);
  }

  private async batches(ids: number[]): Promise<ReadonlyMap<number, BatchState>> {
    if (ids.length === 0) return new Map();
    const rows = await this.em.find(
      BatchJob,
      { id: { $in: ids } },
      { exclude: ['skipped', 'options'], disableIdentityMap: true },
    );
    return new Map(
      shown<BatchJob>(rows).map((row) => {
        const { skipped: _skipped, options: _options, ...state } = new BatchResponse(row);
        return [row.id, state];
      }),
    );
  }
}

/** What was not read is not shown either; everything else of the rows is there. */
const shown = <T extends object>(rows: readonly object[]): readonly T[] => rows as readonly T[];
