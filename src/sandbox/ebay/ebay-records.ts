/** A JSON object as it was sent. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An inventory item, stored as sent. */
export interface StoredItem {
  readonly sku: string;
  /** eBay's spelling with an underscore: `fr_FR`. */
  readonly locale: string;
  readonly body: JsonObject;
}

/** A listing that buyers see, or saw. */
export interface StoredListing {
  readonly listingId: string;
  readonly offerId: string;
  readonly sku: string;
  readonly marketplaceId: string;
  status: 'ACTIVE' | 'ENDED';
  soldQuantity: number;
}

/** An offer, with the listing it is published as, if any. */
export interface StoredOffer {
  readonly offerId: string;
  readonly sku: string;
  readonly marketplaceId: string;
  readonly format: string;
  details: JsonObject;
  /** When the search by SKU begins to show it, milliseconds since the epoch. */
  readonly visibleAt: number;
  everPublished: boolean;
  listing: StoredListing | undefined;
}

/** A picture in eBay's picture service. */
export interface StoredImage {
  readonly imageId: string;
  readonly url: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The three business policies of one marketplace. */
export interface MarketplacePolicies {
  readonly fulfillment: string;
  readonly payment: string;
  readonly return: string;
}
