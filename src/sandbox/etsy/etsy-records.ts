/** States that a listing shows to the API. */
export const LISTING_STATES = ['active', 'inactive', 'sold_out', 'draft', 'expired'] as const;

/** One of the states of a listing. */
export type ListingState = (typeof LISTING_STATES)[number];

/** A price and a number of pieces. */
export interface StoredOffering {
  readonly offeringId: number;
  /** Hundredths of the shop's currency. */
  priceCents: number;
  quantity: number;
  readonly isEnabled: boolean;
  readonly readinessStateId: number | null;
}

/** A property with its values, of a listing or of one of its products. */
export interface StoredProperty {
  readonly propertyId: number;
  readonly propertyName: string | null;
  readonly scaleId: number | null;
  readonly valueIds: readonly number[];
  readonly values: readonly string[];
}

/** One product of a listing's inventory. */
export interface StoredProduct {
  readonly productId: number;
  readonly sku: string;
  readonly offerings: readonly StoredOffering[];
  readonly propertyValues: readonly StoredProperty[];
}

/** What a listing can be bought as; replaced as a whole. */
export interface StoredInventory {
  readonly products: readonly StoredProduct[];
  readonly priceOnProperty: readonly number[];
  readonly quantityOnProperty: readonly number[];
  readonly skuOnProperty: readonly number[];
  readonly readinessStateOnProperty: readonly number[];
}

/** A picture of a shop; it belongs to a listing while that names it. */
export interface StoredImage {
  readonly imageId: number;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly altText: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
}

/** A listing in any state. */
export interface StoredListing {
  readonly listingId: number;
  state: ListingState;
  /** Why the listing can change its state no more: being edited by Etsy, or frozen by it. */
  hold: 'edit' | 'frozen' | undefined;
  /** Fields as they were sent last, under their names in the contract. */
  details: Readonly<Record<string, unknown>>;
  inventory: StoredInventory;
  readonly properties: Map<number, StoredProperty>;
  /** Pictures in their order; rank 1 is the first. */
  imageIds: readonly number[];
  /** When lists begin to show it, milliseconds since the epoch. */
  readonly visibleAt: number;
  /** Seconds since the epoch, like the other times below. */
  readonly createdAt: number;
  updatedAt: number;
  stateAt: number;
  endsAt: number;
  /** How often a listing fee was charged. */
  fees: number;
}

/** What became of a sale: the buyer or the seller called it off, or money was given back. */
export type ReceiptEnd = 'canceled' | 'fully refunded' | 'partially refunded';

/** One thing of a sale. */
export interface StoredTransaction {
  readonly transactionId: number;
  readonly listingId: number;
  readonly productId: number;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly priceCents: number;
}

/** A sale: what one buyer bought at once. */
export interface StoredReceipt {
  readonly receiptId: number;
  readonly transactions: readonly StoredTransaction[];
  isPaid: boolean;
  end: ReceiptEnd | undefined;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  updatedAt: number;
}
