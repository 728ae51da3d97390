import type { StoredListing, StoredOffer } from './ebay-records.ts';
import type { EbayWorld } from './ebay-world.ts';
import type { SellerAccount } from './seller-account.ts';

/**
 * Puts an offer before the buyers; each time it gets a new number.
 *
 * @param world gives the number
 * @param account the seller
 * @param offer an offer that is not published
 * @returns the listing
 */
export function beginListing(world: EbayWorld, account: SellerAccount, offer: StoredOffer): StoredListing {
  const listing: StoredListing = {
    listingId: world.nextListingId(),
    offerId: offer.offerId,
    sku: offer.sku,
    marketplaceId: offer.marketplaceId,
    status: 'ACTIVE',
    soldQuantity: 0,
  };
  account.listings.set(listing.listingId, listing);
  offer.listing = listing;
  offer.everPublished = true;
  return listing;
}

/**
 * Ends an offer's listing; the offer stays, unpublished.
 *
 * @param offer the offer
 * @returns the listing that ended, undefined when there was none
 */
export function endListing(offer: StoredOffer): StoredListing | undefined {
  const listing = offer.listing;
  if (listing !== undefined) listing.status = 'ENDED';
  offer.listing = undefined;
  return listing;
}

/**
 * Removes an offer and ends its listing.
 *
 * @param account the seller
 * @param offer the offer
 */
export function removeOffer(account: SellerAccount, offer: StoredOffer): void {
  endListing(offer);
  account.offers.delete(offer.offerId);
}
