import { Injectable } from '@nestjs/common';
import { AccountConnections } from '../../accounts/account-connections.ts';
import { AlreadyConnectedError } from '../../accounts/account-errors.ts';
import { findAccountByIds } from '../../accounts/account-by-ids.ts';
import { Database } from '../../common/database/database.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { AccountStatus, Marketplace } from '../../domain/vocabulary.ts';
import type { ConsentingSeller } from '../../handlers/contract/marketplace-consent.ts';
import { AccountSelection } from '../account-selection.ts';
import { ConsentOtherAccountError } from './consent-errors.ts';

/** Statuses in which an account waits for exactly this: a new consent. */
const WAITING: readonly AccountStatus[] = ['needs_reauth', 'disconnected'];
/** What an account's name may have. */
const MAX_NAME = 100;

/** What a consent was meant for. */
export interface ConsentPurpose {
  readonly marketplace: Marketplace;
  readonly accountId: number | null;
  readonly name: string | null;
}

/** What became of it. */
export interface ConnectedAccount {
  readonly accountId: number;
  readonly outcome: 'connected' | 'reconnected';
}

/** Turns a seller's consent into a connected account. */
@Injectable()
export class ConsentedAccount {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountSelection,
    private readonly connections: AccountConnections,
  ) {}

  /**
   * Connects a new account, or the one again that the consent is for. An account that waits to be connected again is, also
   * where nobody said that it was meant.
   * @param tenant whose account
   * @param purpose what was asked for
   * @param seller who has consented
   * @returns the account
   * @throws {ConsentOtherAccountError} @throws {AlreadyConnectedError} @throws {AccountNotFoundError}
   */
  async connect(
    tenant: TenantRef,
    purpose: ConsentPurpose,
    seller: ConsentingSeller,
  ): Promise<ConnectedAccount> {
    if (purpose.accountId !== null) {
      const { externalId } = await this.accounts.get(tenant, purpose.accountId);
      if (!isKnownAs(seller, externalId)) throw new ConsentOtherAccountError(seller.name, externalId);
      return this.reconnect(tenant, purpose.accountId, seller);
    }
    const known = await findAccountByIds(
      this.db,
      tenant,
      purpose.marketplace,
      seller.externalId,
      seller.otherIds,
    );
    if (known === undefined) return this.connectNew(tenant, purpose, seller);
    if (!WAITING.includes(known.status)) throw new AlreadyConnectedError(known.id, known.status);
    return this.reconnect(tenant, known.id, seller);
  }

  private async reconnect(
    tenant: TenantRef,
    accountId: number,
    { credentials }: ConsentingSeller,
  ): Promise<ConnectedAccount> {
    await this.connections.reconnect(tenant, accountId, credentials);
    return { accountId, outcome: 'reconnected' };
  }

  private async connectNew(
    tenant: TenantRef,
    { marketplace, name }: ConsentPurpose,
    seller: ConsentingSeller,
  ): Promise<ConnectedAccount> {
    const { externalId, credentials, settings } = seller;
    const called = (name ?? seller.name).slice(0, MAX_NAME);
    const account = { marketplace, name: called, externalId, credentials, settings };
    return { accountId: await this.connections.connect(tenant, account), outcome: 'connected' };
  }
}

/** An account that was connected by hand may have a name for its id. */
function isKnownAs({ externalId, otherIds }: ConsentingSeller, id: string): boolean {
  return externalId === id || otherIds.some((other) => other.toLowerCase() === id.toLowerCase());
}
