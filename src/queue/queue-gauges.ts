import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Hold, Marketplace } from '../domain/vocabulary.ts';
import { QueueOverview } from './queue-overview.ts';
import type { PointerCount } from './queue-overview.ts';

/** The lanes of a marketplace in numbers. */
export interface LaneGauge {
  readonly marketplace: Marketplace;
  readonly all: number;
  /** Lanes that may be claimed now. */
  readonly ready: number;
  /** Lanes of which jobs run. */
  readonly working: number;
  /** How long the oldest ready pointer of a lane that nothing holds or blocks has been due; 0 where there is none. */
  readonly ageSeconds: number;
}

/** Jobs that wait for what holds their lane. */
export interface HeldJobs {
  readonly marketplace: Marketplace;
  readonly reason: Hold;
  readonly jobs: number;
}

/** Numbers of the whole queue by marketplace, for whoever watches it over time. */
@Injectable()
export class QueueGauges {
  constructor(
    private readonly database: Database,
    private readonly overview: QueueOverview,
  ) {}

  /** @returns pointers by marketplace and state */
  pointers(): Promise<readonly PointerCount[]> {
    return this.overview.counts();
  }

  /** @returns lanes by marketplace */
  async lanes(): Promise<readonly LaneGauge[]> {
    return this.database.query<LaneGauge>(
      `select l.marketplace, count(*) as "all",
              count(*) filter (where l.ready_at <= clock_timestamp()) as ready,
              count(*) filter (where l.running > 0) as working,
              greatest(0, coalesce(extract(epoch from clock_timestamp() - min(oldest.run_at)), 0))::float8 as "ageSeconds"
       from public.lanes l
       left join lateral (
         select min(q.run_at) as run_at from public.job_queue q
         where q.tenant_id = l.tenant_id and q.account_id = l.account_id and q.state = 'ready'
       ) oldest on l.holds = '{}' and (l.blocked_until is null or l.blocked_until < clock_timestamp())
       group by l.marketplace order by l.marketplace`,
    );
  }

  /** @returns jobs in held lanes by marketplace and reason */
  async held(): Promise<readonly HeldJobs[]> {
    return this.database.query<HeldJobs>(
      `select l.marketplace, hold as reason, count(*) as jobs
       from public.lanes l
       cross join unnest(l.holds) hold
       join public.job_queue q using (tenant_id, account_id)
       where l.holds <> '{}' and q.state <> 'leased'
       group by l.marketplace, hold order by l.marketplace, hold`,
    );
  }
}
