import type { EbayInventoryClient } from './ebay-inventory.client.ts';
import type { EbayOffer } from './ebay-offer.ts';
import type { EbayCaller } from './ebay-tokens.ts';

/**
 * Finds an offer by its key; eBay has at most one of a SKU, a site and a format.
 * @param inventory eBay's Inventory API
 * @param caller for whom
 * @param sku eBay's SKU
 * @param marketplaceId the site (`EBAY_FR`)
 * @returns the fixed-price offer; undefined where eBay shows none
 * @throws {CallFailedError} when eBay could not be asked
 */
export async function fixedPriceOffer(
  inventory: Pick<EbayInventoryClient, 'offersOf'>,
  caller: EbayCaller,
  sku: string,
  marketplaceId: string,
): Promise<EbayOffer | undefined> {
  const offers = await inventory.offersOf(caller, sku);
  return offers.find((offer) => offer.marketplaceId === marketplaceId && offer.format === 'FIXED_PRICE');
}
