import { SystemClock } from '../../../../src/common/clock.ts';
import { loadConfig } from '../../../../src/config/app-config.ts';
import type { AccountSnapshot, ListingSnapshot, ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import type { PlanContext } from '../../../../src/handlers/contract/contexts.ts';
import { EbayAccountClient } from '../../../../src/handlers/ebay/ebay-account.client.ts';
import { EbayApi } from '../../../../src/handlers/ebay/ebay-api.ts';
import { EbayDeleteHandler } from '../../../../src/handlers/ebay/ebay-delete.handler.ts';
import { EbayInventoryClient } from '../../../../src/handlers/ebay/ebay-inventory.client.ts';
import { EbayMediaClient } from '../../../../src/handlers/ebay/ebay-media.client.ts';
import { EbayPublishHandler } from '../../../../src/handlers/ebay/ebay-publish.handler.ts';
import { EbayRelistHandler } from '../../../../src/handlers/ebay/ebay-relist.handler.ts';
import { EbayRevisionsClient } from '../../../../src/handlers/ebay/ebay-revisions.client.ts';
import { EbayTokens } from '../../../../src/handlers/ebay/ebay-tokens.ts';
import { EbayUpdateHandler } from '../../../../src/handlers/ebay/ebay-update.handler.ts';
import { EbayConsent } from '../../../../src/handlers/ebay/ebay-consent.ts';
import { EbayAdapter } from '../../../../src/handlers/ebay/ebay.adapter.ts';
import { loadEbayEnvironment } from '../../../../src/handlers/ebay/ebay.environment.ts';
import { HttpTransport } from '../../../../src/handlers/http/http-transport.ts';
import type { JsonRecord } from '../../../../src/handlers/http/json-shape.ts';
import { HostResolver } from '../../../../src/products/pictures/host-resolver.ts';
import { PictureFetcher } from '../../../../src/products/pictures/picture-fetcher.ts';
import type { EbayOptions } from '../../../../src/sandbox/ebay/ebay-options.ts';
import { EbayStandIn } from '../../../../src/sandbox/ebay/ebay-stand-in.ts';
import type { OpenedSellerAccount } from '../../../../src/sandbox/ebay/open-seller-account.ts';
import { MemoryAccountTokens } from '../../../support/memory-account-tokens.ts';
import { StandInBench } from '../../../support/stand-in-bench.ts';
import { StepDriver } from '../../../support/step-driver.ts';
import type { DriverOptions } from '../../../support/step-driver.ts';
import { PRODUCT } from './coat.ts';

/** What the stand-in counted of one seller. */
export interface SellerEffects {
  readonly live_listings: readonly {
    readonly listing_id: string;
    readonly sku: string;
    readonly title: string;
  }[];
  readonly listed_twice: number;
  readonly orphan_drafts: number;
  readonly offers: number;
  readonly items: number;
  readonly withdrawn_offers: number;
  readonly ended_listings: number;
  readonly calls: Readonly<Record<string, number>>;
}

/** The stand-in, the proxy in front of it and the handler's real parts, wired by hand. */
export class EbayBench extends StandInBench<OpenedSellerAccount> {
  /**
   * @param options where the stand-in differs from its defaults
   * @param now the stand-in's clock, milliseconds since the epoch
   * @returns a running bench
   */
  static async start(options: Partial<EbayOptions> = {}, now?: () => number): Promise<EbayBench> {
    const standIn = new EbayStandIn(options, now);
    const bench = new EbayBench(standIn, await standIn.start());
    await bench.proxy.start();
    return bench;
  }

  /**
   * Opens a seller with a product of their own. The proxy forgets what it recorded before.
   * @param change what differs from a product that fits
   * @returns the job and what drives it
   */
  async seller(change: Partial<ProductSnapshot> = {}): Promise<BenchSeller> {
    return new BenchSeller(this, await this.open(), change);
  }
}

/** One seller with one product. */
export class BenchSeller {
  product: ProductSnapshot;
  account: AccountSnapshot;
  listing: ListingSnapshot | null = null;
  readonly tokens: MemoryAccountTokens;
  readonly handler: EbayPublishHandler;
  readonly deleter: EbayDeleteHandler;
  readonly updater: EbayUpdateHandler;
  readonly relister: EbayRelistHandler;
  readonly inventory: EbayInventoryClient;
  readonly revisions: EbayRevisionsClient;
  readonly adapter: EbayAdapter;
  private readonly api: EbayApi;

  constructor(
    private readonly bench: EbayBench,
    private readonly opened: OpenedSellerAccount,
    change: Partial<ProductSnapshot>,
  ) {
    const origin = bench.standIn.url;
    this.product = {
      ...PRODUCT,
      pictures: [1, 2].map((n) => ({ url: `${origin}/pictures/COAT1-${n}.png` })),
      ...change,
    };
    const { currency: _currency, ...policies } = opened.marketplaces['EBAY_FR'] ?? {};
    this.account = {
      id: 5,
      marketplace: 'ebay',
      externalId: opened.account,
      status: 'connected',
      settings: {
        marketplace_id: 'EBAY_FR',
        merchant_location_key: opened.merchant_location_key,
        ...policies,
      },
    };
    this.tokens = new MemoryAccountTokens(opened.refresh_token);
    const environment = loadEbayEnvironment({
      NODE_ENV: 'test',
      EBAY_API_URL: bench.proxy.url,
      EBAY_MEDIA_URL: bench.proxy.url,
      EBAY_AUTH_URL: bench.proxy.url,
      EBAY_SITE_URL: origin,
      EBAY_CLIENT_ID: opened.client_id,
      EBAY_CLIENT_SECRET: opened.client_secret,
    });
    const transport = new HttpTransport();
    const clock = new SystemClock();
    const tokens = new EbayTokens(this.tokens, transport, environment, clock);
    const api = new EbayApi(transport, tokens, clock);
    this.api = api;
    this.inventory = new EbayInventoryClient(api, environment);
    const config = loadConfig({ NODE_ENV: 'test', PICTURE_ORIGINS: origin });
    this.revisions = new EbayRevisionsClient(api, environment);
    const parts = [
      this.inventory,
      this.revisions,
      new EbayMediaClient(api, environment),
      new PictureFetcher(new HostResolver(), config),
      environment,
    ] as const;
    this.handler = new EbayPublishHandler(...parts);
    this.updater = new EbayUpdateHandler(...parts);
    this.relister = new EbayRelistHandler(...parts);
    this.deleter = new EbayDeleteHandler(this.inventory);
    const consent = new EbayConsent(environment, transport, clock);
    this.adapter = new EbayAdapter(new EbayAccountClient(api, environment), consent);
  }

  /**
   * @param actionCode what is to be done
   * @param input parameters of the job
   * @returns the job as a handler sees it
   */
  context(actionCode = 'publish', input: Readonly<Record<string, unknown>> = {}): PlanContext {
    return {
      tenant: tenantRef(1),
      job: { id: 1, marketplace: 'ebay', actionCode, input },
      product: this.product,
      account: this.account,
      listing: this.listing,
      superseded: [],
    };
  }

  /**
   * @param options how it is driven
   * @returns a driver for one publication
   */
  job(options: DriverOptions = {}): StepDriver {
    return new StepDriver(this.handler, () => this.context(), options);
  }

  /**
   * @param options how it is driven
   * @returns a driver for one deletion
   */
  deletion(options: DriverOptions = {}): StepDriver {
    return new StepDriver(this.deleter, () => this.context('delete'), options);
  }

  /**
   * @param options how it is driven
   * @param input parameters of the job
   * @returns a driver for one update
   */
  update(options: DriverOptions = {}, input: Readonly<Record<string, unknown>> = {}): StepDriver {
    return new StepDriver(this.updater, () => this.context('update', input), options);
  }

  /**
   * @param options how it is driven
   * @returns a driver for one relisting
   */
  relisting(options: DriverOptions = {}): StepDriver {
    return new StepDriver(this.relister, () => this.context('relist'), options);
  }

  /**
   * Publishes the product, so that there is something to delete. The proxy forgets the calls of it.
   * @returns the ids of the live listing
   */
  async publish(): Promise<Readonly<Record<string, string>>> {
    const job = this.job();
    const { status } = await job.run();
    if (status !== 'completed' || job.listing?.status !== 'live') throw new Error('it was not published');
    this.listing = job.listing;
    this.bench.proxy.reset();
    return job.listing.externalIds;
  }

  /**
   * Does something on eBay as the seller, behind StoFlow's back.
   * @param method HTTP method
   * @param path below the Inventory API
   * @param body JSON of a POST or a PUT
   */
  async onEbay(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown = {}): Promise<void> {
    const caller = {
      tenant: tenantRef(1),
      account: this.account,
      signal: AbortSignal.timeout(5_000),
    };
    await this.api.call(caller, {
      method,
      url: `${this.bench.standIn.url}/sell/inventory/v1/${path}`,
      effect: 'once',
      limit: 'application',
      ...(method === 'DELETE' ? {} : { json: body, headers: { 'content-language': 'fr-FR' } }),
    });
  }

  /** @returns the item and the offer of the listing, as eBay holds them; the proxy does not see this look */
  async held(): Promise<{ readonly item: JsonRecord; readonly offer: JsonRecord }> {
    const { ebay_sku, offer_id } = this.listing?.externalIds ?? {};
    const read = async (path: string): Promise<JsonRecord> => {
      const { body } = await this.api.call(
        { tenant: tenantRef(1), account: this.account, signal: AbortSignal.timeout(5_000) },
        {
          method: 'GET',
          url: `${this.bench.standIn.url}/sell/inventory/v1/${path}`,
          effect: 'none',
          limit: 'application',
        },
      );
      return body;
    };
    return { item: await read(`inventory_item/${ebay_sku}`), offer: await read(`offer/${offer_id}`) };
  }

  /** @returns what the stand-in counted of this seller */
  effects(): Promise<SellerEffects> {
    return this.bench.effectsOf(this.opened.account);
  }
}
