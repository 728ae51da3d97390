import type { Answer } from '../http/exchange.ts';
import type { EbayCall } from './ebay-call.ts';
import { EbayRefusal, errorDetail } from './ebay-error.ts';
import { beginListing, endListing } from './listing-life.ts';
import { existingOffer } from './offer-operations.ts';
import { checkPublishable } from './publish-rules.ts';

/**
 * `POST offer/{offerId}/publish`: safe to repeat while published.
 *
 * @param call the call
 * @returns 200 with the listing's number; again the same number, with warning 25402 (or a conflict, an option)
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function publishOffer(call: EbayCall): Answer {
  const offer = existingOffer(call);
  if (offer.listing?.status === 'ACTIVE' || offer.listing?.status === 'OUT_OF_STOCK') {
    if (call.world.options.republish === 'conflict') {
      throw new EbayRefusal(25002, { status: 409, info: 'The offer is already published' });
    }
    const warnings = [errorDetail(25402, { info: 'The offer is already published' })];
    return { status: 200, json: { listingId: offer.listing.listingId, warnings } };
  }
  checkPublishable(call, offer);
  const listing = beginListing(call.world, call.account, offer);
  return { status: 200, json: { listingId: listing.listingId, warnings: [] } };
}

/**
 * `POST offer/{offerId}/withdraw`: ends the listing, keeps the offer.
 *
 * @param call the call
 * @returns 200 with the number of the listing that ended; refuses with 400 when nothing is published
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function withdrawOffer(call: EbayCall): Answer {
  const offer = existingOffer(call);
  const ended = endListing(offer);
  if (ended === undefined) {
    throw new EbayRefusal(call.world.options.repeatedWithdraw, {
      status: 400,
      info: 'The offer is not published',
    });
  }
  return { status: 200, json: { listingId: ended.listingId } };
}
