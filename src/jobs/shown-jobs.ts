import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Database, LOOKUPS } from '../common/database/database.ts';
import { entityColumns } from '../common/database/entity-columns.ts';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import { wasRolledBack } from '../common/database/was-rolled-back.ts';
import { Lots, SHARED_READS } from '../common/lots.ts';
import { JobNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import { MarketplaceJob } from '../ledger/marketplace-job.entity.ts';
import { LaneReader } from '../queue/lane-reader.ts';
import { MarketplaceTaskService } from '../tasks/tasks.service.ts';
import { JobViews } from './job-view.ts';
import type { JobView } from './job-view.ts';

/**
 * Reads single jobs as they are shown, by hand and prepared, since nothing is asked more often. Requests of a tenant that
 * come in while others are answered share their statements; each is read after it was asked for, so that it shows
 * everything that was committed before (`npm run bench -- --only http` has it beside a bare route).
 */
@Injectable()
export class ShownJobs {
  private readonly columns: string;
  private readonly lots: Lots<number, number, JobView | undefined>;

  constructor(
    em: EntityManager,
    private readonly database: Database,
    private readonly views: JobViews,
    private readonly tasks: MarketplaceTaskService,
    private readonly lanes: LaneReader,
  ) {
    this.columns = entityColumns(em, MarketplaceJob, 'j');
    this.lots = new Lots((tenant, ids) => this.read(tenantRef(tenant), ids), SHARED_READS, wasRolledBack);
  }

  /**
   * @param tenant whose request it is
   * @param id the job's id
   * @returns the job with its tasks
   * @throws {JobNotFoundError} also for another tenant's job
   */
  async get(tenant: TenantRef, id: number): Promise<JobView> {
    const view = await this.lots.add(tenant.id, id);
    if (view === undefined) throw new JobNotFoundError(id);
    return view;
  }

  private async read(
    tenant: TenantRef,
    wanted: readonly number[],
  ): Promise<readonly (JobView | undefined)[]> {
    const ids = [...new Set(wanted)];
    const keys = ids.map((jobId) => ({ tenantId: tenant.id, jobId }));
    // Two messages, since no transaction reads tables of two schemas.
    const [[jobs, tasks], [lanes, behind]] = await Promise.all([
      this.together((sql) => [this.jobs(sql, tenant, ids), this.tasks.ofJobs(tenant, ids, sql)]),
      this.together((sql) => [this.lanes.lanesOf(keys, sql), this.lanes.busyProducts(keys, sql)]),
    ]);
    const views = this.views.compose(tenant, jobs, { lanes, behind, tasks });
    const byId = new Map(views.map((view) => [view.job.id, view]));
    const tasksOf = Map.groupBy(tasks, ({ jobId }) => jobId);
    return wanted.map((id) => {
      const view = byId.get(id);
      return view && { ...view, tasks: tasksOf.get(id) ?? [] };
    });
  }

  /**
   * Two reads of which neither needs the other, in one message. Planned anew each time, as PostgreSQL would choose to, they would
   * take it longer to plan than to carry out.
   */
  private together<A, B>(reads: (sql: Sql) => [Promise<A>, Promise<B>]): Promise<[A, B]> {
    return this.database.transaction((sql) => sql.lastOf(() => Promise.all(reads(sql))), LOOKUPS);
  }

  private jobs(sql: Sql, { schema }: TenantRef, ids: readonly number[]): Promise<readonly MarketplaceJob[]> {
    return sql.query<MarketplaceJob>(
      // One by one: a plan that was made while the table was small would read all of it later on.
      `select j.* from unnest($1::bigint[]) as wanted (id) cross join lateral (
         select ${this.columns} from ${schema}.marketplace_jobs j where j.id = wanted.id limit 1
       ) j`,
      [ids],
      PREPARED,
    );
  }
}
