import type { StepContext } from '../../contract/contexts.ts';
import { earlierText } from '../../http/earlier-text.ts';
import { textOf } from '../../http/json-shape.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import type { EbayOffer } from '../ebay-offer.ts';
import { fixedPriceOffer } from '../fixed-price-offer.ts';

/**
 * Reads the offer of this job as it is now. Where none was found at first it is searched for again: eBay may show an
 * offer late that a publication has just made.
 * @param inventory eBay's Inventory API
 * @param context the job, and what `find_offer` has left
 * @returns the offer; undefined where there is none
 * @throws {CallFailedError} when eBay could not be asked
 */
export async function foundOffer(
  inventory: EbayInventoryClient,
  context: StepContext,
): Promise<EbayOffer | undefined> {
  const offerId = textOf(context.results['find_offer']?.['offer_id']);
  if (offerId !== undefined) return inventory.offer(context, offerId);
  const sku = earlierText(context, 'find_offer', 'ebay_sku');
  return fixedPriceOffer(inventory, context, sku, earlierText(context, 'find_offer', 'marketplace_id'));
}
