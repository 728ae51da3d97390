import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { Encryption } from '../common/encryption/encryption.ts';
import { AccountNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { AccountStatus } from '../domain/vocabulary.ts';
import { Lanes } from '../queue/lanes.ts';
import { credentialsFromText, credentialsToText } from './credentials.ts';
import type { Credentials } from './credentials.ts';

/** Credentials as they are stored at one moment. */
export interface StoredCredentials {
  /** The ciphertext, which names this state: it is never the same twice. Null where there are no credentials. */
  readonly sealed: string | null;
  readonly credentials: Credentials | null;
  readonly connection: Exclude<AccountStatus, 'paused'>;
  readonly statusReason: string | null;
  /** The database's clock, by which expiry is judged. */
  readonly now: Date;
}

/** A refresh under way: what it replaces, and who does it. */
export interface Refresh {
  /** The ciphertext that was read. */
  readonly sealed: string;
  /** The uuid that took the lease. */
  readonly owner: string;
}

/** Somebody stored other credentials since ours were read. */
class ReplacedMeanwhile extends Error {}

/**
 * The columns that hold an account's credentials and its refresh lease. Every write names the ciphertext that it
 * replaces, so a holder that lost its lease, or a seller who reconnects, is never overwritten with something older.
 * The same credentials may have been sealed anew meanwhile, with another key. That leaves the lease alone, so whoever
 * still has it may write as well: everybody else who stores credentials ends it.
 */
@Injectable()
export class TokenStore {
  constructor(
    private readonly db: Database,
    private readonly encryption: Encryption,
    private readonly lanes: Lanes,
  ) {}

  /**
   * @param tenant whose account
   * @param accountId the account
   * @returns its credentials, decrypted
   * @throws {AccountNotFoundError} when the tenant has no such account
   */
  async read(tenant: TenantRef, accountId: number): Promise<StoredCredentials> {
    const [row] = await this.db.query<Omit<StoredCredentials, 'credentials'>>(
      `select credentials as sealed, connection, status_reason as "statusReason", now() as now
       from ${tenant.schema}.marketplace_accounts where id = $1`,
      [accountId],
    );
    if (row === undefined) throw new AccountNotFoundError(accountId);
    const owner = { tenantId: tenant.id, accountId };
    const credentials =
      row.sealed === null ? null : credentialsFromText(this.encryption.decrypt(row.sealed, owner));
    return { ...row, credentials };
  }

  /**
   * Takes the refresh lease, unless somebody has it. It is a column and not a row lock, since it is held while a
   * marketplace is awaited.
   * @param tenant whose account
   * @param accountId the account
   * @param sealed the credentials that are to be refreshed
   * @param owner a new uuid
   * @param leaseMs after which another may take it
   * @returns false when somebody else has it, or the credentials are no longer these
   */
  async takeLease(
    tenant: TenantRef,
    accountId: number,
    sealed: string,
    owner: string,
    leaseMs: number,
  ): Promise<boolean> {
    const rows = await this.db.query(
      `update ${tenant.schema}.marketplace_accounts
       set refresh_owner = $3, refresh_until = now() + $4 * interval '1 millisecond'
       where id = $1 and credentials = $2 and (refresh_until is null or refresh_until < now())
       returning id`,
      [accountId, sealed, owner, leaseMs],
    );
    return rows.length === 1;
  }

  /**
   * Gives the lease back with nothing changed.
   * @param tenant whose account
   * @param accountId the account
   * @param owner who took it; a lease that passed on stays
   */
  async releaseLease(tenant: TenantRef, accountId: number, owner: string): Promise<void> {
    await this.db.query(
      `update ${tenant.schema}.marketplace_accounts set refresh_owner = null, refresh_until = null
       where id = $1 and refresh_owner = $2`,
      [accountId, owner],
    );
  }

  /**
   * Replaces credentials, and ends the lease.
   * @param tenant whose account
   * @param accountId the account
   * @param refresh the credentials that are replaced, and who has the lease
   * @param next the new ones
   * @returns false when other credentials were stored meanwhile; then nothing changed
   */
  async replace(tenant: TenantRef, accountId: number, refresh: Refresh, next: Credentials): Promise<boolean> {
    const text = this.encryption.encrypt(credentialsToText(next), { tenantId: tenant.id, accountId });
    const rows = await this.db.query(
      `update ${tenant.schema}.marketplace_accounts
       set credentials = $4, refresh_owner = null, refresh_until = null, updated_at = now()
       where id = $1 and (credentials = $2 or refresh_owner = $3)
       returning id`,
      [accountId, refresh.sealed, refresh.owner, text],
    );
    return rows.length === 1;
  }

  /**
   * Records that a marketplace refuses credentials for good, and stops the account's lane until the seller has
   * connected it again.
   * @param tenant whose account
   * @param accountId the account
   * @param refresh the credentials that were refused, and who has the lease
   * @param reason what the seller reads
   * @returns false when other credentials were stored meanwhile; then nothing changed
   */
  async reject(tenant: TenantRef, accountId: number, refresh: Refresh, reason: string): Promise<boolean> {
    try {
      await this.db.transaction(async (sql) => {
        // Lanes are locked before tenant rows, everywhere.
        await this.lanes.hold(sql, { tenantId: tenant.id, accountId }, 'reauth');
        const rows = await sql.query(
          `update ${tenant.schema}.marketplace_accounts
           set connection = 'needs_reauth', status_reason = $4, refresh_owner = null, refresh_until = null,
               status = case when status = 'paused' then status else 'needs_reauth' end, updated_at = now()
           where id = $1 and (credentials = $2 or refresh_owner = $3)
           returning id`,
          [accountId, refresh.sealed, refresh.owner, reason],
        );
        if (rows.length === 0) throw new ReplacedMeanwhile();
      });
      return true;
    } catch (error: unknown) {
      if (error instanceof ReplacedMeanwhile) return false;
      throw error;
    }
  }
}
