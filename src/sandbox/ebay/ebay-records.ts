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
  status: 'ACTIVE' | 'OUT_OF_STOCK' | 'INACTIVE' | 'ENDED' | 'EBAY_ENDED';
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

/** What a buyer has bought. */
export interface StoredOrder {
  readonly orderId: string;
  /** Milliseconds since the epoch, as all its times. */
  readonly createdAt: number;
  /** When the list of orders begins to show it. */
  readonly visibleAt: number;
  modifiedAt: number;
  isPaid: boolean;
  cancelledAt: number | undefined;
  readonly lines: readonly StoredOrderLine[];
}

/** Pieces of one listing in an order, as they were when they were bought. */
export interface StoredOrderLine {
  readonly lineItemId: string;
  readonly listingId: string;
  readonly sku: string;
  readonly marketplaceId: string;
  readonly title: string;
  readonly quantity: number;
  /** Of one piece. */
  readonly priceCents: number;
  readonly currency: string;
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
