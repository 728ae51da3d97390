import { OperationCounter } from '../control/operation-counter.ts';
import type {
  JsonObject,
  MarketplacePolicies,
  StoredImage,
  StoredItem,
  StoredListing,
  StoredOffer,
  StoredOrder,
} from './ebay-records.ts';

/** What a seller account starts with. */
export interface SellerAccountSetup {
  readonly name: string;
  readonly refreshToken: string;
  readonly scopes: readonly string[];
  readonly optedIn: boolean;
  readonly registrationCompleted: boolean;
  readonly sellingLimit:
    { readonly quantity: number; readonly amount: string; readonly currency: string } | undefined;
  /** Business policy ids by marketplace. */
  readonly policies: Readonly<Record<string, MarketplacePolicies>>;
}

/** Everything one seller has on eBay; nothing of it is visible to another seller. */
export class SellerAccount {
  readonly setup: SellerAccountSetup;
  readonly items = new Map<string, StoredItem>();
  readonly offers = new Map<string, StoredOffer>();
  readonly listings = new Map<string, StoredListing>();
  readonly orders = new Map<string, StoredOrder>();
  readonly images = new Map<string, StoredImage>();
  readonly locations = new Map<string, JsonObject>();
  readonly calls = new OperationCounter();
  /** When the last picture uploads were made, milliseconds since the epoch. */
  readonly uploads: number[] = [];
  /** Whether the seller has withdrawn the consent. */
  revoked = false;

  /** @param setup identity, policies and standing */
  constructor(setup: SellerAccountSetup) {
    this.setup = setup;
  }

  /** @returns listings that buyers can see */
  liveListings(): readonly StoredListing[] {
    return [...this.listings.values()].filter((listing) => listing.status === 'ACTIVE');
  }

  /**
   * @param sku the seller's key
   * @returns every offer of it, oldest first
   */
  offersOf(sku: string): readonly StoredOffer[] {
    return [...this.offers.values()].filter((offer) => offer.sku === sku);
  }
}
