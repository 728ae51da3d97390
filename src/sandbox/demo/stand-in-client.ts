import { isObject, listOf, numberOf, objectOf, textOf } from './json.ts';
import type { Json } from './json.ts';
import type { RestClient } from './rest-client.ts';

/** A seller's account as the stand-in opened it. */
export interface OpenedAccount {
  readonly refreshToken: string;
  /** What a connection's settings have to name: site, policies, location. */
  readonly settings: Json;
}

/** A listing that buyers can see now. */
export interface LiveListing {
  readonly listingId: string;
  readonly sku: string;
}

/** What the stand-in itself has counted. */
export interface CountedEffects {
  readonly live: readonly LiveListing[];
  readonly listedTwice: number;
  readonly orphanDrafts: number;
  /** Faults injected so far, by kind and operation. */
  readonly faults: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const SITE = 'EBAY_FR';

/** The stand-in's own interface, which no marketplace has: open accounts, arm faults, buy, count. */
export class StandInClient {
  /** @param rest a client of the stand-in */
  constructor(private readonly rest: RestClient) {}

  /**
   * @param name of the account
   * @returns what is needed to connect it
   */
  async openAccount(name: string): Promise<OpenedAccount> {
    const account = objectOf(
      await this.rest.send('/_control/accounts', { method: 'POST', body: { name, marketplaces: [SITE] } }),
    );
    const policies = objectOf(objectOf(account['marketplaces'])[SITE]);
    return {
      refreshToken: textOf(account, 'refresh_token') ?? '',
      settings: {
        marketplace_id: SITE,
        merchant_location_key: textOf(account, 'merchant_location_key'),
        fulfillment_policy_id: textOf(policies, 'fulfillment_policy_id'),
        payment_policy_id: textOf(policies, 'payment_policy_id'),
        return_policy_id: textOf(policies, 'return_policy_id'),
      },
    };
  }

  /**
   * @param options as of `PUT /_control/options`
   */
  async configure(options: Json): Promise<void> {
    await this.rest.send('/_control/options', { method: 'PUT', body: options });
  }

  /**
   * @param faults as of `PUT /_control/faults`
   */
  async arm(faults: Json): Promise<void> {
    await this.rest.send('/_control/faults', { method: 'PUT', body: faults });
  }

  /**
   * Buys all there is of a listing, as a buyer does: without telling anybody.
   * @param listingId number of the listing
   * @param quantity pieces
   */
  async buy(listingId: string, quantity: number): Promise<void> {
    const path = `/_control/listings/${encodeURIComponent(listingId)}/end`;
    await this.rest.send(path, { method: 'POST', body: { sold: true, quantity } });
  }

  /** @returns what it has counted so far */
  async effects(): Promise<CountedEffects> {
    const effects = objectOf(await this.rest.send('/_control/effects'));
    return {
      live: listOf(effects, 'accounts').flatMap((account) =>
        listOf(account, 'live_listings').map((listing) => ({
          listingId: textOf(listing, 'listing_id') ?? '',
          sku: textOf(listing, 'sku') ?? '',
        })),
      ),
      listedTwice: numberOf(effects, 'listed_twice'),
      orphanDrafts: numberOf(effects, 'orphan_drafts'),
      faults: Object.fromEntries(
        Object.entries(objectOf(effects['faults'])).map(([kind, counts]) => [kind, countsOf(counts)]),
      ),
    };
  }
}

function countsOf(value: unknown): Readonly<Record<string, number>> {
  const counts = isObject(value) ? value : {};
  return Object.fromEntries(Object.keys(counts).map((operation) => [operation, numberOf(counts, operation)]));
}
