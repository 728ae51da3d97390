import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { InstanceLease } from '../../queue/instance-lease.ts';
import { LocalSessions } from './local-sessions.ts';
import type { PluginSession } from './plugin-session.ts';
import { Presences } from './presences.ts';
import { SessionRepair } from './session-repair.ts';

const LOT = 200;

/**
 * Keeps the connections of this instance known as alive, ends those that are over elsewhere, and puts right what an
 * instance that died has left behind.
 */
@Injectable()
export class SessionBeat {
  private instance: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly sessions: LocalSessions,
    private readonly presences: Presences,
    private readonly lease: InstanceLease,
    private readonly repair: SessionRepair,
  ) {}

  /** Looks after every connection here, and after those that nobody looks after. */
  async beat(): Promise<void> {
    if (!this.lease.alive) return;
    await this.presences.leaveAgain();
    await this.look(this.sessions.all());
    await this.repair.run(LOT);
  }

  /**
   * Looks after the connections of one tenant, since something about its browsers or accounts has changed.
   * @param tenantId the tenant
   */
  async lookAt(tenantId: number): Promise<void> {
    if (!this.lease.alive) return;
    const sessions = this.sessions.ofTenant(tenantId);
    await this.look(sessions);
    for (const session of sessions) await this.presences.refresh(session);
  }

  private async look(sessions: readonly PluginSession[]): Promise<void> {
    const current = await this.touch(sessions);
    for (const session of sessions) if (!current.has(session)) await this.presences.end(session);
    // A lease that was lost came back under another id, under which the lanes must be found.
    const moved = this.instance !== undefined && this.instance !== this.lease.id;
    this.instance = this.lease.id;
    if (moved) for (const session of current) await this.presences.refresh(session);
  }

  /** @returns the connections that are still their devices' newest ones, of tenants that may work */
  private async touch(sessions: readonly PluginSession[]): Promise<ReadonlySet<PluginSession>> {
    if (sessions.length === 0) return new Set();
    const rows = await this.database.query<{ tenantId: number; deviceId: number; session: number }>(
      `update public.plugin_sessions s set seen_at = now(), instance = $1
       from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as k (tenant_id, device_id, session)
       join public.tenants t on t.id = k.tenant_id and t.status <> 'suspended'
       where s.tenant_id = k.tenant_id and s.device_id = k.device_id and s.session = k.session
         and s.instance is not null
       returning s.tenant_id as "tenantId", s.device_id as "deviceId", s.session`,
      [
        this.lease.id,
        sessions.map(({ tenant }) => tenant.id),
        sessions.map(({ deviceId }) => deviceId),
        sessions.map(({ session }) => session),
      ],
    );
    const found = rows.flatMap((row) => this.sessions.find(row.tenantId, row.deviceId, row.session) ?? []);
    return new Set(found);
  }
}
