import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import type { AccountSnapshot } from '../../domain/snapshots.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ExecutorState } from '../../queue/executors.ts';

/** How an account stands in the seller's browsers. */
export interface PluginPresence {
  /** Browsers that the seller has paired. */
  readonly devices: number;
  /** Whether any of them is connected at this moment. */
  readonly online: boolean;
  /** Whether one of them has not said yet which accounts it has, which it does right after it has connected. */
  readonly connecting: boolean;
  /** How the account stands in the best of them; null where none that is connected has it. */
  readonly state: ExecutorState | null;
  /** Version of the extension that was seen last; null before the first connection. */
  readonly pluginVersion: string | null;
  /** Commands that this best one can execute, `<command>@<version>`; null where none that is connected has it. */
  readonly capabilities: readonly string[] | null;
  readonly lastSeenAt: Date | null;
}

/** What is told by connections; the rest is told by devices. */
type OfSessions = 'online' | 'connecting' | 'state' | 'capabilities';

/** Reads how accounts stand in browsers, for people and checklists; nothing is decided by it. */
@Injectable()
export class PresenceReader {
  constructor(private readonly database: Database) {}

  /**
   * @param tenant whose account
   * @param account the account
   * @returns how it stands
   */
  async of(tenant: TenantRef, account: Pick<AccountSnapshot, 'id'>): Promise<PluginPresence> {
    const [devices] = await this.database.query<Omit<PluginPresence, OfSessions>>(
      `select count(*)::int as devices, max(last_seen_at) as "lastSeenAt",
              (array_agg(plugin_version order by last_seen_at desc nulls last))[1] as "pluginVersion"
       from ${tenant.schema}.plugin_devices where status = 'paired'`,
    );
    const [sessions] = await this.database.query<Pick<PluginPresence, OfSessions>>(
      `select count(*) > 0 as online, coalesce(bool_or(not s.announced), false) as connecting,
              (array_agg(a.state order by case a.state when 'challenge' then 0 when 'ready' then 1 else 2 end)
                 filter (where a.state is not null))[1] as state,
              (array_agg(to_jsonb(d.capabilities)
                         order by case a.state when 'challenge' then 0 when 'ready' then 1 else 2 end)
                 filter (where a.state is not null))[1] as capabilities
       from public.plugin_sessions s
       join public.instances i on i.id = s.instance and i.lease_until > clock_timestamp()
       join ${tenant.schema}.plugin_devices d on d.id = s.device_id
       left join public.plugin_accounts a
         on a.tenant_id = s.tenant_id and a.device_id = s.device_id and a.session = s.session and a.account_id = $2
       where s.tenant_id = $1`,
      [tenant.id, account.id],
    );
    return {
      devices: devices?.devices ?? 0,
      pluginVersion: devices?.pluginVersion ?? null,
      lastSeenAt: devices?.lastSeenAt ?? null,
      online: sessions?.online ?? false,
      connecting: sessions?.connecting ?? false,
      state: sessions?.state ?? null,
      capabilities: sessions?.capabilities ?? null,
    };
  }
}
