import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/** A row that may have changed. */
export interface Found {
  readonly kind: 'job' | 'batch';
  readonly id: number;
  /** The batch of a job; null for one without, and for a batch. */
  readonly batchId: number | null;
  /** Another one after every change of the row. */
  readonly version: string;
  /** Whether it changes without leaving a line of history: a job that runs, a batch that is not over. */
  readonly moving: boolean;
}

/** What to look at, and from when on. */
export interface Search {
  readonly since: Date;
  /** Jobs and batches that were moving when they were seen last; they are looked at whatever has become of them. */
  readonly jobs: readonly number[];
  readonly batches: readonly number[];
  /** The newest batch that was seen; newer ones are found although they have no job. */
  readonly newestBatch: number;
  readonly limit: number;
}

/**
 * Finds what of a tenant changed. Every transition of a job is a line of history in the same commit, found by its time;
 * what changes between two of them, the steps, belongs to a job that runs, and those are few.
 */
@Injectable()
export class ChangeFinder {
  constructor(private readonly database: Database) {}

  /**
   * @param tenant whose rows
   * @param search what to look at; a line of history counts from the beginning of its transaction, so whoever wants to
   *   miss none asks for a time before what was seen already
   * @returns rows that may have changed, jobs that run among them
   */
  async find(tenant: TenantRef, search: Search): Promise<readonly Found[]> {
    return this.database.query<Found>(FIND(tenant), [
      search.since,
      search.jobs,
      search.batches,
      search.newestBatch,
      search.limit,
    ]);
  }

  /**
   * @param tenant whose batches
   * @returns the id of the newest one; 0 where there is none
   */
  async newestBatch({ schema }: TenantRef): Promise<number> {
    const [row] = await this.database.query<{ id: number | null }>(
      `select max(id) as id from ${schema}.batch_jobs`,
    );
    return row?.id ?? 0;
  }
}

const FIND = ({ schema }: TenantRef): string => `
  with history as (
    select job_id, batch_job_id from ${schema}.job_events where at > $1
  ),
  job as (
    select job_id as id from history where job_id is not null
    union
    select id from ${schema}.marketplace_jobs where status = 'processing'
    union
    select unnest($2::bigint[])
    limit $5
  ),
  batch as (
    select batch_job_id as id from history where batch_job_id is not null
    union
    select unnest($3::bigint[])
    union
    select id from ${schema}.batch_jobs where id > $4
    limit $5
  )
  select 'job' as kind, j.id, j.batch_job_id as "batchId", j.updated_at::text as version,
         j.status = 'processing' as moving
  from job join ${schema}.marketplace_jobs j using (id)
  union all
  select 'batch', b.id, null, concat(b.updated_at, b.status), b.status in ('pending', 'processing')
  from batch join ${schema}.batch_jobs b using (id)`;
