import { generateProducts } from '../dataset/generate-products.ts';
import { productsCsv } from '../dataset/products-csv.ts';
import type { SandboxProduct } from '../dataset/sandbox-product.ts';

/** Why a product of the demo cannot be listed on eBay; each seller has one such product. */
export type Flaw = 'price_too_low' | 'no_picture';

/** What a seller has to sell. */
export interface SellerStock {
  /** The file the seller imports. */
  readonly csv: string;
  readonly quantities: ReadonlyMap<string, number>;
  /** SKU of the product that eBay would refuse. */
  readonly flawedSku: string;
}

/**
 * Makes a seller's stock.
 * @param request seed, number of products and where their pictures are
 * @param flaw what is wrong with the last product
 * @returns the stock
 */
export function sellerStock(
  request: { readonly seed: string; readonly count: number; readonly picturesUrl: string },
  flaw: Flaw,
): SellerStock {
  const products = generateProducts(request);
  const last = products.length - 1;
  const stock = products.map((product, index) => (index === last ? flawed(product, flaw) : product));
  return {
    csv: productsCsv(stock),
    quantities: new Map(stock.map(({ sku, quantity }) => [sku, quantity])),
    flawedSku: stock[last]?.sku ?? '',
  };
}

/** eBay takes no price below 0.99 and no listing without a picture. */
function flawed(product: SandboxProduct, flaw: Flaw): SandboxProduct {
  return flaw === 'no_picture' ? { ...product, pictures: [] } : { ...product, price: '0.50' };
}
