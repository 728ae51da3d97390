import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';

/** What shared tables tell of a tenant at one moment. */
export interface Pulse {
  readonly tenantId: number;
  /** The moment, by the database's clock. */
  readonly at: Date;
  /** Whether the tenant may work. */
  readonly usable: boolean;
  /** Whether any of its jobs runs, or its lanes changed in the last seconds: then its jobs are likely to have changed. */
  readonly busy: boolean;
  /** Batches that are not over. */
  readonly openBatches: readonly number[];
  /** Changes when something holds an account, lets it go, or when a browser comes, goes or says how an account stands. */
  readonly standing: string;
}

/**
 * Looks at many tenants at once whether anything happens, by the primary keys of shared tables: what every claim, every end of a run,
 * every hold and every browser writes anyway. It decides only how soon a tenant's own tables are looked at.
 */
@Injectable()
export class Pulses {
  constructor(private readonly database: Database) {}

  /**
   * @param tenantIds tenants
   * @param busyMs how long a lane counts as changed
   * @returns one pulse for each tenant that exists
   */
  async of(tenantIds: readonly number[], busyMs: number): Promise<readonly Pulse[]> {
    return this.database.query<Pulse>(PULSES, [tenantIds, busyMs]);
  }
}

/** Nothing here is sorted or joined beyond the few rows of each tenant; what runs out of time by itself is part of it. */
const PULSES = `
  select t.id as "tenantId", statement_timestamp() as at,
         t.status = 'active' and t.schema_error is null as usable,
         coalesce(lane.busy, false) as busy,
         array(select o.batch_id from public.open_batches o where o.tenant_id = t.id) as "openBatches",
         concat_ws('/', lane.standing, browser.standing, t.paused_reason) as standing
  from public.tenants t
  cross join lateral (
    select bool_or(l.running > 0 or l.updated_at > statement_timestamp() - $2 * interval '1 millisecond') as busy,
           md5(string_agg(
             concat_ws(':', l.account_id, l.holds,
                       case when l.blocked_until > statement_timestamp() then l.blocked_until end, '',
                       s.paused, s.reason,
                       case when s.blocked_until > statement_timestamp() then s.blocked_until end),
             ',' order by l.account_id)) as standing
    from public.lanes l left join public.marketplace_switches s using (marketplace)
    where l.tenant_id = t.id
  ) lane
  cross join lateral (
    select md5(string_agg(concat_ws(':', p.device_id, p.session, i.id, a.account_id, a.state), ','
                          order by p.device_id, a.account_id)) as standing
    from public.plugin_sessions p
    left join public.instances i on i.id = p.instance and i.lease_until > statement_timestamp()
    left join public.plugin_accounts a
      on a.tenant_id = p.tenant_id and a.device_id = p.device_id and a.session = p.session
    where p.tenant_id = t.id
  ) browser
  where t.id = any($1::bigint[])`;
