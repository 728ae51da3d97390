import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Marketplace } from '../domain/vocabulary.ts';

/** How many pointers of a marketplace stand in one state. */
export interface PointerCount {
  readonly marketplace: Marketplace;
  readonly state: 'scheduled' | 'ready' | 'leased' | 'parked';
  readonly jobs: number;
}

/** A running program, or one that died and still holds jobs. */
export interface InstanceRow {
  readonly id: string;
  /** Null, like host, pid and lease, for an owner that is not registered any more. */
  readonly role: string | null;
  readonly host: string | null;
  readonly pid: number | null;
  readonly startedAt: Date | null;
  readonly leaseUntil: Date | null;
  /** Whether its lease still holds, by the database's clock. */
  readonly alive: boolean;
  /** Jobs it holds. */
  readonly leased: number;
}

/** A marketplace's switch as it stands. */
export interface SwitchRow {
  readonly marketplace: Marketplace;
  readonly paused: boolean;
  /** Null, like who and since when, unless it is paused. */
  readonly reason: string | null;
  readonly pausedBy: string | null;
  readonly pausedSince: Date | null;
  /** Null when it is open. */
  readonly blockedUntil: Date | null;
  readonly updatedAt: Date;
}

/** A budget of calls that a marketplace has closed for a time. */
export interface BlockedScope {
  readonly scope: string;
  readonly blockedUntil: Date;
}

/** Looks at the whole queue, for operators. Nothing that decides anything reads through here. */
@Injectable()
export class QueueOverview {
  constructor(private readonly database: Database) {}

  /** @returns pointers by marketplace and state; a pair without any is not in it */
  async counts(): Promise<readonly PointerCount[]> {
    return this.database.query<PointerCount>(
      `select l.marketplace, q.state, count(*) as jobs
       from public.job_queue q join public.lanes l using (tenant_id, account_id)
       group by l.marketplace, q.state order by l.marketplace, q.state`,
    );
  }

  /** @returns seconds for which the oldest job that might run has been due; null when none waits */
  async oldestWaitingSeconds(): Promise<number | null> {
    const [row] = await this.database.query<{ seconds: number | null }>(
      `select greatest(0, extract(epoch from clock_timestamp() - min(run_at)))::float8 as seconds
       from public.job_queue where state = 'ready' having min(run_at) is not null`,
    );
    return row?.seconds ?? null;
  }

  /** @returns every instance, oldest first */
  async instances(): Promise<readonly InstanceRow[]> {
    return this.database.query<InstanceRow>(
      `select coalesce(i.id, held.owner) as id, i.role, i.host, i.pid, i.started_at as "startedAt",
              i.lease_until as "leaseUntil", coalesce(i.lease_until > clock_timestamp(), false) as alive,
              coalesce(held.jobs, 0) as leased
       from public.instances i
       full join (
         select owner, count(*) as jobs from public.job_queue where state = 'leased' group by owner
       ) held on held.owner = i.id
       order by i.started_at nulls last, 1`,
    );
  }

  /** @returns the switch of every marketplace that has one */
  async switches(): Promise<readonly SwitchRow[]> {
    return this.database.query<SwitchRow>(
      `select marketplace, paused, reason, paused_by as "pausedBy", paused_since as "pausedSince",
              case when blocked_until > now() then blocked_until end as "blockedUntil",
              updated_at as "updatedAt"
       from public.marketplace_switches order by marketplace`,
    );
  }

  /** @returns budgets that are closed now, the longest first */
  async blockedScopes(): Promise<readonly BlockedScope[]> {
    return this.database.query<BlockedScope>(
      `select scope, blocked_until as "blockedUntil" from public.rate_buckets
       where blocked_until > now() order by blocked_until desc, scope limit 1000`,
    );
  }
}
