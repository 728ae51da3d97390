import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import { Encryption } from '../common/encryption/encryption.ts';
import { AccountNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { AccountStatus, Hold, Marketplace } from '../domain/vocabulary.ts';
import { Lanes } from '../queue/lanes.ts';
import { Recurring } from '../queue/recurring.ts';
import {
  AlreadyConnectedError,
  CredentialsMismatchError,
  UnknownMarketplaceError,
} from './account-errors.ts';
import { credentialsToText } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { MarketplaceFacts } from './marketplace-facts.ts';

/** An account that a seller connects. */
export interface NewAccount {
  readonly marketplace: Marketplace;
  readonly name: string;
  readonly externalId: string;
  readonly credentials?: Credentials | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Connects accounts to marketplaces. An account and its lane are made in one transaction: neither works alone. */
@Injectable()
export class AccountConnections {
  constructor(
    private readonly db: Database,
    private readonly lanes: Lanes,
    private readonly encryption: Encryption,
    private readonly facts: MarketplaceFacts,
    private readonly recurring: Recurring,
  ) {}

  /**
   * Connects an account. One that was disconnected comes back, with what was done with it.
   * @param tenant whose account
   * @param account what the seller connects
   * @returns its id
   * @throws {UnknownMarketplaceError} @throws {CredentialsMismatchError} @throws {AlreadyConnectedError}
   */
  async connect(tenant: TenantRef, account: NewAccount): Promise<number> {
    const { marketplace, credentials } = account;
    this.checkCredentials(marketplace, credentials !== undefined);
    const holds: readonly Hold[] = this.facts.needsPlugin(marketplace) ? ['plugin'] : [];
    return this.db.transaction(async (sql) => {
      const accountId = await this.insert(sql, tenant, account);
      if (credentials !== undefined) await this.seal(sql, tenant, accountId, credentials);
      // Shared, so that whoever stops the tenant at this moment waits and then finds the new lane.
      const [owner] = await sql.query<{ weight: number; holds: Hold[] }>(
        `select weight, array_remove(array[
                  case when status = 'suspended' then 'tenant' end,
                  case when paused_since is not null then 'tenant_paused' end], null) as holds
         from public.tenants where id = $1 for share`,
        [tenant.id],
      );
      await this.lanes.open(sql, {
        tenantId: tenant.id,
        accountId,
        marketplace,
        maxRunning: this.facts.maxRunning(marketplace),
        weight: owner?.weight ?? 1,
        holds: [...holds, ...(owner?.holds ?? [])],
      });
      await this.recurring.begin(sql, { tenantId: tenant.id, accountId }, marketplace);
      // A browser that is connected already may have the account; whoever holds its socket looks again.
      if (holds.length > 0) await sql.query(`select pg_notify('stoflow_plugin', $1)`, [String(tenant.id)]);
      return accountId;
    });
  }

  /**
   * Replaces an account's credentials. Its lane runs again if only the old ones kept it from running; a refresh that
   * is under way with the old ones changes nothing any more.
   * @param tenant whose account
   * @param accountId the account
   * @param credentials the new ones
   * @throws {AccountNotFoundError} @throws {CredentialsMismatchError}
   */
  async reconnect(tenant: TenantRef, accountId: number, credentials: Credentials): Promise<void> {
    await this.db.transaction(async (sql) => {
      const key = { tenantId: tenant.id, accountId };
      for (const hold of ['reauth', 'disconnected'] as const) await this.lanes.unhold(sql, key, hold);
      const [row] = await sql.query<{ marketplace: Marketplace }>(
        `update ${tenant.schema}.marketplace_accounts
         set refresh_owner = null, refresh_until = null, updated_at = now(),
             connection = case when connection = any($2) then 'connected' else connection end,
             status = case when status = any($2) then 'connected' else status end,
             status_reason = case when connection = 'needs_reauth' then null else status_reason end
         where id = $1
         returning marketplace`,
        [accountId, ['needs_reauth', 'disconnected']],
      );
      if (row === undefined) throw new AccountNotFoundError(accountId);
      this.checkCredentials(row.marketplace, true);
      await this.seal(sql, tenant, accountId, credentials);
      await this.recurring.begin(sql, key, row.marketplace);
    });
  }

  private checkCredentials(marketplace: Marketplace, given: boolean): void {
    const known = this.facts.known();
    if (!known.includes(marketplace)) throw new UnknownMarketplaceError(marketplace, known);
    const needed = !this.facts.needsPlugin(marketplace);
    if (needed !== given) throw new CredentialsMismatchError(marketplace, needed);
  }

  private async insert(sql: Sql, tenant: TenantRef, account: NewAccount): Promise<number> {
    const [row] = await sql.query<{ id: number }>(
      `insert into ${tenant.schema}.marketplace_accounts (marketplace, name, external_id, settings)
       values ($1, $2, $3, $4)
       on conflict (marketplace, external_id) do nothing
       returning id`,
      [account.marketplace, account.name, account.externalId, JSON.stringify(account.settings)],
    );
    if (row !== undefined) return row.id;
    const [there] = await sql.query<{ id: number; status: AccountStatus }>(
      `select id, status from ${tenant.schema}.marketplace_accounts where marketplace = $1 and external_id = $2`,
      [account.marketplace, account.externalId],
    );
    if (there?.status !== 'disconnected')
      throw new AlreadyConnectedError(there?.id ?? 0, there?.status ?? 'connected');
    await this.revive(sql, tenant, there.id, account);
    return there.id;
  }

  /** Of two at once the second finds it connected. */
  private async revive(sql: Sql, tenant: TenantRef, accountId: number, account: NewAccount): Promise<void> {
    await this.lanes.unhold(sql, { tenantId: tenant.id, accountId }, 'disconnected');
    const rows = await sql.query(
      `update ${tenant.schema}.marketplace_accounts
       set status = 'connected', connection = 'connected', name = $2, settings = settings || $3::jsonb,
           updated_at = now()
       where id = $1 and status = 'disconnected' returning id`,
      [accountId, account.name, JSON.stringify(account.settings)],
    );
    if (rows.length === 0) throw new AlreadyConnectedError(accountId, 'connected');
  }

  /** The ciphertext is bound to the row's id, so the row has to be there first. */
  private async seal(
    sql: Sql,
    tenant: TenantRef,
    accountId: number,
    credentials: Credentials,
  ): Promise<void> {
    const sealed = this.encryption.encrypt(credentialsToText(credentials), {
      tenantId: tenant.id,
      accountId,
    });
    await sql.query(`update ${tenant.schema}.marketplace_accounts set credentials = $2 where id = $1`, [
      accountId,
      sealed,
    ]);
  }
}
