import type { FoundListing, FoundOrder } from '../../../../../src/domain/found.ts';
import { tenantRef } from '../../../../../src/domain/tenant-ref.ts';
import type { BaseJobHandler } from '../../../../../src/handlers/contract/base-job-handler.ts';
import type { PlanContext, StepContext } from '../../../../../src/handlers/contract/contexts.ts';
import { EtsyListingSource } from '../../../../../src/handlers/etsy/account/etsy-listing-source.ts';
import { EtsyListsClient } from '../../../../../src/handlers/etsy/account/etsy-lists.client.ts';
import { EtsyOrderSource } from '../../../../../src/handlers/etsy/account/etsy-order-source.ts';
import { EtsyCheckConnectionHandler } from '../../../../../src/handlers/etsy/etsy-check-connection.handler.ts';
import { EtsyImportHandler } from '../../../../../src/handlers/etsy/etsy-import.handler.ts';
import { EtsyListingsClient } from '../../../../../src/handlers/etsy/etsy-listings.client.ts';
import { EtsyShopClient } from '../../../../../src/handlers/etsy/etsy-shop.client.ts';
import { EtsySyncOrdersHandler } from '../../../../../src/handlers/etsy/etsy-sync-orders.handler.ts';
import { EtsySyncHandler } from '../../../../../src/handlers/etsy/etsy-sync.handler.ts';
import type { SamePictures } from '../../../../../src/handlers/inventory/same-pictures.ts';
import type { KnownListing, ListingRecords } from '../../../../../src/listings/known-listings.ts';
import { StepDriver } from '../../../../support/step-driver.ts';
import type { DriverOptions } from '../../../../support/step-driver.ts';
import type { BenchShop, EtsyBench } from '../etsy-bench.ts';

/** The moment at which every look begins; listings that StoFlow knows are older. */
export const LOOK_AT = new Date(Date.UTC(2026, 10, 24));

type AccountAction = 'sync' | 'sync_orders' | 'import' | 'check_connection';

/** One shop, and what works on the whole of it. */
export class ShopDesk {
  /** What StoFlow knows of the account's listings. */
  known: readonly KnownListing[] = [];
  /** Until when orders have been read. */
  ordersReadUntil: string | undefined;
  /** Done before a page of a job is read, with its number; the database's clock is asked then. */
  beforePage: (page: number) => Promise<void> = () => Promise.resolve();
  readonly source: EtsyListingSource;
  readonly orders: EtsyOrderSource;
  private readonly records: ListingRecords = {
    open: () => Promise.resolve(this.known),
    all: () => Promise.resolve(this.known),
    now: async () => {
      await this.beforePage((this.pages += 1));
      return LOOK_AT;
    },
  };
  private pages = 0;

  constructor(
    readonly bench: EtsyBench,
    readonly shop: BenchShop,
  ) {
    const lists = new EtsyListsClient(shop.api);
    this.source = new EtsyListingSource(lists, new EtsyListingsClient(shop.api), shop.environment);
    this.orders = new EtsyOrderSource(lists);
  }

  /** A shop of its own on the bench. */
  static async open(bench: EtsyBench, shop: Readonly<Record<string, unknown>> = {}): Promise<ShopDesk> {
    return new ShopDesk(bench, await bench.seller({}, shop));
  }

  get account(): string {
    return this.shop.opened.account;
  }

  /** Puts listings into the shop by hand; their ids, the oldest first. */
  async list(body: Readonly<Record<string, unknown>>): Promise<readonly number[]> {
    const made = await this.bench.control('POST', `accounts/${this.account}/listings`, body);
    return (made as { readonly listing_ids: readonly number[] }).listing_ids;
  }

  /** Sells listings together; the number of the sale. */
  async sell(listingIds: readonly number[], paid = true): Promise<number> {
    const body = { paid, listings: listingIds.map((listing_id) => ({ listing_id })) };
    const made = await this.bench.control('POST', `accounts/${this.account}/receipts`, body);
    return (made as { readonly receipt_id: number }).receipt_id;
  }

  /** Takes listings off sale, or puts them into another state, on Etsy's side. */
  async move(listingIds: readonly number[], state: string): Promise<void> {
    for (const id of listingIds) await this.bench.control('PUT', `listings/${id}`, { state });
  }

  async fault(...script: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    await this.bench.control('PUT', 'faults', { script });
  }

  /** What is known of a listing, as if StoFlow had published it. */
  knows(listingId: number, change: Partial<KnownListing> = {}): KnownListing {
    return {
      id: listingId,
      productId: listingId,
      status: 'live',
      externalIds: { listing_id: String(listingId), shop_id: String(this.shop.opened.shop_id) },
      shown: {},
      quantity: 1,
      sku: `SKU${listingId}`,
      changedAtMs: LOOK_AT.getTime() - 60_000,
      busy: false,
      ...change,
    };
  }

  plan(actionCode: AccountAction): PlanContext {
    const { ordersReadUntil } = this;
    return {
      tenant: tenantRef(1),
      job: { id: 1, marketplace: 'etsy', actionCode, input: {} },
      product: null,
      account: { ...this.shop.account, ...(ordersReadUntil === undefined ? {} : { ordersReadUntil }) },
      listing: null,
      superseded: [],
    };
  }

  context(): StepContext {
    return {
      ...this.plan('sync'),
      results: {},
      signal: AbortSignal.timeout(20_000),
      log: { info: () => undefined, warn: () => undefined },
    };
  }

  handler(actionCode: AccountAction): BaseJobHandler {
    const pictures: Pick<SamePictures, 'of'> = { of: () => Promise.resolve([]) };
    switch (actionCode) {
      case 'sync':
        return new EtsySyncHandler(this.source, this.records);
      case 'sync_orders':
        return new EtsySyncOrdersHandler(this.orders, this.records);
      case 'import':
        return new EtsyImportHandler(this.source, this.records, pictures as SamePictures);
      case 'check_connection':
        return new EtsyCheckConnectionHandler(new EtsyShopClient(this.shop.api));
    }
  }

  job(actionCode: AccountAction, options: DriverOptions = {}): StepDriver {
    return new StepDriver(this.handler(actionCode), () => this.plan(actionCode), options);
  }

  /**
   * Reads all pages of the listings.
   * @param between done after a page, with its number from 1, before the next is read
   */
  async sweep(between: (page: number) => Promise<void> = () => Promise.resolve()): Promise<{
    readonly pages: readonly (readonly FoundListing[])[];
    /** Each listing as its last page showed it. */
    readonly found: ReadonlyMap<string, FoundListing>;
  }> {
    const pages: (readonly FoundListing[])[] = [];
    const found = new Map<string, FoundListing>();
    for (let cursor: string | null = null; ;) {
      const { listings, next } = await this.source.page(this.context(), cursor);
      pages.push(listings);
      for (const listing of listings) found.set(listing.externalIds['listing_id'] ?? '', listing);
      if (next === null) return { pages, found };
      await between(pages.length);
      cursor = next;
    }
  }

  /** Reads all pages of the orders that changed since a moment. */
  async readOrders(
    since: Date,
    between: (page: number) => Promise<void> = () => Promise.resolve(),
  ): Promise<readonly (readonly FoundOrder[])[]> {
    const pages: (readonly FoundOrder[])[] = [];
    for (let cursor: string | null = null; ;) {
      const { orders, next } = await this.orders.page(this.context(), since, cursor);
      pages.push(orders);
      if (next === null) return pages;
      await between(pages.length);
      cursor = next;
    }
  }
}
