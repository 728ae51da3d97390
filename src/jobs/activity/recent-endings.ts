import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { Marketplace } from '../../domain/vocabulary.ts';

/** Jobs of a marketplace that ended within one interval. */
export interface EndingCount {
  readonly marketplace: Marketplace;
  /** When the interval began. */
  readonly at: Date;
  readonly completed: number;
  /** Failed or not begun in time. */
  readonly failed: number;
  /** Seconds from the request to the first step, for the slowest twentieth at least; null when none was begun. */
  readonly waitedP95Seconds: number | null;
}

/** Jobs that failed lately with the same error. */
export interface RecentFailure {
  readonly marketplace: Marketplace;
  readonly code: string;
  /** The message of one of them. */
  readonly message: string;
  readonly jobs: number;
  readonly newestAt: Date;
}

/** Which jobs are looked at. */
export interface Window {
  /** How far back, in minutes. */
  readonly minutes: number;
  /** Length of an interval, in minutes. */
  readonly bucketMinutes: number;
}

/**
 * Most jobs that are looked at, the newest first. A seller whose accounts are paced by the marketplaces does not end so many
 * in an hour; whoever does gets the newest of them, and reading stays bounded whatever a tenant has.
 */
const MOST_JOBS = 50_000;
const MOST_FAILURES = 20;

/** The partial index on `completed_at` has exactly these. */
const NEWEST_ENDED = (schema: string): string => `
  select marketplace, status, error, completed_at, started_at, created_at
  from ${schema}.marketplace_jobs
  where status in ('completed', 'failed', 'cancelled', 'expired') and not unresolved
    and completed_at >= now() - make_interval(mins => $1)
  order by completed_at desc limit ${MOST_JOBS}`;

/** Counts jobs that ended lately, when somebody looks. */
@Injectable()
export class RecentEndings {
  constructor(private readonly database: Database) {}

  /**
   * @param tenant whose jobs
   * @param window how far back, in which intervals
   * @returns what ended, by marketplace and interval; an interval in which nothing did is missing
   */
  async counts({ schema }: TenantRef, { minutes, bucketMinutes }: Window): Promise<readonly EndingCount[]> {
    return this.database.query<EndingCount>(
      `select marketplace, date_bin(make_interval(mins => $2), completed_at, 'epoch') as at,
              count(*) filter (where status = 'completed') as completed,
              count(*) filter (where status in ('failed', 'expired')) as failed,
              percentile_disc(0.95) within group (
                order by extract(epoch from started_at - created_at)::float8
              ) as "waitedP95Seconds"
       from (${NEWEST_ENDED(schema)}) ended
       group by 1, 2 order by 1, 2`,
      [minutes, bucketMinutes],
    );
  }

  /**
   * @param tenant whose jobs
   * @param minutes how far back
   * @returns failures by marketplace and error, the most frequent first
   */
  async failures({ schema }: TenantRef, minutes: number): Promise<readonly RecentFailure[]> {
    return this.database.query<RecentFailure>(
      `select marketplace, error ->> 'code' as code, min(error ->> 'message') as message, count(*) as jobs,
              max(completed_at) as "newestAt"
       from (${NEWEST_ENDED(schema)}) ended
       where status in ('failed', 'expired') and error is not null
       group by 1, 2 order by jobs desc, code, marketplace limit ${MOST_FAILURES}`,
      [minutes],
    );
  }
}
