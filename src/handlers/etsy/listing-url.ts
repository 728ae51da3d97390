/**
 * The page where buyers see a listing.
 * @param listingId Etsy's id of the listing
 * @param siteUrl base of Etsy's site, or of a sandbox
 * @returns an absolute address
 */
export function listingUrl(listingId: number, siteUrl: string): string {
  return `${siteUrl}/listing/${listingId}`;
}
