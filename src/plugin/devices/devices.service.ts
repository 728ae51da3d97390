import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { decodeCursor } from '../../common/pagination/cursor.ts';
import { Page } from '../../common/pagination/page.ts';
import type { PageQuery } from '../../common/pagination/page-query.ts';
import { DomainError } from '../../domain/errors.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { SessionStore } from '../sessions/session-store.ts';

/** No device of this tenant has that id. */
export class DeviceNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('device.not_found', 'not_found', `There is no device ${id}.`);
  }
}

/** A browser as its seller sees it. */
export interface Device {
  readonly id: number;
  readonly name: string;
  readonly status: 'pairing' | 'paired' | 'revoked';
  readonly pluginVersion: string | null;
  readonly browser: string | null;
  readonly pairedAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
  readonly online: boolean;
  /** Accounts it has at this moment, and how they stand there. */
  readonly accounts: readonly {
    readonly account_id: number;
    readonly state: string;
    readonly since: string;
  }[];
}

/** The browsers that a tenant has paired. */
@Injectable()
export class DevicesService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
  ) {}

  /**
   * @param tenant whose devices
   * @param query which page
   * @returns devices, newest first; removed ones are not listed
   */
  async list(tenant: TenantRef, query: PageQuery): Promise<Page<Device>> {
    const after = decodeCursor(query.cursor, ['integer']);
    const rows = await this.read(tenant, `d.status <> 'revoked' and d.id < $2`, [
      after?.[0] ?? Number.MAX_SAFE_INTEGER,
      query.limit + 1,
    ]);
    return Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /**
   * @param tenant whose device
   * @param id which
   * @returns the device
   * @throws {DeviceNotFoundError} also for another tenant's id, and for one that was removed
   */
  async get(tenant: TenantRef, id: number): Promise<Device> {
    const [device] = await this.read(tenant, `d.status <> 'revoked' and d.id = $2`, [id, 1]);
    if (device === undefined) throw new DeviceNotFoundError(id);
    return device;
  }

  /**
   * Removes a device for good: its credential is worth nothing from here on, and its connection is ended wherever it
   * is. Commands that it was given stay its own, so nobody else can answer them.
   * @param tenant whose device
   * @param id which
   * @throws {DeviceNotFoundError} also when it was removed before
   */
  async revoke(tenant: TenantRef, id: number): Promise<void> {
    if (!(await this.sessions.revoke({ tenant, deviceId: id }))) throw new DeviceNotFoundError(id);
  }

  private read(tenant: TenantRef, condition: string, values: readonly unknown[]): Promise<Device[]> {
    return this.database.query<Device>(
      `select d.id, d.name, d.status, d.plugin_version as "pluginVersion", d.browser, d.paired_at as "pairedAt",
              greatest(d.last_seen_at, s.seen_at) as "lastSeenAt", d.created_at as "createdAt",
              s.instance is not null as online, coalesce(a.accounts, '[]') as accounts
       from ${tenant.schema}.plugin_devices d
       left join lateral (
         select s.seen_at, s.session,
                (select i.id from public.instances i where i.id = s.instance and i.lease_until > now()) as instance
         from public.plugin_sessions s where s.tenant_id = $1 and s.device_id = d.id
       ) s on true
       left join lateral (
         select jsonb_agg(jsonb_build_object('account_id', a.account_id, 'state', a.state, 'since', a.since)
                          order by a.account_id) as accounts
         from public.plugin_accounts a
         where a.tenant_id = $1 and a.device_id = d.id and a.session = s.session and s.instance is not null
       ) a on true
       where ${condition}
       order by d.id desc limit $3`,
      [tenant.id, ...values],
    );
  }
}
