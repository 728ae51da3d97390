import type { BenchShop, EtsyBench } from './etsy-bench.ts';

/**
 * Publishes a shop's product, remembers its listing, and makes the proxy forget the calls.
 * @param bench the bench
 * @param shop the shop
 * @returns Etsy's id of the live listing
 */
export async function listed(bench: EtsyBench, shop: BenchShop): Promise<string> {
  const job = shop.job();
  const report = await job.run();
  if (report.status !== 'completed') throw new Error(`not listed: ${report.history.join()}`);
  shop.remember(job.listing);
  bench.proxy.reset();
  return String(job.listing?.externalIds['listing_id']);
}

/**
 * Leaves a draft with its SKU that no job goes on with, as a cancelled publication does, and remembers its listing.
 * @param bench the bench
 * @param shop the shop; what it remembers is forgotten first, so that every call leaves another draft
 * @returns Etsy's id of the draft
 */
export async function drafted(bench: EtsyBench, shop: BenchShop): Promise<string> {
  shop.remember(null);
  await bench.control('PUT', 'faults', {
    script: [{ operation: 'uploadListingImage', fault: 'refuse' }],
  });
  const job = shop.job();
  await job.run();
  await bench.control('DELETE', 'faults');
  if (job.listing?.status !== 'draft') throw new Error('no draft was left');
  shop.remember(job.listing);
  bench.proxy.reset();
  return String(job.listing.externalIds['listing_id']);
}

/**
 * Reads a listing's pictures. The proxy records the call.
 * @param shop the shop
 * @returns Etsy's ids by rank
 */
export async function shownImages(shop: BenchShop): Promise<readonly number[]> {
  const { tenant, account } = shop.context();
  const caller = { tenant, account, signal: AbortSignal.timeout(5_000) };
  const images = await shop.images.list(caller, Number(shop.listing?.externalIds['listing_id']));
  return images.map(({ imageId }) => imageId);
}

/**
 * Removes a picture as the seller does on the site.
 * @param shop the shop
 * @param imageId Etsy's id of it
 */
export async function removeImage(shop: BenchShop, imageId: number): Promise<void> {
  const { tenant, account } = shop.context();
  const caller = { tenant, account, signal: AbortSignal.timeout(5_000) };
  const listingId = Number(shop.listing?.externalIds['listing_id']);
  await shop.images.remove(caller, { shopId: shop.opened.shop_id, listingId }, imageId);
}
