import type { AccountSnapshot } from '../../domain/snapshots.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { blockingItems } from '../contract/blocking-items.ts';
import { MarketplaceAdapter } from '../contract/marketplace-adapter.ts';
import type { ChecklistItem, RateScope, TypicalAccount } from '../contract/marketplace-adapter.ts';
import { Marketplace } from '../contract/marketplace-handler.decorator.ts';
import { EBAY_ATTRIBUTES } from './ebay-attributes.ts';
import { EBAY_ERROR_CATALOGUE } from './ebay-error-catalogue.ts';
import { EBAY_BLOCKING, ebayChecklist } from './ebay-checklist.ts';
import { EbayAccountClient } from './ebay-account.client.ts';
import { EbayConsent } from './ebay-consent.ts';

/** eBay as StoFlow's queue sees it. */
@Marketplace()
export class EbayAdapter extends MarketplaceAdapter {
  override readonly marketplace = 'ebay';
  override readonly errors = EBAY_ERROR_CATALOGUE;
  override readonly productAttributes = EBAY_ATTRIBUTES;
  override readonly maxRunningPerAccount = 4;
  override readonly typical: TypicalAccount = {
    settings: {
      marketplace_id: 'EBAY_FR',
      fulfillment_policy_id: '1',
      payment_policy_id: '2',
      return_policy_id: '3',
      merchant_location_key: 'home',
    },
    externalIds: { offer_id: '1', listing_id: '2' },
  };

  /**
   * Media: 50 uploads per 5 s and user, so that a full bucket and what comes back in 5 s stay at 50. Inventory:
   * 2,000,000 calls a day for the whole application, buckets included, of which looks at all listings may spend a
   * quarter: a page of theirs is one token here and up to 27 calls there. Orders: 100,000 calls a day. Account API:
   * 25,000 a day, of which a check takes 7 (eBay's API call limits page).
   */
  override readonly rateScopes: Readonly<Record<string, RateScope>> = {
    media: { per: 'account', capacity: 25, refillPerSecond: 5 },
    inventory: { per: 'application', capacity: 10_000, refillPerSecond: 17 },
    sweep: { per: 'application', capacity: 400, refillPerSecond: 0.2 },
    orders: { per: 'application', capacity: 10_000, refillPerSecond: 1 },
    checks: { per: 'application', capacity: 500, refillPerSecond: 0.03 },
  };

  constructor(
    private readonly account: EbayAccountClient,
    override readonly consent: EbayConsent,
  ) {
    super();
  }

  /** @returns its name with the small first letter it has */
  override get title(): string {
    return 'eBay';
  }

  /**
   * Asks eBay whether an account has all that publishing needs.
   * @param tenant whose account
   * @param account the account, with its settings
   * @param signal aborts the calls
   * @returns one item per precondition; the choices a seller has where something is to be chosen
   * @throws {DomainError} of kind `unavailable` when eBay cannot be asked now
   */
  override async verify(
    tenant: TenantRef,
    account: AccountSnapshot,
    signal: AbortSignal,
  ): Promise<readonly ChecklistItem[]> {
    const items = await ebayChecklist(this.account, { tenant, account, signal }, account.settings);
    return blockingItems(items, EBAY_BLOCKING);
  }
}
