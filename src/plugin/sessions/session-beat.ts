import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { PREPARED } from '../../common/database/sql.ts';
import { InstanceLease } from '../../queue/instance-lease.ts';
import { LocalSessions } from './local-sessions.ts';
import type { PluginSession } from './plugin-session.ts';
import { Presences } from './presences.ts';
import { SessionRepair } from './session-repair.ts';

const LOT = 200;
/** How often a connection that stands is noted as seen, which people read. */
const SEEN_EVERY_SECONDS = 30;

/**
 * Keeps the connections of this instance known as alive, ends those that are over elsewhere, and puts right what an
 * instance that died has left behind.
 */
@Injectable()
export class SessionBeat {
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
    const sessions = this.sessions.ofTenant(tenantId);
    haveWritten(sessions);
    if (this.lease.alive) await this.look(sessions);
  }

  /** Looks after every connection here, since notices of changes may have been missed. */
  async lookAtAll(): Promise<void> {
    haveWritten(this.sessions.all());
    await this.beat();
  }

  private async look(sessions: readonly PluginSession[]): Promise<void> {
    const over = await this.touch(sessions);
    for (const session of over) await this.presences.end(session);
    await this.writeAgain(sessions.filter((session) => !over.has(session)));
  }

  /** A lease that was lost came back under another id, under which the lanes must be found. */
  private async writeAgain(sessions: readonly PluginSession[]): Promise<void> {
    const failures: unknown[] = [];
    for (const session of sessions) {
      if (session.announced === undefined || session.writtenUnder === this.lease.id) continue;
      // One that cannot be written keeps no other one waiting.
      await this.presences.refresh(session).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, `what ${failures.length} browsers have is not written yet`);
    }
  }

  /** @returns the connections that are no longer their devices' newest ones, or of tenants that may not work */
  private async touch(sessions: readonly PluginSession[]): Promise<ReadonlySet<PluginSession>> {
    if (sessions.length === 0) return new Set();
    const rows = await this.database.query<{ tenantId: number; deviceId: number; session: number }>(
      TOUCH,
      [
        this.lease.id,
        sessions.map(({ tenant }) => tenant.id),
        sessions.map(({ deviceId }) => deviceId),
        sessions.map(({ session }) => session),
        SEEN_EVERY_SECONDS,
      ],
      PREPARED,
    );
    const found = rows.flatMap((row) => this.sessions.find(row.tenantId, row.deviceId, row.session) ?? []);
    return new Set(found);
  }
}

/** Where what follows cannot do it, the next beat does. */
function haveWritten(sessions: readonly PluginSession[]): void {
  for (const session of sessions) session.writtenUnder = undefined;
}

/**
 * Asks for what is over, and so as a rule for nothing. Connections are looked up one by one, and written only where that says
 * something new: that they are alive follows from their instance's lease.
 */
const TOUCH = `
  with k as materialized (
    select * from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as k (tenant_id, device_id, session)
  ),
  held as (
    select k.*, s.place
    from k cross join lateral (
      select s.ctid as place
      from public.plugin_sessions s
      where s.tenant_id = k.tenant_id and s.device_id = k.device_id and s.session = k.session
        and s.instance is not null
        and exists (select from public.tenants t where t.id = s.tenant_id and t.status <> 'suspended')
      limit 1
    ) s
  ),
  seen as (
    update public.plugin_sessions s set seen_at = now(), instance = $1
    from held
    where s.ctid = held.place and s.session = held.session and s.instance is not null
      and (s.instance <> $1 or s.seen_at < now() - $5 * interval '1 second')
  )
  select k.tenant_id as "tenantId", k.device_id as "deviceId", k.session
  from k left join held using (tenant_id, device_id, session)
  where held.place is null`;
