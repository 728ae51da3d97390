import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { PREPARED } from '../../common/database/sql.ts';
import type { Sql } from '../../common/database/sql.ts';
import { Executors } from '../../queue/executors.ts';
import type { LaneKey } from '../../queue/keys.ts';
import { Lanes } from '../../queue/lanes.ts';
import { replaceAccounts } from './replace-accounts.ts';
import type { AccountPresence, SessionKey } from './session-key.ts';
import { tellAccounts } from './tell-accounts.ts';

/** Why a connection is over that its browser has not ended. */
export type EndReason = 'invalid_credential' | 'tenant_suspended' | 'revoked' | 'superseded';

/**
 * Writes which browser is connected where, and what follows from it for lanes and accounts, in one commit. It locks the device
 * where that matters, then the connection, then lanes: what the device has can change only under its connection's lock, so that no
 * lane is missing among those that are chosen anew. Nothing else locks connections while it holds lanes.
 */
@Injectable()
export class SessionStore {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
    private readonly executors: Executors,
  ) {}

  /**
   * Enters a new connection of a device; every earlier one is over from here on.
   * @param device whose, and which
   * @param instance where its socket is
   * @param accounts what it has
   * @returns the connection's number; undefined where the device has been removed meanwhile
   */
  async open(
    device: Omit<SessionKey, 'session'>,
    instance: string,
    accounts: readonly AccountPresence[],
  ): Promise<number | undefined> {
    const opened = await this.database.transaction(async (sql) => {
      // A removal waits for this lock and then finds the connection, or was first and is seen here.
      const paired = await sql.query(
        `select from ${device.tenant.schema}.plugin_devices where id = $1 and status = 'paired' for share`,
        [device.deviceId],
        PREPARED,
      );
      return paired.length === 0 ? undefined : this.enter(sql, device, instance, accounts);
    });
    // Another instance that holds an older connection of the device has to hear that it is over. One that opened in
    // the same moment as this one is noticed by the next beat.
    if (opened !== undefined && opened.before !== null && opened.before !== instance) {
      await this.database.query(`select pg_notify('stoflow_plugin', $1)`, [String(device.tenant.id)]);
    }
    return opened?.number;
  }

  private enter(
    sql: Sql,
    device: Omit<SessionKey, 'session'>,
    instance: string,
    accounts: readonly AccountPresence[],
  ): Promise<{ readonly number: number; readonly before: string | null }> {
    return this.withLanes(sql, device, accounts, async () => {
      const [row] = await sql.query<{ session: number; before: string | null }>(
        `with older as (
           select instance from public.plugin_sessions where tenant_id = $1 and device_id = $2
         )
         insert into public.plugin_sessions as s (tenant_id, device_id, instance, announced) values ($1, $2, $3, false)
         on conflict (tenant_id, device_id)
         do update set session = s.session + 1, instance = $3, connected_at = now(), seen_at = now(), announced = false
         returning session, (select instance from older) as before`,
        [device.tenant.id, device.deviceId, instance],
        PREPARED,
      );
      const number = row?.session ?? 0;
      await replaceAccounts(sql, { ...device, session: number }, accounts);
      return { number, before: row?.before ?? null };
    });
  }

  /**
   * Replaces what a browser has.
   * @param key the connection
   * @param instance where its socket is
   * @param accounts what it has now
   * @param isSaid whether the browser has just said so
   * @returns false where the connection is no longer the device's newest one, or has ended: what was under way when
   *   it ended must not bring it back
   */
  async announce(
    key: SessionKey,
    instance: string,
    accounts: readonly AccountPresence[],
    isSaid: boolean,
  ): Promise<boolean> {
    const work = async (sql: Sql): Promise<boolean> => {
      const current = await sql.query(
        `update public.plugin_sessions set instance = $4, seen_at = now(), announced = true
         where tenant_id = $1 and device_id = $2 and session = $3 and instance is not null returning session`,
        [key.tenant.id, key.deviceId, key.session, instance],
        PREPARED,
      );
      if (current.length > 0) await replaceAccounts(sql, key, accounts);
      return current.length > 0;
    };
    return this.database.transaction((sql) => this.withLanes(sql, key, accounts, () => work(sql), isSaid));
  }

  /**
   * Notes how one account stands in a browser, between two announcements.
   * @param key the connection
   * @param presence the account and its state
   */
  async note(key: SessionKey, presence: AccountPresence): Promise<void> {
    await this.database.transaction((sql) =>
      this.withLanes(sql, key, [presence], () =>
        sql.query(
          `update public.plugin_accounts set state = $5, since = now()
           where tenant_id = $1 and account_id = $2 and device_id = $3 and session = $4 and state <> $5`,
          [key.tenant.id, presence.accountId, key.deviceId, key.session, presence.state],
        ),
      ),
    );
  }

  /**
   * Opens a lane again that a browser has had closed for a time.
   * @param key the lane
   * @param until what closing it answered
   */
  async unblock(key: LaneKey, until: string): Promise<void> {
    await this.database.transaction((sql) => this.lanes.unblock(sql, key, until));
  }

  /**
   * @param device whose, and which
   * @returns why a connection of it is over
   */
  async whyOver({ tenant, deviceId }: Omit<SessionKey, 'session'>): Promise<EndReason> {
    const [owner] = await this.database.query<{ status: string; there: boolean }>(
      `select status, to_regclass(schema_name || '.plugin_devices') is not null as there
       from public.tenants where id = $1`,
      [tenant.id],
    );
    if (owner?.there !== true) return 'invalid_credential';
    if (owner.status === 'suspended') return 'tenant_suspended';
    const [device] = await this.database.query<{ status: string }>(
      `select status from ${tenant.schema}.plugin_devices where id = $1`,
      [deviceId],
    );
    return device?.status === 'revoked' ? 'revoked' : 'superseded';
  }

  /**
   * Ends a connection. One that was replaced by a newer one changes nothing.
   * @param key the connection
   */
  async close(key: SessionKey): Promise<void> {
    await this.database.transaction((sql) =>
      this.withLanes(sql, key, [], async () => {
        await sql.query(
          `update public.plugin_sessions set instance = null, seen_at = now()
           where tenant_id = $1 and device_id = $2 and session = $3`,
          [key.tenant.id, key.deviceId, key.session],
        );
        await sql.query(
          `delete from public.plugin_accounts where tenant_id = $1 and device_id = $2 and session = $3`,
          [key.tenant.id, key.deviceId, key.session],
        );
      }),
    );
  }

  /**
   * Removes a device for good, and ends whatever connection it has, wherever it is.
   * @param device whose, and which
   * @returns false where it had been removed before, or is none of the tenant's
   */
  async revoke(device: Omit<SessionKey, 'session'>): Promise<boolean> {
    const { tenant, deviceId } = device;
    return this.database.transaction(async (sql) => {
      const revoked = await sql.query(
        `update ${tenant.schema}.plugin_devices
         set status = 'revoked', revoked_at = now(), pairing_hash = null, updated_at = now()
         where id = $1 and status <> 'revoked' returning id`,
        [deviceId],
      );
      if (revoked.length > 0) await this.withLanes(sql, device, [], () => this.expel(sql, device));
      return revoked.length > 0;
    });
  }

  private async expel(sql: Sql, { tenant, deviceId }: Omit<SessionKey, 'session'>): Promise<void> {
    await sql.query(
      `update public.plugin_sessions set session = session + 1, instance = null, seen_at = now()
       where tenant_id = $1 and device_id = $2`,
      [tenant.id, deviceId],
    );
    await sql.query(`delete from public.plugin_accounts where tenant_id = $1 and device_id = $2`, [
      tenant.id,
      deviceId,
    ]);
    // Whoever holds its socket closes it.
    await sql.query(`select pg_notify('stoflow_plugin', $1)`, [String(tenant.id)]);
  }

  private async withLanes<T>(
    sql: Sql,
    { tenant, deviceId }: Omit<SessionKey, 'session'>,
    accounts: readonly AccountPresence[],
    work: () => Promise<T>,
    isSaid = false,
  ): Promise<T> {
    await sql.send(
      `select from public.plugin_sessions where tenant_id = $1 and device_id = $2 for update`,
      [tenant.id, deviceId],
      PREPARED,
    );
    const before = await sql.query<LaneKey>(
      `select tenant_id as "tenantId", account_id as "accountId" from public.plugin_accounts
       where tenant_id = $1 and device_id = $2`,
      [tenant.id, deviceId],
      PREPARED,
    );
    const keys = [...before, ...accounts.map(({ accountId }) => ({ tenantId: tenant.id, accountId }))];
    await this.lanes.lock(sql, keys);
    const result = await work();
    await tellAccounts(sql, tenant, await this.executors.settle(sql, keys, isSaid));
    return result;
  }
}
