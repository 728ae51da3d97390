import { refused } from '../../../domain/outcome.ts';
import type { Refused } from '../../../domain/outcome.ts';
import type { StepContext } from '../../contract/contexts.ts';
import { textOf } from '../../http/json-shape.ts';
import { hasEnded, isSoldOut } from '../ebay-offer.ts';
import type { EbayOffer } from '../ebay-offer.ts';

/** What one look at eBay tells of a listing that is to end, as the steps keep it. */
export interface Standing {
  readonly offer_id?: string;
  readonly listing_id?: string;
  readonly sold: boolean;
}

/**
 * Tells whether there is something to end.
 * @param offer the offer as eBay shows it; undefined where there is none
 * @returns true while it stands for a listing that has not ended, also for one that buyers do not see now
 */
export function isListed(offer: EbayOffer | undefined): offer is EbayOffer {
  if (offer?.status !== 'PUBLISHED') return false;
  return offer.listing === undefined || !hasEnded(offer.listing);
}

/**
 * Takes down what a look at eBay has shown.
 * @param offer the offer as eBay shows it; undefined where there is none
 * @returns its ids, and whether the piece was sold
 */
export function standingOf(offer: EbayOffer | undefined): Standing {
  if (offer === undefined) return { sold: false };
  return {
    offer_id: offer.offerId,
    ...(offer.listing === undefined ? {} : { listing_id: offer.listing.listingId }),
    sold: isSoldOut(offer),
  };
}

/**
 * Finds which listing this job is to end.
 * @param context the job, and the results of the steps before
 * @returns eBay's id of the listing that was first seen; undefined while none was
 */
export function listingToEnd({ results }: StepContext): string | undefined {
  return textOf(results['find_offer']?.['listing_id']) ?? textOf(results['withdraw_offer']?.['listing_id']);
}

/**
 * Tells whether the offer stands for another listing than the one this job is to end. Whoever has published it in
 * between wants that one.
 * @param context the job, and the results of the steps before
 * @param offer an offer that is listed
 * @returns the refusal to end it; undefined where it is the same listing
 */
export function listedAnew(context: StepContext, { listing }: EbayOffer): Refused | undefined {
  const target = listingToEnd(context);
  if (target === undefined || listing === undefined || listing.listingId === target) return undefined;
  return refused({
    code: 'ebay.listed_anew',
    message:
      'The product was listed again on eBay while its listing was being ended. Delete once more if that one is to end, too.',
    actor: 'seller',
    original: { ended: target, listed: listing.listingId },
  });
}
