import type { ListingStatus } from './vocabulary.ts';

/**
 * What a marketplace shows of a listing, field by field, in one spelling: what publishing and updating wrote and what
 * a sync reads are compared as texts. Fields a marketplace does not show are absent.
 */
export type ShownFields = Readonly<Partial<Record<'title' | 'description' | 'price' | 'quantity', string>>>;

/** A listing as a marketplace shows it in the list of all listings of an account. */
export interface FoundListing {
  /** The marketplace's ids, under the names that publishing stores them by. */
  readonly externalIds: Readonly<Record<string, string>>;
  readonly status: Exclude<ListingStatus, 'unknown'>;
  /** The SKU the seller gave it, as StoFlow writes it, where the marketplace shows one. */
  readonly sku?: string;
  readonly title: string;
  readonly description?: string;
  /** Decimal with two places. */
  readonly price?: string;
  /** ISO 4217. */
  readonly currency?: string;
  /** Pieces that can still be bought. */
  readonly quantity?: number;
  readonly url?: string;
  /** Addresses of its pictures, in order. */
  readonly pictures?: readonly string[];
  /** What else is known, in StoFlow's words, for a product that is made of it (`brand`, `size`, `colour`, …). */
  readonly details?: Readonly<Partial<Record<ProductDetail, string>>>;
  /** For finding what was changed on the marketplace. */
  readonly shown: ShownFields;
}

/** Columns of a product that an imported listing may fill. */
export type ProductDetail = 'brand' | 'category' | 'size' | 'colour' | 'material' | 'condition' | 'gender';

/** One line of an order: so many pieces of one listing. */
export interface FoundOrderLine {
  /** Tells the lines of one order apart. */
  readonly externalId: string;
  /** Ids that lead to the listing, under the names that publishing stores them by. */
  readonly listingIds: Readonly<Record<string, string>>;
  readonly sku?: string;
  readonly title?: string;
  readonly quantity: number;
  /** Price of one piece, decimal with two places. */
  readonly price?: string;
  /** ISO 4217. */
  readonly currency?: string;
}

/** A sale as a marketplace tells of it. Never anything about the buyer. */
export interface FoundOrder {
  /** The marketplace's id of the order. */
  readonly externalId: string;
  /** `open` while it may still be called off before payment, where a marketplace shows such orders. */
  readonly state: 'open' | 'paid' | 'cancelled';
  /** ISO 8601. */
  readonly soldAt: string;
  readonly lines: readonly FoundOrderLine[];
}
