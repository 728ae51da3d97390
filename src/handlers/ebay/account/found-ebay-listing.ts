import type { FoundListing, ProductDetail, ShownFields } from '../../../domain/found.ts';
import { malformedAnswer } from '../ebay-api.ts';
import { productFieldsOf } from '../ebay-aspects.ts';
import { categoryNamed } from '../ebay-categories.ts';
import { conditionNamed } from '../ebay-conditions.ts';
import { hasEnded, isSoldOut } from '../ebay-offer.ts';
import type { EbayOffer, EbayOfferListing } from '../ebay-offer.ts';
import { productSkuOf } from '../ebay-sku.ts';
import { listingUrl } from '../listing-url.ts';
import type { EbayItem } from './ebay-item.ts';
import { plainTextOf } from './plain-text.ts';
import { twoDecimals } from './two-decimals.ts';

const READ = { effect: 'none', limit: 'application' } as const;

/**
 * Describes a listing as a sync and an import know it.
 * @param item the item of its SKU
 * @param offer an offer that has a listing
 * @param listing the offer's listing
 * @param siteUrl base of listing pages; undefined for each marketplace's own
 * @returns the listing
 * @throws {CallFailedError} where eBay's answer lacks the title or the price of what buyers see, or has a state that is
 *   not known: half a listing would be taken for a changed one
 */
export function foundEbayListing(
  item: EbayItem,
  offer: EbayOffer,
  listing: EbayOfferListing,
  siteUrl: string | undefined,
): FoundListing {
  const status = statusOf(offer, listing);
  const price = offer.price === undefined ? undefined : twoDecimals(offer.price);
  if (status === 'live' && item.title === undefined) throw malformedAnswer(READ, 'the title of a listing');
  if (price === undefined && (status === 'live' || offer.price !== undefined)) {
    throw malformedAnswer(READ, 'the price of a listing');
  }
  const quantity = offer.quantity ?? item.quantity;
  const description = offer.description ?? item.description;
  return {
    externalIds: { listing_id: listing.listingId, offer_id: offer.offerId, ebay_sku: offer.sku },
    status,
    sku: productSkuOf(offer.sku) ?? offer.sku,
    title: item.title ?? '',
    url: listingUrl(offer.marketplaceId, listing.listingId, siteUrl),
    pictures: item.imageUrls,
    details: detailsOf(item, offer),
    shown: shownOf(item, price, quantity),
    ...(description !== undefined && { description: plainTextOf(description) }),
    ...(price !== undefined && { price }),
    ...(offer.currency !== undefined && { currency: offer.currency }),
    ...(quantity !== undefined && { quantity }),
  };
}

/**
 * Whatever has not ended counts as live, also what buyers do not see for a while: sold out with more to come, on hold,
 * inactive. A look that called it ended would have it listed a second time.
 */
function statusOf(offer: EbayOffer, listing: EbayOfferListing): FoundListing['status'] {
  if (hasEnded(listing)) return isSoldOut(offer) ? 'sold' : 'ended';
  switch (listing.status) {
    case 'OUT_OF_STOCK':
      return listing.sold > 0 ? 'sold' : 'live';
    case 'ACTIVE':
      return isSoldOut(offer) ? 'sold' : 'live';
    case 'INACTIVE':
      return 'live';
    case 'NOT_LISTED':
      return 'draft';
    default:
      throw malformedAnswer(READ, 'a known state of a listing');
  }
}

function shownOf(item: EbayItem, price: string | undefined, quantity: number | undefined): ShownFields {
  return {
    ...(item.title !== undefined && { title: item.title }),
    ...(item.description !== undefined && { description: item.description }),
    ...(price !== undefined && { price }),
    ...(quantity !== undefined && { quantity: String(quantity) }),
  };
}

function detailsOf(item: EbayItem, offer: EbayOffer): Readonly<Partial<Record<ProductDetail, string>>> {
  const brand = item.brand;
  const condition = conditionNamed(item.condition);
  const category = categoryNamed(offer.categoryId);
  return {
    ...(brand !== undefined && { brand }),
    ...productFieldsOf(item.aspects),
    ...(condition !== undefined && { condition }),
    ...(category !== undefined && { category }),
  };
}
