import { listOf, objectOf, textOf } from '../json.ts';
import type { Json } from '../json.ts';
import type { MarketName } from '../markets/market.ts';
import type { RestClient } from '../rest-client.ts';

/** What buyers see of a piece. */
export interface Seen {
  readonly listingId: string;
  readonly sku: string;
  /** With two decimals. */
  readonly price: string;
}

/** How one stand-in is told what the seller or a buyer does on the site; prices are decimals as text. */
interface Hands {
  list(account: string, piece: { readonly sku?: string; readonly title: string }): readonly [string, Json];
  sell(account: string, listingId: string): readonly [string, Json];
  price(listingId: string, price: string): readonly [string, Json];
}

const HANDS: Readonly<Record<MarketName, Hands>> = {
  vinted: {
    list: (account, piece) => [`accounts/${account}/items`, piece],
    sell: (_account, listingId) => [`items/${listingId}/sell`, {}],
    price: (listingId, price) => [`items/${listingId}`, { price: Number(price) }],
  },
  ebay: {
    list: (account, piece) => [`accounts/${account}/listings`, piece],
    sell: (account, listingId) => [`accounts/${account}/orders`, { lines: [{ listing_id: listingId }] }],
    price: (listingId, price) => [`listings/${listingId}`, { price }],
  },
  etsy: {
    list: (account, piece) => [`accounts/${account}/listings`, piece],
    sell: (_account, listingId) => [`listings/${listingId}/end`, { sold: true }],
    price: (listingId, price) => [`listings/${listingId}`, { price_cents: Math.round(Number(price) * 100) }],
  },
};

/** The seller's shop on one marketplace, seen from the site: by its buyers, and by the seller without StoFlow. */
export class Shop {
  /**
   * @param name the marketplace
   * @param title as people write it
   * @param accountId its account in StoFlow
   * @param account what the stand-in calls the seller
   * @param control the stand-in's own interface
   */
  constructor(
    readonly name: MarketName,
    readonly title: string,
    readonly accountId: number,
    private readonly account: string,
    private readonly control: RestClient,
  ) {}

  /** @returns everything that buyers can buy */
  async live(): Promise<readonly Seen[]> {
    const effects = objectOf(await this.control.send('/_control/effects'));
    return listOf(effects, 'accounts').flatMap((account) =>
      listOf(account, 'live_listings').map((listing) => ({
        listingId: String(listing['listing_id'] ?? listing['item_id']),
        sku: textOf(listing, 'sku') ?? '',
        price: Number(listing['price']).toFixed(2),
      })),
    );
  }

  /**
   * @param sku a product
   * @returns where buyers see it
   */
  async of(sku: string): Promise<readonly Seen[]> {
    return (await this.live()).filter((seen) => seen.sku === sku);
  }

  /**
   * @param sku a product that is listed once
   * @returns its listing
   * @throws {Error} when buyers do not see it exactly once
   */
  async one(sku: string): Promise<Seen> {
    const seen = await this.of(sku);
    const [only] = seen;
    if (only === undefined || seen.length > 1)
      throw new Error(`${this.title} shows ${sku} ${seen.length} times.`);
    return only;
  }

  /**
   * The seller lists on the site.
   * @param piece its SKU, where the seller names one, and its title
   */
  async listByHand(piece: {
    readonly sku?: string;
    readonly title: string;
    readonly count?: number;
  }): Promise<void> {
    await this.#post(HANDS[this.name].list(this.account, piece));
  }

  /**
   * A buyer buys.
   * @param sku a piece that is listed once
   */
  async sell(sku: string): Promise<void> {
    await this.#post(HANDS[this.name].sell(this.account, (await this.one(sku)).listingId));
  }

  /**
   * The seller changes a price on the site.
   * @param sku a piece that is listed once
   * @param price the new one
   */
  async changePrice(sku: string, price: string): Promise<void> {
    const [path, body] = HANDS[this.name].price((await this.one(sku)).listingId, price);
    await this.control.send(`/_control/${path}`, { method: 'PUT', body });
  }

  /** The seller takes back what StoFlow may do. */
  async revoke(): Promise<void> {
    await this.#post([`accounts/${this.account}/revoke`, {}]);
  }

  /** @returns a refresh token, since the seller agrees anew */
  async consent(): Promise<string> {
    return (
      textOf(objectOf(await this.#post([`accounts/${this.account}/consent`, {}])), 'refresh_token') ?? ''
    );
  }

  /**
   * Makes calls fail until further notice.
   * @param calls names of operations and what they are about; none lets all pass
   */
  async fail(calls: readonly { readonly operation: string; readonly resource: string }[]): Promise<void> {
    const script = calls.map((call) => ({ ...call, fault: 'error_before' }));
    await this.control.send('/_control/faults', { method: 'PUT', body: { script } });
  }

  /**
   * @param operation name of an operation
   * @returns how often it was called
   */
  async calls(operation: string): Promise<number> {
    const calls = objectOf(objectOf(await this.control.send('/_control/effects'))['calls'])[operation];
    return typeof calls === 'number' ? calls : 0;
  }

  #post([path, body]: readonly [string, Json]): Promise<unknown> {
    return this.control.send(`/_control/${path}`, { method: 'POST', body });
  }
}
