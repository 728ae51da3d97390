import type { FaultKind } from '../../faults/fault.ts';
import { isObject, listOf, numberOf, objectOf, textOf } from '../json.ts';
import type { Json } from '../json.ts';
import type { RestClient } from '../rest-client.ts';

/** The marketplaces of the demo, as the catalogue names them. */
export const MARKET_NAMES = ['vinted', 'ebay', 'etsy'] as const;
/** One of {@link MARKET_NAMES}. */
export type MarketName = (typeof MARKET_NAMES)[number];

/** One fault that strikes in every run, at the n-th call of an operation. */
export interface ScriptedFault {
  readonly operation: string;
  readonly fault: FaultKind;
  readonly nth: number;
}

/** A seller's account as a stand-in opened it. */
export interface OpenedShop {
  /** What the marketplace calls the seller. */
  readonly externalId: string;
  /** Absent where the seller's browser acts. */
  readonly refreshToken?: string;
  /** What a connection's settings have to name. */
  readonly settings: Json;
  /** The browser's session there, where the browser acts. */
  readonly cookie?: string;
}

/** A listing that buyers can see now. */
export interface LiveListing {
  readonly listingId: string;
  readonly sku: string;
}

/** What a stand-in itself has counted. */
export interface CountedEffects {
  readonly live: readonly LiveListing[];
  readonly listedTwice: number;
  readonly orphanDrafts: number;
  /** Faults injected so far, by kind and operation. */
  readonly faults: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** How one marketplace of the demo is. */
export interface MarketSpec {
  readonly name: MarketName;
  /** As people write it. */
  readonly title: string;
  /** Its ordinary manners: body of `PUT /_control/options`. */
  readonly temper: Json;
  /** What must happen in every run, however few the products. */
  readonly scripted: readonly ScriptedFault[];
  /** Probabilities of faults per call. */
  readonly rates: Readonly<Partial<Record<FaultKind, number>>>;
  /** Operations that must not be repeated blindly. */
  readonly once: readonly string[];
  /** The step that makes a listing visible to buyers. */
  readonly publishStep: string;
  /**
   * Opens an account.
   * @param control the stand-in's own interface
   * @param seller name of the seller there
   * @returns what is needed to connect it
   */
  open(control: RestClient, seller: string): Promise<OpenedShop>;
}

/** A stand-in's own interface, which no marketplace has: open accounts, arm faults, buy, count. */
export class Market {
  /**
   * @param spec how the marketplace is
   * @param rest a client of its stand-in
   */
  constructor(
    readonly spec: MarketSpec,
    private readonly rest: RestClient,
  ) {}

  /**
   * @param seller name of the seller there
   * @returns what is needed to connect the account
   */
  open(seller: string): Promise<OpenedShop> {
    return this.spec.open(this.rest, seller);
  }

  /** Gives it its ordinary manners. */
  async settle(): Promise<void> {
    await this.rest.send('/_control/options', { method: 'PUT', body: this.spec.temper });
  }

  /**
   * Makes it fail, by script and by luck.
   * @param seed equal seeds strike the same calls
   */
  async arm(seed: string): Promise<void> {
    const { scripted, rates, name } = this.spec;
    const body = { script: scripted, plan: { seed: `${seed}/${name}`, rates, max_consecutive: 1 } };
    await this.rest.send('/_control/faults', { method: 'PUT', body });
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
          listingId: String(listing['listing_id'] ?? listing['item_id']),
          sku: textOf(listing, 'sku') ?? '',
        })),
      ),
      listedTwice: numberOf(effects, 'listed_twice'),
      orphanDrafts: numberOf(effects, 'orphan_drafts' in effects ? 'orphan_drafts' : 'drafts'),
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
