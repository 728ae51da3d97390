import type { InjectionToken } from '@nestjs/common';
import { EbayEnvironment, loadEbayEnvironment } from '../../../src/handlers/ebay/ebay.environment.ts';
import type { AccountEffects } from '../../../src/sandbox/ebay/ebay-effects.ts';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import type { OpenedSellerAccount } from '../../../src/sandbox/ebay/open-seller-account.ts';
import { ApiMarket } from './api-market.ts';
import type { OpenedAccount } from './api-market.ts';
import type { StandInView } from './stand-in-view.ts';

/** eBay. */
export class EbayMarket extends ApiMarket<OpenedSellerAccount> {
  override readonly marketplace = 'ebay';

  /** @returns it, running */
  static async start(): Promise<EbayMarket> {
    const standIn = new EbayStandIn();
    const market = new EbayMarket(standIn, await standIn.start());
    await market.proxy.start();
    return market;
  }

  override async openAccount(): Promise<OpenedAccount> {
    const opened = await this.open();
    const { currency: _currency, ...policies } = opened.marketplaces['EBAY_FR'] ?? {};
    return {
      name: opened.account,
      refreshToken: opened.refresh_token,
      externalId: opened.account,
      settings: {
        marketplace_id: 'EBAY_FR',
        merchant_location_key: opened.merchant_location_key,
        ...policies,
      },
    };
  }

  override async environment(): Promise<readonly (readonly [token: InjectionToken, value: unknown])[]> {
    const { client_id, client_secret } = await this.open();
    const environment = loadEbayEnvironment({
      NODE_ENV: 'test',
      EBAY_API_URL: this.proxy.url,
      EBAY_MEDIA_URL: this.proxy.url,
      EBAY_AUTH_URL: this.proxy.url,
      EBAY_SITE_URL: this.standIn.url,
      EBAY_CLIENT_ID: client_id,
      EBAY_CLIENT_SECRET: client_secret,
    });
    return [[EbayEnvironment, environment]];
  }

  override async view(account: string): Promise<StandInView> {
    const effects = await this.effectsOf<AccountEffects>(account);
    const live = effects.live_listings.map(({ listing_id: id, sku }) => this.page(`/itm/${id}`, { id, sku }));
    return {
      live: await Promise.all(live),
      listedTwice: effects.listed_twice,
      orphanDrafts: effects.orphan_drafts,
      ended: effects.ended_listings,
    };
  }
}
