import type { VintedBench, Seller } from './vinted-bench.ts';

/** A product that is live on Vinted. */
export interface LiveProduct {
  readonly productId: number;
  readonly itemId: string;
}

/** Publishes a product and waits until it is live. */
export async function liveProduct(
  bench: VintedBench,
  seller: Seller,
  change: Readonly<Record<string, unknown>> = {},
): Promise<LiveProduct> {
  const productId = await bench.product(change);
  const {
    status,
    error,
    result_data: result,
  } = await bench.ended(await bench.publishProduct(seller, productId));
  if (status !== 'completed') throw new Error(`the product was not published: ${JSON.stringify(error)}`);
  return { productId, itemId: String(result?.['item_id']) };
}

/** A listing as these tests read it. */
export interface SeenListing {
  readonly status: string;
  readonly product_id: number;
  readonly external_ids: Readonly<Record<string, string>>;
}

/** The listings of an account, newest first. */
export async function listingsOf(bench: VintedBench, { accountId }: Seller): Promise<readonly SeenListing[]> {
  const path = `/api/listings?account_id=${accountId}`;
  return (await bench.call<{ data: readonly SeenListing[] }>('GET', path)).data;
}
