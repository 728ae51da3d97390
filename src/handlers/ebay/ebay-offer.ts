import { integerOf, recordOf, textOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';

/** An offer as eBay holds it, as far as StoFlow reads it. */
export interface EbayOffer {
  readonly offerId: string;
  readonly sku: string;
  readonly marketplaceId: string;
  readonly format: string;
  /** `PUBLISHED` or `UNPUBLISHED`. */
  readonly status: string;
  readonly price: string | undefined;
  readonly currency: string | undefined;
  readonly quantity: number | undefined;
  readonly categoryId: string | undefined;
  /** HTML of the listing where it is not the item's own. */
  readonly description: string | undefined;
  /** Absent while the offer is not published. */
  readonly listing: EbayOfferListing | undefined;
}

/** The listing of a published offer. */
export interface EbayOfferListing {
  readonly listingId: string;
  /** `ACTIVE`, `OUT_OF_STOCK`, `INACTIVE`, `ENDED`, `EBAY_ENDED` or `NOT_LISTED`. */
  readonly status: string;
  readonly onHold: boolean;
  readonly sold: number;
}

/**
 * Reads an offer.
 * @param body JSON of `GET offer/{offerId}` or an entry of `GET offer?sku=`
 * @returns the offer; undefined where its id or status is missing
 */
export function ebayOfferOf(body: JsonRecord): EbayOffer | undefined {
  const offerId = textOf(body['offerId']);
  const status = textOf(body['status']);
  if (offerId === undefined || status === undefined) return undefined;
  const price = recordOf(recordOf(body['pricingSummary'])['price']);
  return {
    offerId,
    status,
    sku: textOf(body['sku']) ?? '',
    marketplaceId: textOf(body['marketplaceId']) ?? '',
    format: textOf(body['format']) ?? '',
    price: textOf(price['value']),
    currency: textOf(price['currency']),
    quantity: integerOf(body['availableQuantity']),
    categoryId: textOf(body['categoryId']),
    description: textOf(body['listingDescription']),
    listing: listingOf(recordOf(body['listing'])),
  };
}

/**
 * @param listing a listing as eBay shows it
 * @returns true where the seller, a sale or eBay has ended it
 */
export function hasEnded({ status }: EbayOfferListing): boolean {
  return /ENDED$/.test(status);
}

/**
 * @param offer an offer as eBay shows it
 * @returns true where something was sold and nothing is left to sell
 */
export function isSoldOut({ listing, quantity }: EbayOffer): boolean {
  return listing !== undefined && listing.sold > 0 && (hasEnded(listing) || quantity === 0);
}

function listingOf(listing: JsonRecord): EbayOfferListing | undefined {
  const listingId = textOf(listing['listingId']);
  if (listingId === undefined) return undefined;
  return {
    listingId,
    status: textOf(listing['listingStatus']) ?? '',
    onHold: listing['listingOnHold'] === true,
    sold: integerOf(listing['soldQuantity']) ?? 0,
  };
}
