import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { entityColumns } from '../common/database/entity-columns.ts';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import { JobNotFoundError, TaskNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { MarketplaceJob } from '../ledger/marketplace-job.entity.ts';
import { MarketplaceTask } from '../ledger/marketplace-task.entity.ts';
import type { TaskQuery } from './dto/task-query.ts';

/** The steps of the jobs of the tenant whose request runs. Read here, changed only by runs. */
@Injectable()
export class MarketplaceTaskService {
  private readonly columns: string;

  constructor(private readonly em: EntityManager) {
    this.columns = entityColumns(em, MarketplaceTask, 't');
  }

  /**
   * @param query the job and the page
   * @returns the job's steps in order
   * @throws {JobNotFoundError} also for another tenant's job
   */
  async list(query: TaskQuery): Promise<Page<MarketplaceTask>> {
    const after = decodeCursor(query.cursor, ['integer']);
    if ((await this.em.count(MarketplaceJob, { id: query.job_id })) === 0)
      throw new JobNotFoundError(query.job_id);
    const rows = await this.em.find(
      MarketplaceTask,
      { jobId: query.job_id, ...(after !== undefined && { position: { $gt: after[0] } }) },
      { orderBy: { position: 'asc' }, limit: query.limit + 1, disableIdentityMap: true },
    );
    return Page.of(
      rows,
      query.limit,
      (row) => [row.position],
      (row) => row,
    );
  }

  /**
   * @param tenant whose jobs
   * @param jobIds jobs of the tenant
   * @param sql the connection
   * @returns all their steps, those of each job in order
   */
  ofJobs({ schema }: TenantRef, jobIds: readonly number[], sql: Sql): Promise<readonly MarketplaceTask[]> {
    return sql.query<MarketplaceTask>(
      `select t.* from unnest($1::bigint[]) as job (id) cross join lateral (
         select ${this.columns} from ${schema}.marketplace_tasks t where t.job_id = job.id order by t.position
         limit all
       ) t`,
      [jobIds],
      PREPARED,
    );
  }

  /**
   * @param jobIds jobs of the tenant
   * @returns the steps that are under way or unknown, of all these jobs
   */
  async inHand(jobIds: readonly number[]): Promise<readonly MarketplaceTask[]> {
    if (jobIds.length === 0) return [];
    return this.em.find(
      MarketplaceTask,
      { jobId: { $in: [...jobIds] }, status: { $in: ['processing', 'unknown'] } },
      { disableIdentityMap: true },
    );
  }

  /**
   * @param id the task's id
   * @returns the task
   * @throws {TaskNotFoundError} also for another tenant's task
   */
  async get(id: number): Promise<MarketplaceTask> {
    const task = await this.em.findOne(MarketplaceTask, { id }, { disableIdentityMap: true });
    if (task === null) throw new TaskNotFoundError(id);
    return task;
  }
}
