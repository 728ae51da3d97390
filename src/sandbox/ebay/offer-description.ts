import type { JsonObject, StoredOffer } from './ebay-records.ts';

/**
 * Shows an offer as `GET offer` does; `listing` is absent while it is unpublished.
 *
 * @param offer the offer
 * @returns the answer's object
 */
export function describeOffer(offer: StoredOffer): JsonObject {
  return {
    hideBuyerDetails: false,
    includeCatalogProductDetails: true,
    listingDuration: 'GTC',
    listingPolicies: {},
    pricingSummary: {},
    ...offer.details,
    offerId: offer.offerId,
    sku: offer.sku,
    marketplaceId: offer.marketplaceId,
    format: offer.format,
    status: offer.listing === undefined ? 'UNPUBLISHED' : 'PUBLISHED',
    ...(offer.listing === undefined
      ? {}
      : {
          listing: {
            listingId: offer.listing.listingId,
            listingStatus: offer.listing.status,
            soldQuantity: offer.listing.soldQuantity,
            listingOnHold: false,
          },
        }),
  };
}
