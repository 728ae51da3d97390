import type { StepContext } from '../../contract/contexts.ts';
import { textOf } from '../../http/json-shape.ts';
import { hasEnded, isSoldOut } from '../ebay-offer.ts';
import type { EbayOffer } from '../ebay-offer.ts';

/** How a listing stands: what has ended or was sold is never written to. */
export type ListingState = 'live' | 'sold' | 'ended';

/**
 * Tells how the listing of an offer stands.
 * @param offer the offer as eBay shows it; undefined where there is none
 * @returns `live` also for what buyers do not see for a while
 */
export function stateOf(offer: EbayOffer | undefined): ListingState {
  if (offer === undefined) return 'ended';
  const { listing } = offer;
  if (isSoldOut(offer) || (listing?.status === 'OUT_OF_STOCK' && listing.sold > 0)) return 'sold';
  if (offer.status !== 'PUBLISHED') return 'ended';
  return listing !== undefined && hasEnded(listing) ? 'ended' : 'live';
}

/**
 * Tells whether the first look found a listing that may be written to.
 * @param context the job, and what `read` has left
 * @returns false where it had ended or was sold
 */
export function wasLive({ results }: Pick<StepContext, 'results'>): boolean {
  return textOf(results['read']?.['status']) === 'live';
}
