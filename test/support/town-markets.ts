import type { SandboxProduct } from '../../src/sandbox/dataset/sandbox-product.ts';
import { DEFAULT_EBAY_OPTIONS } from '../../src/sandbox/ebay/ebay-options.ts';
import { EbayStandIn } from '../../src/sandbox/ebay/ebay-stand-in.ts';
import type { OpenedSellerAccount } from '../../src/sandbox/ebay/open-seller-account.ts';
import { EtsyStandIn } from '../../src/sandbox/etsy/etsy-stand-in.ts';
import type { OpenedShop } from '../../src/sandbox/etsy/open-shop.ts';

/** One marketplace as a town needs it: its stand-in, and what a server and an account must know of it. */
export interface TownMarket {
  readonly marketplace: string;
  readonly standIn: { readonly url: string; start(port?: number): Promise<string>; stop(): Promise<void> };
  /** @returns variables of a server process */
  environment(): Readonly<Record<string, string>>;
  /**
   * @param opened answer of the stand-in to a new account
   * @returns settings of the account that is connected
   */
  settings(opened: unknown): Readonly<Record<string, unknown>>;
  /**
   * @param product one of the generated ones
   * @returns a product that fits the marketplace
   */
  fitting(product: SandboxProduct): SandboxProduct;
}

/** @returns eBay in France */
export function ebayMarket(): TownMarket {
  const standIn = new EbayStandIn();
  return {
    marketplace: 'ebay',
    standIn,
    environment: () => ({
      EBAY_API_URL: standIn.url,
      EBAY_MEDIA_URL: standIn.url,
      EBAY_AUTH_URL: standIn.url,
      EBAY_SITE_URL: standIn.url,
      EBAY_CONSENT_URL: standIn.url,
      EBAY_IDENTITY_URL: standIn.url,
      EBAY_RUNAME: DEFAULT_EBAY_OPTIONS.ruName,
      EBAY_CLIENT_ID: 'sandbox-app',
      EBAY_CLIENT_SECRET: 'sandbox-secret',
    }),
    settings: (opened) => {
      const { marketplaces, merchant_location_key } = opened as OpenedSellerAccount;
      const { currency: _currency, ...policies } = marketplaces['EBAY_FR'] ?? {};
      return { marketplace_id: 'EBAY_FR', content_language: 'fr-FR', merchant_location_key, ...policies };
    },
    fitting: (product) => product,
  };
}

/** @returns Etsy with limits that no test waits for, unless it sets others */
export function etsyMarket(): TownMarket {
  const standIn = new EtsyStandIn();
  return {
    marketplace: 'etsy',
    standIn,
    environment: () => ({
      ETSY_API_URL: standIn.url,
      ETSY_AUTH_URL: standIn.url,
      ETSY_SITE_URL: standIn.url,
      ETSY_API_KEY: 'sandboxkeystring',
      ETSY_SHARED_SECRET: 'sandboxsecret',
      ETSY_CALLS_PER_SECOND: '1000',
      ETSY_CALLS_PER_DAY: '1000000',
    }),
    settings: (opened) => {
      const { shop_id, shipping_profile_id, return_policy_id, readiness_state_id, currency } =
        opened as OpenedShop;
      return { shop_id, shipping_profile_id, return_policy_id, readiness_state_id, currency };
    },
    // Second-hand goods pass as vintage only.
    fitting: (product) => ({ ...product, madeYear: 1975 + (product.madeYear % 25) }),
  };
}
