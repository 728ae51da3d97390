/** Body of `PUT inventory_item/{sku}` as far as StoFlow fills it (Inventory API 1.18.5, InventoryItem). */
export interface InventoryItemBody {
  readonly availability: { readonly shipToLocationAvailability: { readonly quantity: number } };
  readonly condition: string;
  readonly conditionDescription?: string;
  readonly product: {
    readonly title: string;
    readonly description: string;
    readonly aspects: Readonly<Record<string, readonly string[]>>;
    readonly brand?: string;
    readonly ean: readonly string[];
    readonly imageUrls: readonly string[];
  };
}

/** Body of `PUT offer/{offerId}`: everything of an offer that may change (EbayOfferDetailsWithId). */
export interface OfferBody {
  readonly availableQuantity: number;
  readonly categoryId: string;
  readonly includeCatalogProductDetails: false;
  readonly listingDuration: 'GTC';
  readonly listingPolicies: {
    readonly fulfillmentPolicyId: string;
    readonly paymentPolicyId: string;
    readonly returnPolicyId: string;
  };
  readonly merchantLocationKey: string;
  readonly pricingSummary: { readonly price: { readonly value: string; readonly currency: string } };
}

/** Body of `POST offer`: an offer with its key, which never changes (EbayOfferDetailsWithKeys). */
export interface NewOfferBody extends OfferBody {
  readonly sku: string;
  readonly marketplaceId: string;
  readonly format: 'FIXED_PRICE';
}
