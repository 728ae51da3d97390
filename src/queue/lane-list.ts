import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Hold, Marketplace } from '../domain/vocabulary.ts';
import type { LaneKey } from './keys.ts';

/** Which lanes somebody wants to see. Conditions add up. */
export interface LaneFilter {
  readonly tenantId?: number | undefined;
  readonly accountId?: number | undefined;
  readonly marketplace?: Marketplace | undefined;
  /** Only lanes that are held for this reason. */
  readonly hold?: Hold | undefined;
}

/** A lane with what lies in it. */
export interface LaneRow extends LaneKey {
  readonly marketplace: Marketplace;
  readonly running: number;
  readonly maxRunning: number;
  readonly weight: number;
  /** From when on a worker may claim from it; null while it is held, full or empty. */
  readonly readyAt: Date | null;
  readonly holds: readonly Hold[];
  readonly blockedUntil: Date | null;
  /** Whether its whole marketplace stands still, for whatever reason it has on its own. */
  readonly marketplacePaused: boolean;
  readonly scheduled: number;
  readonly ready: number;
  readonly leased: number;
  readonly parked: number;
  /** Since when the job that has been due longest might have begun; null when none is due. */
  readonly oldestDueAt: Date | null;
  readonly updatedAt: Date;
}

/** Lists lanes for people: an operator's of all tenants, a seller's own. Nothing that decides anything reads through here. */
@Injectable()
export class LaneList {
  constructor(private readonly database: Database) {}

  /**
   * Reads lanes in the order of their keys. What lies in them is counted for these lanes only.
   * @param filter which lanes
   * @param after the last lane of the page before
   * @param limit how many at most
   * @returns the lanes
   */
  async read(filter: LaneFilter, after: LaneKey | undefined, limit: number): Promise<readonly LaneRow[]> {
    return this.database.query<LaneRow>(
      `select l.tenant_id as "tenantId", l.account_id as "accountId", l.marketplace, l.running,
              l.max_running as "maxRunning", l.weight, l.ready_at as "readyAt", l.holds,
              l.blocked_until as "blockedUntil", coalesce(s.paused, false) as "marketplacePaused", l.updated_at as "updatedAt",
              q.scheduled, q.ready, q.leased, q.parked, q.oldest as "oldestDueAt"
       from (
         select * from public.lanes
         where ($1::bigint is null or tenant_id = $1) and ($2::bigint is null or account_id = $2)
           and ($3::text is null or marketplace = $3) and ($4::text is null or $4 = any(holds))
           and (tenant_id, account_id) > ($5::bigint, $6::bigint)
         order by tenant_id, account_id limit $7
       ) l
       left join public.marketplace_switches s on s.marketplace = l.marketplace
       cross join lateral (
         select count(*) filter (where state = 'scheduled') as scheduled,
                count(*) filter (where state = 'ready') as ready,
                count(*) filter (where state = 'leased') as leased,
                count(*) filter (where state = 'parked') as parked,
                min(run_at) filter (where state = 'ready') as oldest
         from public.job_queue where tenant_id = l.tenant_id and account_id = l.account_id
       ) q
       order by l.tenant_id, l.account_id`,
      [
        filter.tenantId ?? null,
        filter.accountId ?? null,
        filter.marketplace ?? null,
        filter.hold ?? null,
        after?.tenantId ?? 0,
        after?.accountId ?? 0,
        limit,
      ],
    );
  }
}
