import type { AccountSnapshot } from '../../domain/snapshots.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { blockingItems } from '../contract/blocking-items.ts';
import { MarketplaceAdapter } from '../contract/marketplace-adapter.ts';
import type { ChecklistItem, RateScope, TypicalAccount } from '../contract/marketplace-adapter.ts';
import { Marketplace } from '../contract/marketplace-handler.decorator.ts';
import { ETSY_ATTRIBUTES } from './etsy-attributes.ts';
import { ETSY_ERROR_CATALOGUE } from './etsy-error-catalogue.ts';
import { EtsyBudget } from './etsy-budget.ts';
import { EtsyConsent } from './etsy-consent.ts';
import { ETSY_BLOCKING, etsyChecklist } from './etsy-checklist.ts';
import { EtsyShopClient } from './etsy-shop.client.ts';

/** Etsy as StoFlow's queue sees it. */
@Marketplace()
export class EtsyAdapter extends MarketplaceAdapter {
  override readonly marketplace = 'etsy';
  override readonly errors = ETSY_ERROR_CATALOGUE;
  override readonly productAttributes = ETSY_ATTRIBUTES;
  /** Two: the calls of all shops come out of one budget, so a shop that runs more only takes them from the others. */
  override readonly maxRunningPerAccount = 2;
  override readonly typical: TypicalAccount = {
    settings: {
      shop_id: 1,
      shipping_profile_id: 2,
      return_policy_id: 3,
      readiness_state_id: 4,
      currency: 'EUR',
    },
    externalIds: { listing_id: '1' },
  };
  override readonly rateScopes: Readonly<Record<string, RateScope>>;

  constructor(
    private readonly shop: EtsyShopClient,
    override readonly consent: EtsyConsent,
    budget: EtsyBudget,
  ) {
    super();
    this.rateScopes = budget.scopes;
  }

  /**
   * Asks Etsy whether an account has all that publishing needs.
   * @param tenant whose account
   * @param account the account, with its settings
   * @param signal aborts the calls
   * @returns one item per precondition; the choices a seller has where something is to be chosen
   * @throws {DomainError} of kind `unavailable` when Etsy cannot be asked now
   */
  override async verify(
    tenant: TenantRef,
    account: AccountSnapshot,
    signal: AbortSignal,
  ): Promise<readonly ChecklistItem[]> {
    const items = await etsyChecklist(this.shop, { tenant, account, signal }, account.settings);
    return blockingItems(items, ETSY_BLOCKING);
  }
}
