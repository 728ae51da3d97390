import { SystemClock } from '../../../../src/common/clock.ts';
import type { Clock } from '../../../../src/common/clock.ts';
import { loadConfig } from '../../../../src/config/app-config.ts';
import type { AccountSnapshot, ListingSnapshot, ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import type { PlanContext } from '../../../../src/handlers/contract/contexts.ts';
import { EtsyApi } from '../../../../src/handlers/etsy/etsy-api.ts';
import { EtsyBudget } from '../../../../src/handlers/etsy/etsy-budget.ts';
import { EtsyDeleteHandler } from '../../../../src/handlers/etsy/etsy-delete.handler.ts';
import { EtsyImagesClient } from '../../../../src/handlers/etsy/etsy-images.client.ts';
import { EtsyListingsClient } from '../../../../src/handlers/etsy/etsy-listings.client.ts';
import { EtsyPublishHandler } from '../../../../src/handlers/etsy/etsy-publish.handler.ts';
import { EtsyRelistHandler } from '../../../../src/handlers/etsy/etsy-relist.handler.ts';
import { EtsyShopClient } from '../../../../src/handlers/etsy/etsy-shop.client.ts';
import { EtsyTaxonomy } from '../../../../src/handlers/etsy/etsy-taxonomy.ts';
import { EtsyUpdateHandler } from '../../../../src/handlers/etsy/etsy-update.handler.ts';
import { EtsyTokens } from '../../../../src/handlers/etsy/etsy-tokens.ts';
import { EtsyConsent } from '../../../../src/handlers/etsy/etsy-consent.ts';
import { EtsyAdapter } from '../../../../src/handlers/etsy/etsy.adapter.ts';
import { loadEtsyEnvironment } from '../../../../src/handlers/etsy/etsy.environment.ts';
import { DraftSearch } from '../../../../src/handlers/etsy/publish/draft-search.ts';
import { EtsyPublishSteps } from '../../../../src/handlers/etsy/publish/publish-steps.ts';
import { EtsyUpdateSteps } from '../../../../src/handlers/etsy/update/update-steps.ts';
import { HttpTransport } from '../../../../src/handlers/http/http-transport.ts';
import type { ListingClaims } from '../../../../src/listings/listing-claims.ts';
import { HostResolver } from '../../../../src/products/pictures/host-resolver.ts';
import { PictureFetcher } from '../../../../src/products/pictures/picture-fetcher.ts';
import type { Bucket, RateBuckets } from '../../../../src/queue/rate-buckets.ts';
import type { EtsyOptions } from '../../../../src/sandbox/etsy/etsy-options.ts';
import { EtsyStandIn } from '../../../../src/sandbox/etsy/etsy-stand-in.ts';
import type { OpenedShop } from '../../../../src/sandbox/etsy/open-shop.ts';
import { MemoryAccountTokens } from '../../../support/memory-account-tokens.ts';
import { StandInBench } from '../../../support/stand-in-bench.ts';
import { StepDriver } from '../../../support/step-driver.ts';
import type { DriverOptions } from '../../../support/step-driver.ts';
import { aVintageProduct } from '../../../unit/handlers/etsy/product.ts';

/** What the stand-in counted of one seller. */
export interface SellerEffects {
  readonly live_listings: readonly {
    readonly listing_id: number;
    readonly sku: string;
    readonly title: string;
    readonly quantity: number;
    readonly price: string;
    readonly fees: number;
  }[];
  readonly listed_twice: number;
  readonly orphan_drafts: number;
  readonly ended_listings: number;
  readonly listing_fees: { readonly count: number };
  readonly images: { readonly created: number; readonly orphaned: number };
  readonly calls: Readonly<Record<string, number>>;
}

/** What every publication must leave behind, whatever happened on the way: one listing, paid for once. */
export const LISTED_ONCE = { listed_twice: 0, orphan_drafts: 0, live: 1, fees: 1, shown: 2 };

/** The stand-in, the proxy in front of it and the handler's real parts, wired by hand. */
export class EtsyBench extends StandInBench<OpenedShop> {
  /**
   * @param options where the stand-in differs from its defaults
   * @param now the stand-in's clock, milliseconds since the epoch
   * @returns a running bench
   */
  static async start(options: Partial<EtsyOptions> = {}, now?: () => number): Promise<EtsyBench> {
    const standIn = new EtsyStandIn(options, now);
    const bench = new EtsyBench(standIn, await standIn.start());
    await bench.proxy.start();
    return bench;
  }

  /**
   * Opens a shop with a product of its own. The proxy forgets what it recorded before.
   * @param change what differs from a product that fits
   * @param shop what differs from a shop in order
   * @param clock the handler's; Etsy has its own
   * @returns the job and what drives it
   */
  async seller(
    change: Partial<ProductSnapshot> = {},
    shop: Readonly<Record<string, unknown>> = {},
    clock: Clock = new SystemClock(),
  ): Promise<BenchShop> {
    return new BenchShop(this, await this.open(shop), change, clock);
  }
}

/** One shop with one product. */
export class BenchShop {
  product: ProductSnapshot;
  account: AccountSnapshot;
  listing: ListingSnapshot | null = null;
  /** Ids that other products of the account have. */
  readonly linked = new Set<string>();
  /** Products that look alike and are about to claim this one's drafts before it does. */
  twins = 0;
  /** What Etsy's answers lowered the application's budgets to. */
  readonly lowered: { readonly scope: string; readonly remaining: number }[] = [];
  readonly environment: ReturnType<typeof loadEtsyEnvironment>;
  readonly api: EtsyApi;
  readonly tokens: MemoryAccountTokens;
  readonly handler: EtsyPublishHandler;
  /** Ends listings. */
  readonly ending: EtsyDeleteHandler;
  /** For tests that look at pictures, or change them behind a job's back. */
  readonly images: EtsyImagesClient;
  /** Changes listings. */
  readonly updating: EtsyUpdateHandler;
  /** Lists anew. */
  readonly relisting: EtsyRelistHandler;
  readonly adapter: EtsyAdapter;
  /** Listings that a newer copy superseded. */
  superseded: readonly ListingSnapshot[] = [];
  /** Parameters of the next job. */
  input: Readonly<Record<string, unknown>> = {};

  constructor(
    private readonly bench: EtsyBench,
    readonly opened: OpenedShop,
    change: Partial<ProductSnapshot>,
    clock: Clock,
  ) {
    const origin = bench.standIn.url;
    this.product = {
      ...aVintageProduct(),
      id: 7,
      pictures: [1, 2].map((n) => ({ url: `${origin}/pictures/DRESS1-${n}.png` })),
      ...change,
    };
    const { shop_id, shipping_profile_id, return_policy_id, readiness_state_id, currency } = opened;
    this.account = {
      id: 5,
      marketplace: 'etsy',
      externalId: String(shop_id),
      status: 'connected',
      settings: { shop_id, shipping_profile_id, return_policy_id, readiness_state_id, currency },
    };
    this.tokens = new MemoryAccountTokens(opened.refresh_token);
    this.environment = loadEtsyEnvironment({
      NODE_ENV: 'test',
      ETSY_API_URL: bench.proxy.url,
      ETSY_AUTH_URL: bench.proxy.url,
      ETSY_SITE_URL: origin,
      ETSY_API_KEY: opened.client_id,
      ETSY_SHARED_SECRET: opened.shared_secret,
    });
    const { environment } = this;
    const transport = new HttpTransport();
    const tokens = new EtsyTokens(this.tokens, transport, environment, clock);
    const buckets: Pick<RateBuckets, 'lower'> = {
      lower: async ({ scope }: Bucket, remaining: number) => {
        this.lowered.push({ scope, remaining });
      },
    };
    const budget = new EtsyBudget(buckets as RateBuckets, environment);
    this.api = new EtsyApi(transport, tokens, budget, environment, clock);
    const { api } = this;
    const listings = new EtsyListingsClient(api);
    const claims: Pick<ListingClaims, 'claim'> = {
      claim: async (_tenant, _key, _name, ids) => {
        const [first] = ids;
        if (this.twins > 0 && first !== undefined) {
          this.twins -= 1;
          this.linked.add(first);
        }
        const [kept, ...others] = ids.filter((id) => !this.linked.has(id));
        return { kept, free: others };
      },
    };
    const config = loadConfig({ NODE_ENV: 'test', PICTURE_ORIGINS: origin });
    const search = new DraftSearch(listings, claims);
    const images = new EtsyImagesClient(api);
    this.images = images;
    const taxonomy = new EtsyTaxonomy(api, clock);
    const pictures = new PictureFetcher(new HostResolver(), config);
    const steps = new EtsyPublishSteps(listings, images, taxonomy, search, pictures);
    this.handler = new EtsyPublishHandler(steps, environment, clock);
    const updates = new EtsyUpdateSteps(listings, images, taxonomy, pictures);
    this.updating = new EtsyUpdateHandler(updates, environment, clock);
    this.relisting = new EtsyRelistHandler(listings, steps, environment, clock);
    this.ending = new EtsyDeleteHandler(listings, search);
    const consent = new EtsyConsent(environment, transport, clock);
    this.adapter = new EtsyAdapter(new EtsyShopClient(api), consent, budget);
  }

  /**
   * @param actionCode what is to be done
   * @returns the job as a handler sees it
   */
  context(actionCode: 'publish' | 'update' | 'delete' | 'relist' = 'publish'): PlanContext {
    return {
      tenant: tenantRef(1),
      job: { id: 1, marketplace: 'etsy', actionCode, input: this.input },
      product: this.product,
      account: this.account,
      listing: this.listing,
      superseded: this.superseded,
    };
  }

  /**
   * @param options how it is driven
   * @returns a driver for one job
   */
  job(options: DriverOptions = {}): StepDriver {
    return new StepDriver(this.handler, () => this.context(), options);
  }

  /**
   * @param options how it is driven
   * @returns a driver for one job that ends the listing
   */
  deletion(options: DriverOptions = {}): StepDriver {
    return new StepDriver(this.ending, () => this.context('delete'), options);
  }

  /**
   * @param options how it is driven
   * @returns a driver for one job that updates the listing
   */
  update(options: DriverOptions = {}): StepDriver {
    return new StepDriver(this.updating, () => this.context('update'), options);
  }

  /**
   * @param options how it is driven
   * @returns a driver for one job that lists the product anew
   */
  relist(options: DriverOptions = {}): StepDriver {
    return new StepDriver(this.relisting, () => this.context('relist'), options);
  }

  /** @returns what the stand-in counted of this shop */
  effects(): Promise<SellerEffects> {
    return this.bench.effectsOf(this.opened.account);
  }

  /** @returns the same, in the shape of {@link LISTED_ONCE} */
  async outcome(): Promise<typeof LISTED_ONCE> {
    const { listed_twice, orphan_drafts, live_listings, listing_fees, images } = await this.effects();
    return {
      listed_twice,
      orphan_drafts,
      live: live_listings.length,
      fees: listing_fees.count,
      shown: images.created - images.orphaned,
    };
  }

  /**
   * Starts a shop's second process: nothing is known but what the database holds.
   * @param listing the listing's row
   */
  remember(listing: ListingSnapshot | null): void {
    this.listing = listing;
  }
}
