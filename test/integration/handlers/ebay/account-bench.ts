import { SystemClock } from '../../../../src/common/clock.ts';
import { loadConfig } from '../../../../src/config/app-config.ts';
import type { AccountSnapshot } from '../../../../src/domain/snapshots.ts';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import type { StepContext } from '../../../../src/handlers/contract/contexts.ts';
import { EbayFulfillmentClient } from '../../../../src/handlers/ebay/account/ebay-fulfillment.client.ts';
import { EbayItemsClient } from '../../../../src/handlers/ebay/account/ebay-items.client.ts';
import { EbayListingSource } from '../../../../src/handlers/ebay/account/ebay-listing-source.ts';
import { EbayOrderSource } from '../../../../src/handlers/ebay/account/ebay-order-source.ts';
import { EbayConsent } from '../../../../src/handlers/ebay/ebay-consent.ts';
import { EbayAdapter } from '../../../../src/handlers/ebay/ebay.adapter.ts';
import { EbayAccountClient } from '../../../../src/handlers/ebay/ebay-account.client.ts';
import { EbayApi } from '../../../../src/handlers/ebay/ebay-api.ts';
import { EbayDeleteHandler } from '../../../../src/handlers/ebay/ebay-delete.handler.ts';
import { EbayInventoryClient } from '../../../../src/handlers/ebay/ebay-inventory.client.ts';
import { EbayMediaClient } from '../../../../src/handlers/ebay/ebay-media.client.ts';
import { EbayPublishHandler } from '../../../../src/handlers/ebay/ebay-publish.handler.ts';
import { EbayRevisionsClient } from '../../../../src/handlers/ebay/ebay-revisions.client.ts';
import { EbayTokens } from '../../../../src/handlers/ebay/ebay-tokens.ts';
import { loadEbayEnvironment } from '../../../../src/handlers/ebay/ebay.environment.ts';
import { HttpTransport } from '../../../../src/handlers/http/http-transport.ts';
import { HostResolver } from '../../../../src/products/pictures/host-resolver.ts';
import { PictureFetcher } from '../../../../src/products/pictures/picture-fetcher.ts';
import type { EbayOptions } from '../../../../src/sandbox/ebay/ebay-options.ts';
import { EbayStandIn } from '../../../../src/sandbox/ebay/ebay-stand-in.ts';
import type { OpenedSellerAccount } from '../../../../src/sandbox/ebay/open-seller-account.ts';
import { MemoryAccountTokens } from '../../../support/memory-account-tokens.ts';
import { StandInBench } from '../../../support/stand-in-bench.ts';
import { RawEbayClient, itemBody } from '../../sandbox/raw-ebay-client.ts';

const INVENTORY = '/sell/inventory/v1';

/** The stand-in, the proxy in front of it, and what reads a whole account. */
export class AccountBench extends StandInBench<OpenedSellerAccount> {
  private count = 0;

  /**
   * @param options where the stand-in differs from its defaults
   * @param now the stand-in's clock, milliseconds since the epoch
   * @returns a running bench
   */
  static async start(options: Partial<EbayOptions> = {}, now?: () => number): Promise<AccountBench> {
    const standIn = new EbayStandIn(options, now);
    const bench = new AccountBench(standIn, await standIn.start());
    await bench.proxy.start();
    return bench;
  }

  /**
   * Opens a seller, disarms all faults and makes the proxy forget what it recorded before.
   * @param details what differs from a seller with everything in order on two sites
   * @returns the seller
   */
  async seller(details: Readonly<Record<string, unknown>> = {}): Promise<AccountSeller> {
    this.count += 1;
    const body = { name: `shop${this.count}`, marketplaces: ['EBAY_FR', 'EBAY_DE'], ...details };
    const raw = await RawEbayClient.open(this.standIn.url, body);
    await this.control('DELETE', 'faults');
    this.proxy.reset();
    return new AccountSeller(this, raw);
  }
}

/** A listing as eBay knows it. */
export interface Listed {
  readonly offerId: string;
  readonly listingId: string;
}

/** One seller: `raw` acts as the seller does on eBay, everything else goes through the proxy. */
export class AccountSeller {
  account: AccountSnapshot;
  readonly tokens: MemoryAccountTokens;
  readonly listings: EbayListingSource;
  readonly orders: EbayOrderSource;
  readonly accountApi: EbayAccountClient;
  readonly adapter: EbayAdapter;
  readonly publisher: EbayPublishHandler;
  readonly deleter: EbayDeleteHandler;
  private image: string | undefined;

