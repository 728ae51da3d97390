import type { FilterQuery } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import type { PageQuery } from '../common/pagination/page-query.ts';
import { JobNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { JOB_STATUSES } from '../domain/vocabulary.ts';
import type { JobStatus } from '../domain/vocabulary.ts';
import { JobEvent } from '../ledger/job-event.entity.ts';
import { MarketplaceJob } from '../ledger/marketplace-job.entity.ts';
import type { JobFilter, JobQuery } from './dto/job-query.ts';
import { JobViews } from './job-view.ts';
import type { JobView } from './job-view.ts';
import { ShownJobs } from './shown-jobs.ts';

/** Shows the jobs of the tenant whose request runs. */
@Injectable()
export class MarketplaceJobService {
  constructor(
    private readonly em: EntityManager,
    private readonly views: JobViews,
    private readonly shown: ShownJobs,
  ) {}

  /**
   * @param tenant whose request it is
   * @param filter filters and page
   * @returns jobs, newest first
   */
  async list(tenant: TenantRef, filter: JobQuery): Promise<Page<JobView>> {
    const after = decodeCursor(filter.cursor, ['integer']);
    const rows = await this.newest(filter, after?.[0]);
    const page = Page.of(
      rows,
      filter.limit,
      (row) => [row.id],
      (row) => row,
    );
    return new Page(await this.views.of(tenant, page.data), page.next_cursor);
  }

  /**
   * Each status by itself: an index has the jobs of one status in the order of a page, and of several only one after the
   * other, so that PostgreSQL may walk over all other jobs instead (`npm test -- test/integration/plans` met it).
   */
  private async newest(filter: JobQuery, before: number | undefined): Promise<MarketplaceJob[]> {
    const filters = filter.status?.map((status) => ({ ...filter, status: [status] })) ?? [filter];
    const found = await Promise.all(
      filters.map((one) =>
        this.em.find(
          MarketplaceJob,
          { $and: [...conditions(one), ...(before === undefined ? [] : [{ id: { $lt: before } }])] },
          { orderBy: { id: 'desc' }, limit: filter.limit + 1, disableIdentityMap: true },
        ),
      ),
    );
    const rows = found.flat();
    return filters.length === 1
      ? rows
      : rows.sort((one, other) => other.id - one.id).slice(0, filter.limit + 1);
  }

  /**
   * @param filter filters; the page is ignored
   * @returns how many jobs stand in each status
   */
  async counts(filter: JobFilter): Promise<Record<JobStatus, number>> {
    const counted = await Promise.all(
      JOB_STATUSES.map(async (status) => {
        const wanted = filter.status === undefined || filter.status.includes(status);
        if (!wanted) return [status, 0] as const;
        const where = conditions({ ...filter, status: [status] });
        return [status, await this.em.count(MarketplaceJob, { $and: where })] as const;
      }),
    );
    return Object.fromEntries(counted) as Record<JobStatus, number>;
  }

  /**
   * @param tenant whose request it is
   * @param id the job's id
   * @returns the job with its tasks
   * @throws {JobNotFoundError} also for another tenant's job
   */
  async get(tenant: TenantRef, id: number): Promise<JobView> {
    return this.shown.get(tenant, id);
  }

  /**
   * @param id the job's id
   * @param query which page
   * @returns what happened to the job, oldest first
   * @throws {JobNotFoundError} also for another tenant's job
   */
  async history(id: number, query: PageQuery): Promise<Page<JobEvent>> {
    const after = decodeCursor(query.cursor, ['integer']);
    await this.find(id);
    const rows = await this.em.find(
      JobEvent,
      { jobId: id, ...(after !== undefined && { id: { $gt: after[0] } }) },
      { orderBy: { id: 'asc' }, limit: query.limit + 1, disableIdentityMap: true },
    );
    return Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  private async find(id: number): Promise<MarketplaceJob> {
    const job = await this.em.findOne(MarketplaceJob, { id }, { disableIdentityMap: true });
    if (job === null) throw new JobNotFoundError(id);
    return job;
  }
}

function conditions(filter: JobFilter & { readonly error_code?: string }): FilterQuery<MarketplaceJob>[] {
  const where: FilterQuery<MarketplaceJob>[] = [];
  if (filter.error_code !== undefined) where.push({ error: { code: filter.error_code } });
  if (filter.marketplace !== undefined) where.push({ marketplace: filter.marketplace });
  if (filter.status !== undefined) where.push({ status: { $in: [...filter.status] } });
  if (filter.action_code !== undefined) where.push({ actionCode: filter.action_code });
  if (filter.product_id !== undefined) where.push({ productId: filter.product_id });
  if (filter.account_id !== undefined) where.push({ accountId: filter.account_id });
  if (filter.batch_id !== undefined) where.push({ batchJobId: filter.batch_id });
  if (filter.created_from !== undefined) where.push({ createdAt: { $gte: filter.created_from } });
  if (filter.created_to !== undefined) where.push({ createdAt: { $lt: filter.created_to } });
  return where;
}
