import type { InjectionToken } from '@nestjs/common';
import { EtsyEnvironment, loadEtsyEnvironment } from '../../../src/handlers/etsy/etsy.environment.ts';
import type { ShopEffects } from '../../../src/sandbox/etsy/etsy-effects.ts';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import type { OpenedShop } from '../../../src/sandbox/etsy/open-shop.ts';
import { ApiMarket } from './api-market.ts';
import type { OpenedAccount } from './api-market.ts';
import type { StandInView } from './stand-in-view.ts';

/** Etsy. */
export class EtsyMarket extends ApiMarket<OpenedShop> {
  override readonly marketplace = 'etsy';

  /** @returns it, running */
  static async start(): Promise<EtsyMarket> {
    // Every cell makes a shop and some twenty calls; the application's budget is none of the kit's business.
    const standIn = new EtsyStandIn({ limitPerSecond: 100_000, limitPerDay: 100_000_000 });
    const market = new EtsyMarket(standIn, await standIn.start());
    await market.proxy.start();
    return market;
  }

  override async openAccount(): Promise<OpenedAccount> {
    const opened = await this.open();
    const { shop_id, shipping_profile_id, return_policy_id, readiness_state_id, currency } = opened;
    return {
      name: opened.account,
      refreshToken: opened.refresh_token,
      externalId: String(shop_id),
      settings: { shop_id, shipping_profile_id, return_policy_id, readiness_state_id, currency },
    };
  }

  override async environment(): Promise<readonly (readonly [token: InjectionToken, value: unknown])[]> {
    const { client_id, shared_secret } = await this.open();
    const environment = loadEtsyEnvironment({
      NODE_ENV: 'test',
      ETSY_API_URL: this.proxy.url,
      ETSY_AUTH_URL: this.proxy.url,
      ETSY_SITE_URL: this.standIn.url,
      ETSY_API_KEY: client_id,
      ETSY_SHARED_SECRET: shared_secret,
    });
    return [[EtsyEnvironment, environment]];
  }

  override async view(account: string): Promise<StandInView> {
    const effects = await this.effectsOf<ShopEffects>(account);
    const live = effects.live_listings.map(({ listing_id, sku }) =>
      this.page(`/listing/${listing_id}`, { id: String(listing_id), sku }),
    );
    return {
      live: await Promise.all(live),
      listedTwice: effects.listed_twice,
      orphanDrafts: effects.orphan_drafts,
      ended: effects.ended_listings,
      fees: effects.listing_fees.count,
    };
  }
}
