import { VintedBrowser } from '../../../support/vinted-browser.ts';
import type { VintedBench, Seller } from './vinted-bench.ts';

/** An item as its owner's form shows it. */
export type SeenForm = Readonly<Record<string, unknown>>;

/** Opens an item's form in the seller's session. */
export async function formOf(
  bench: VintedBench,
  { member, site = bench.vinted }: Seller,
  itemId: string,
): Promise<SeenForm> {
  const browser = new VintedBrowser(site.url, member);
  const reply = await browser.call('GET', `/api/v2/item_upload/items/${itemId}`);
  if (reply.status !== 200) throw new Error(`item ${itemId}: ${reply.status}`);
  return (reply.json as { item: SeenForm }).item;
}

/** Changes an item as the seller does on the site. */
export async function editByHand(
  bench: VintedBench,
  seller: Seller,
  itemId: string,
  change: SeenForm,
): Promise<void> {
  const item = { ...(await formOf(bench, seller, itemId)), ...change };
  const browser = new VintedBrowser((seller.site ?? bench.vinted).url, seller.member);
  const reply = await browser.call('PUT', `/api/v2/item_upload/items/${itemId}`, { item });
  if (reply.status !== 200) throw new Error(`item ${itemId}: ${reply.status} ${reply.text}`);
}

/** The ids of an item's photos, in order. */
export async function photosOf(
  bench: VintedBench,
  seller: Seller,
  itemId: string,
): Promise<readonly number[]> {
  const { assigned_photos: photos } = await formOf(bench, seller, itemId);
  return (photos as readonly { id: number }[]).map(({ id }) => id);
}