  constructor(
    readonly bench: AccountBench,
    readonly raw: RawEbayClient,
  ) {
    const { opened } = raw;
    this.account = {
      id: 5,
      marketplace: 'ebay',
      externalId: opened.account,
      status: 'connected',
      settings: {
        marketplace_id: 'EBAY_FR',
        merchant_location_key: opened.merchant_location_key,
        ...opened.marketplaces['EBAY_FR'],
      },
    };
    this.tokens = new MemoryAccountTokens(opened.refresh_token);
    const environment = loadEbayEnvironment({
      NODE_ENV: 'test',
      EBAY_API_URL: bench.proxy.url,
      EBAY_MEDIA_URL: bench.proxy.url,
      EBAY_AUTH_URL: bench.proxy.url,
      EBAY_SITE_URL: bench.standIn.url,
      EBAY_CLIENT_ID: opened.client_id,
      EBAY_CLIENT_SECRET: opened.client_secret,
    });
    const transport = new HttpTransport();
    const clock = new SystemClock();
    const api = new EbayApi(transport, new EbayTokens(this.tokens, transport, environment, clock), clock);
    const inventory = new EbayInventoryClient(api, environment);
    this.listings = new EbayListingSource(new EbayItemsClient(api, environment), inventory, environment);
    this.orders = new EbayOrderSource(new EbayFulfillmentClient(api, environment));
    this.accountApi = new EbayAccountClient(api, environment);
    this.adapter = new EbayAdapter(this.accountApi, new EbayConsent(environment, transport, clock));
    const config = loadConfig({ NODE_ENV: 'test', PICTURE_ORIGINS: bench.standIn.url });
    this.publisher = new EbayPublishHandler(
      inventory,
      new EbayRevisionsClient(api, environment),
      new EbayMediaClient(api, environment),
      new PictureFetcher(new HostResolver(), config),
      environment,
    );
    this.deleter = new EbayDeleteHandler(inventory);
  }

  /**
   * @param actionCode what is to be done
   * @returns the job as a step sees it, all but what earlier steps have left
   */
  context(actionCode = 'sync'): StepContext {
    return {
      tenant: tenantRef(1),
      job: { id: 1, marketplace: 'ebay', actionCode, input: {} },
      product: null,
      account: this.account,
      listing: null,
      superseded: [],
      results: {},
      signal: AbortSignal.timeout(10_000),
      log: { info: () => undefined, warn: () => undefined },
    };
  }

  /**
   * Writes an item, without any offer.
   * @param sku eBay's SKU
   * @param product what differs in its product
   */
  async item(sku: string, product: Readonly<Record<string, unknown>> = {}): Promise<void> {
    this.image ??= String((await this.raw.uploadPicture()).json['imageUrl']);
    const body = {
      ...itemBody(this.image, { title: `Robe ${sku}`, ...product }),
      availability: { shipToLocationAvailability: { quantity: 9 } },
    };
    await expectStatus(this.raw.call('PUT', `${INVENTORY}/inventory_item/${sku}`, body), 201);
  }

  /**
   * Offers an item.
   * @param sku eBay's SKU
   * @param changes what differs in the offer
   * @param site where
   * @returns the offer's id
   */
  async offer(
    sku: string,
    changes: Readonly<Record<string, unknown>> = {},
    site = 'EBAY_FR',
  ): Promise<string> {
    const body = { ...this.raw.offerBody(sku, site), ...changes };
    const answer = await expectStatus(this.raw.call('POST', `${INVENTORY}/offer`, body), 201);
    return String(answer['offerId']);
  }

  /**
   * Lists an item that was written before.
   * @param sku eBay's SKU
   * @param changes what differs in the offer
   * @param site where
   * @returns the listing
   */
  async publish(
    sku: string,
    changes: Readonly<Record<string, unknown>> = {},
    site = 'EBAY_FR',
  ): Promise<Listed> {
    const offerId = await this.offer(sku, changes, site);
    const answer = await expectStatus(this.raw.publish(offerId), 200);
    return { offerId, listingId: String(answer['listingId']) };
  }

  /**
   * Writes and lists items.
   * @param skus eBay's SKUs
   * @returns the listings
   */
  async list(...skus: readonly string[]): Promise<readonly Listed[]> {
    const listed: Listed[] = [];
    for (const sku of skus) {
      await this.item(sku);
      listed.push(await this.publish(sku));
    }
    return listed;
  }

  /**
   * Lets a buyer buy.
   * @param lines what
   * @param more what else there is to say of the order
   * @returns the order's id
   */
  async buy(
    lines: readonly { readonly listing_id: string; readonly quantity?: number }[],
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const path = `accounts/${this.account.externalId}/orders`;
    const answer = await this.bench.control('POST', path, { lines, ...more });
    return (answer as { readonly order_id: string }).order_id;
  }

  /** Removes an item, and whatever is listed of it. */
  async remove(sku: string): Promise<void> {
    await expectStatus(this.raw.call('DELETE', `${INVENTORY}/inventory_item/${sku}`), 204);
  }
}

async function expectStatus(
  pending: ReturnType<RawEbayClient['call']>,
  status: number,
): Promise<Record<string, unknown>> {
  const answer = await pending;
  if (answer.status !== status) throw new Error(`eBay said ${answer.status}: ${answer.text}`);
  return answer.json;
}

/**
 * @param count how many
 * @param name their beginning
 * @returns SKUs that sort as they were made
 */
export function skus(count: number, name = 'ITEM'): readonly string[] {
  return Array.from({ length: count }, (_unused, index) => `${name}${String(index).padStart(3, '0')}`);
}
