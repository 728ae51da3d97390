import { Injectable } from '@nestjs/common';
import type { SealedPlace } from '../../accounts/sealed-place.ts';
import { Database } from '../../common/database/database.ts';
import { Encryption } from '../../common/encryption/encryption.ts';
import { hashOf } from '../../common/encryption/secret-hash.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { Marketplace } from '../../domain/vocabulary.ts';
import { newSecret, newState } from './consent-secrets.ts';
import type { ClaimedConsent } from './consent-secrets.ts';

/** How long a seller has to log in and decide. */
const LIFE_SECONDS = 600;

/** Verifiers of consents that are under way. */
export const CONSENT_VERIFIERS: SealedPlace = {
  table: 'account_consents',
  column: 'verifier',
  ownerOf: (tenantId, consentId) => ({ tenantId, consentId }),
};

/** What a seller wants to connect. */
export interface ConsentWish {
  readonly marketplace: Marketplace;
  /** The account that is to be connected again; undefined for a new one. */
  readonly accountId?: number | undefined;
  readonly name?: string | undefined;
  readonly callbackUrl: string | undefined;
}

/** A consent that has just begun. Its secrets are told once. */
export interface BegunConsent extends ClaimedConsent {
  readonly state: string;
  /** What the browser that began proves itself with. */
  readonly browser: string;
  readonly verifier: string;
  readonly expiresAt: Date;
}

/** A consent as it is stored. */
export interface StoredConsent {
  readonly marketplace: Marketplace;
  readonly accountId: number | null;
  readonly name: string | null;
  readonly stateHash: string;
  readonly browserHash: string;
  readonly verifier: string | null;
  readonly callbackUrl: string | null;
  readonly used: boolean;
  readonly expired: boolean;
  /** `connected`, `reconnected` or the code of an error; null before it is over. */
  readonly outcome: string | null;
  readonly connectedAccountId: number | null;
}

/** Table `account_consents`: consents that are under way, and for a while what became of them. */
@Injectable()
export class ConsentRows {
  constructor(
    private readonly db: Database,
    private readonly encryption: Encryption,
  ) {}

  /**
   * Stores a new consent. Its secrets name its id, so the row has to be there first.
   * @param tenant whose
   * @param wish what is to be connected
   * @returns the consent with its secrets
   */
  async begin(tenant: TenantRef, wish: ConsentWish): Promise<BegunConsent> {
    const browser = newSecret();
    const verifier = newSecret();
    return this.db.transaction(async (sql) => {
      const [row] = await sql.query<{ id: number; expiresAt: Date }>(
        `insert into ${tenant.schema}.account_consents
           (marketplace, account_id, name, state_hash, browser_hash, callback_url, expires_at)
         values ($1, $2, $3, '', $4, $5, now() + $6 * interval '1 second')
         returning id, expires_at as "expiresAt"`,
        [
          wish.marketplace,
          wish.accountId ?? null,
          wish.name ?? null,
          hashOf(browser),
          wish.callbackUrl ?? null,
          LIFE_SECONDS,
        ],
      );
      if (row === undefined) throw new Error('the consent was not stored');
      const claimed = { tenant, consentId: row.id };
      const state = newState(claimed);
      const sealed = this.encryption.encrypt(verifier, CONSENT_VERIFIERS.ownerOf(tenant.id, row.id));
      await sql.query(
        `update ${tenant.schema}.account_consents set state_hash = $2, verifier = $3 where id = $1`,
        [row.id, hashOf(state), sealed],
      );
      return { ...claimed, state, browser, verifier, expiresAt: row.expiresAt };
    });
  }

  /**
   * @param claimed which consent
   * @param claimed.tenant whose
   * @param claimed.consentId its id
   * @returns it; undefined where there is none
   */
  async read({ tenant, consentId }: ClaimedConsent): Promise<StoredConsent | undefined> {
    const [row] = await this.db.query<StoredConsent>(
      `select marketplace, account_id as "accountId", name, state_hash as "stateHash",
              browser_hash as "browserHash", verifier, callback_url as "callbackUrl",
              used_at is not null as used, expires_at <= now() as expired, outcome,
              connected_account_id as "connectedAccountId"
       from ${tenant.schema}.account_consents where id = $1`,
      [consentId],
    );
    return row;
  }

  /**
   * Uses a consent up. Of several answers at once one succeeds, on whichever instances they arrive.
   * @param claimed which consent
   * @param claimed.tenant whose
   * @param claimed.consentId its id
   * @returns whether it could still be used
   */
  async use({ tenant, consentId }: ClaimedConsent): Promise<boolean> {
    const rows = await this.db.query(
      `update ${tenant.schema}.account_consents set used_at = now()
       where id = $1 and used_at is null and expires_at > now() returning id`,
      [consentId],
    );
    return rows.length === 1;
  }

  /**
   * Notes what became of a consent; its verifier is of no use any more.
   * @param claimed which consent
   * @param claimed.tenant whose
   * @param claimed.consentId its id
   * @param outcome `connected`, `reconnected` or the code of an error
   * @param accountId the account that was connected
   */
  async conclude(
    { tenant, consentId }: ClaimedConsent,
    outcome: string,
    accountId: number | null,
  ): Promise<void> {
    await this.db.query(
      `update ${tenant.schema}.account_consents
       set outcome = $2, connected_account_id = $3, verifier = null, used_at = coalesce(used_at, now())
       where id = $1`,
      [consentId, outcome, accountId],
    );
  }

  /**
   * @param claimed which consent
   * @param claimed.tenant whose
   * @param claimed.consentId its id
   * @param sealed the stored verifier
   * @returns the verifier
   * @throws {DecryptionError} when the key is gone
   */
  open({ tenant, consentId }: ClaimedConsent, sealed: string): string {
    return this.encryption.decrypt(sealed, CONSENT_VERIFIERS.ownerOf(tenant.id, consentId));
  }
}
