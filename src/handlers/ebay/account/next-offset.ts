/**
 * Reads where the next page begins from the link that eBay gives with a page.
 * @param link an address, absolute or not
 * @param offset of the page it came with
 * @returns the next page's offset; undefined where the link names none, or one that does not lead on
 */
export function nextOffset(link: string | undefined, offset: number): number | undefined {
  if (link === undefined || !URL.canParse(link, 'https://api.ebay.com')) return undefined;
  const next = new URL(link, 'https://api.ebay.com').searchParams.get('offset');
  return next !== null && /^\d{1,9}$/.test(next) && Number(next) > offset ? Number(next) : undefined;
}
