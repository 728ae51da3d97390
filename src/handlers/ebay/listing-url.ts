import { EBAY_MARKETPLACES } from './ebay-marketplaces.ts';

/**
 * The page where buyers see a listing.
 * @param marketplaceId eBay's MarketplaceEnum (`EBAY_FR`)
 * @param listingId eBay's id of the listing
 * @param siteUrl base that replaces the marketplace's own site, for sandboxes
 * @returns an absolute address
 */
export function listingUrl(marketplaceId: string, listingId: string, siteUrl: string | undefined): string {
  const site = EBAY_MARKETPLACES[marketplaceId]?.site ?? 'www.ebay.com';
  return `${siteUrl ?? `https://${site}`}/itm/${encodeURIComponent(listingId)}`;
}
