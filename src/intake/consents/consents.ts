import { Injectable } from '@nestjs/common';
import { UnknownMarketplaceError } from '../../accounts/account-errors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { Marketplace } from '../../domain/vocabulary.ts';
import type { MarketplaceConsent } from '../../handlers/contract/marketplace-consent.ts';
import { HandlerRegistry } from '../../handlers/registry/handler-registry.ts';
import { AccountSelection } from '../account-selection.ts';
import { ConsentAddress } from './consent-address.ts';
import type { AskingRequest } from './consent-address.ts';
import { ConsentNotConfiguredError, ConsentNotOfferedError } from './consent-errors.ts';
import { ConsentRows } from './consent-rows.ts';
import type { BegunConsent, ConsentWish } from './consent-rows.ts';
import { challengeOf } from './consent-secrets.ts';

/** Begins consents: makes the address of the page on which a seller lets StoFlow act at a marketplace. */
@Injectable()
export class Consents {
  constructor(
    private readonly registry: HandlerRegistry,
    private readonly accounts: AccountSelection,
    private readonly rows: ConsentRows,
    private readonly address: ConsentAddress,
  ) {}

  /**
   * Tells whether sellers can be asked.
   * @param marketplace a known marketplace
   * @param request a request of theirs
   * @returns true where nothing is missing
   */
  isOffered(marketplace: Marketplace, request: AskingRequest): boolean {
    const { consent } = this.registry.adapter(marketplace);
    return consent?.missingSettings(this.address.callbackUrl(marketplace, request)).length === 0;
  }

  /**
   * @param tenant who wants to connect
   * @param wish what
   * @returns the consent with its secrets, and the address for the seller's browser
   * @throws {UnknownMarketplaceError} @throws {ConsentNotOfferedError} @throws {ConsentNotConfiguredError}
   * @throws {AccountNotFoundError} @throws {DomainError} `account.wrong_marketplace`
   */
  async begin(
    tenant: TenantRef,
    wish: ConsentWish,
  ): Promise<BegunConsent & { readonly authorizationUrl: string }> {
    if (wish.accountId !== undefined) await this.checkAccount(tenant, wish.accountId, wish.marketplace);
    const consent = this.askable(wish);
    const begun = await this.rows.begin(tenant, wish);
    const authorizationUrl = consent.authorizationUrl({
      state: begun.state,
      challenge: challengeOf(begun.verifier),
      callbackUrl: wish.callbackUrl,
    });
    return { ...begun, authorizationUrl };
  }

  private askable({ marketplace, callbackUrl }: ConsentWish): MarketplaceConsent {
    const known = this.registry.marketplaces();
    if (!known.includes(marketplace)) throw new UnknownMarketplaceError(marketplace, known);
    const { consent, title } = this.registry.adapter(marketplace);
    if (consent === undefined) throw new ConsentNotOfferedError(title);
    const missing = consent.missingSettings(callbackUrl);
    if (missing.length > 0) throw new ConsentNotConfiguredError(title, missing);
    return consent;
  }

  private async checkAccount(tenant: TenantRef, id: number, marketplace: Marketplace): Promise<void> {
    const account = await this.accounts.get(tenant, id);
    if (account.marketplace === marketplace) return;
    const code = 'account.wrong_marketplace';
    const message = `Account ${id} is a ${account.marketplace} account.`;
    throw new DomainError(code, 'unprocessable', message, {
      fields: [{ field: 'account_id', code, message }],
    });
  }
}
